package main

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// TestEvalFigures holds kg eval to the figures of the scorer that comes with the annotated
// articles.
func TestEvalFigures(t *testing.T) {
	const gold = "../../../shared/gold/dev.jsonl"
	scorer := filepath.Join(filepath.Dir(gold), "score.py")
	if _, err := os.Stat(scorer); err != nil {
		t.Skip("the annotated articles are not here:", err)
	}
	python, err := exec.LookPath("python3")
	if err != nil {
		t.Skip("python3 is not here:", err)
	}
	facts := filepath.Join(t.TempDir(), "facts.jsonl")
	mustDo(t, "extract", "--quiet", gold, "-o", facts)
	out, err := exec.Command(python, scorer, gold, facts, "--json").Output()
	if err != nil {
		t.Fatal(err)
	}
	var want map[string]struct{ P, R, F float64 }
	if err := json.Unmarshal(out, &want); err != nil {
		t.Fatal(err)
	}
	var got []struct {
		Field                 string
		Precision, Recall, F1 float64
	}
	if err := json.Unmarshal([]byte(mustDo(t, "eval", "--quiet", gold, "--format", "json")), &got); err != nil {
		t.Fatal(err)
	}
	for _, g := range got {
		w := want[g.Field]
		if diff := cmp.Diff([]float64{w.P, w.R, w.F}, []float64{g.Precision, g.Recall, g.F1}, cmpopts.EquateApprox(0, 2e-4)); diff != "" {
			t.Errorf("%s (-score.py +kg eval):\n%s", g.Field, diff)
		}
	}
	if len(got) != len(want) {
		t.Errorf("%d fields, want %d", len(got), len(want))
	}
}

// TestEvalErrors lists what differs for one field.
func TestEvalErrors(t *testing.T) {
	gold := filepath.Join(t.TempDir(), "gold.jsonl")
	text := `{"id":"a","text":"青岚区委书记林知远讲话。","persons":["林知远","周若溪"]}` + "\n"
	if err := os.WriteFile(gold, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	out := mustDo(t, "eval", "--quiet", gold, "--errors", "person")
	if !strings.HasSuffix(out, "a\tmissed\t周若溪\n") {
		t.Errorf("got %q", out)
	}
}
