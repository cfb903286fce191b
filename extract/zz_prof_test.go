package extract

import (
	"context"
	"os"
	"testing"

	"kg/graph"
)

func TestProf(t *testing.T) {
	p := os.Getenv("PROF")
	if p == "" {
		t.Skip()
	}
	_, err := Run(context.Background(), []string{p}, Options{Workers: 1}, func(*graph.Contribution) error { return nil })
	if err != nil {
		t.Fatal(err)
	}
}
