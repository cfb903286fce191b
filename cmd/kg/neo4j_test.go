package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kg/graph/neo4j/neo4jtest"
)

func TestMain(m *testing.M) { neo4jtest.Main(m) }

// TestStoresAgree loads the sample into both stores and asks both the same.
func TestStoresAgree(t *testing.T) {
	var questions [][]string
	for _, question := range sampleQuestions {
		questions = append(questions, question)
	}
	agree(t, "../../docs/sample/pages", questions)
}

// pageQuestions are for the real page, which may be beside the checkout.
var pageQuestions = [][]string{
	{"post-holders", "区委书记", "牧野区"},
	{"person-posts", "牛晓辉"},
	{"district-leadership", "凤泉区", "2023-08-31"},
	{"initiative-districts", "二马"},
	{"event-participants", "封丘县烈士陵园"},
	{"overview"},
}

// TestRealPageOnNeo4j: the real page answers on a server as it does in a file.
func TestRealPageOnNeo4j(t *testing.T) {
	if _, err := os.Stat(realPage); err != nil {
		t.Skip("no real page is here:", err)
	}
	agree(t, realPage, pageQuestions)
}

// agree loads files into an embedded graph and into a server, and compares the rows of
// questions. No question may be without an answer.
func agree(t *testing.T, files string, questions [][]string) {
	t.Helper()
	server := neo4jtest.Shared(t)
	db := filepath.Join(t.TempDir(), "kg.graph")
	mustDo(t, "load", "--quiet", files, "--db", db)
	mustDo(t, "load", "--quiet", files, "--db", server.URI)
	if diff := cmp.Diff(mustDo(t, "export", "--quiet", "--db", db, "--format", "jsonl"), mustDo(t, "export", "--quiet", "--db", server.URI, "--format", "jsonl")); diff != "" {
		t.Errorf("the graphs differ (-embedded +server):\n%s", diff)
	}
	for _, question := range questions {
		ask := func(db string) string {
			return mustDo(t, append([]string{"query", "--db", db, "--format", "json"}, question...)...)
		}
		want := ask(db)
		if diff := cmp.Diff(want, ask(server.URI)); diff != "" {
			t.Errorf("%q (-embedded +server):\n%s", question, diff)
		}
		if len(want) < 10 {
			t.Errorf("%q has no answer: %s", question, want)
		}
	}
}
