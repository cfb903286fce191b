package neo4j

import (
	"fmt"
	"os"
	"testing"

	"kg/graph"
	"kg/graph/neo4j/neo4jtest"
	"kg/graph/storetest"
)

// TestMain runs the tests, or a load that will be killed.
func TestMain(m *testing.M) {
	if uri := os.Getenv(crashURI); uri != "" {
		if err := crashLoad(uri); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	neo4jtest.Main(m)
}

// open opens the database of a server.
func open(t testing.TB, s *neo4jtest.Server, o Options) *Store {
	t.Helper()
	o.URI, o.Password = s.URI, s.Password
	store, err := Open(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := store.Close(); err != nil {
			t.Errorf("Close: %v", err)
		}
	})
	return store
}

func TestStore(t *testing.T) {
	storetest.Run(t, storetest.ReadCommitted, func(t *testing.T) graph.Store { return open(t, neo4jtest.Shared(t), Options{}) })
}
