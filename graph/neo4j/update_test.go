package neo4j

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"kg/graph"
	"kg/graph/neo4j/neo4jtest"
	"kg/graph/storetest"
)

// tiny makes large updates of small ones: many transactions, two at once.
var tiny = Options{BatchSize: 40, Concurrency: 3}

// load updates the database with articles.
func load(t *testing.T, s *Store, o graph.UpdateOptions, cs ...*graph.Contribution) graph.Changes {
	t.Helper()
	ch, err := s.Update(t.Context(), storetest.Seq(cs...), o)
	if err != nil {
		t.Fatalf("Update: %v", err)
	}
	return ch
}

// holds checks that the database holds the articles cs and nothing else.
func holds(t *testing.T, s *Store, cs ...*graph.Contribution) {
	t.Helper()
	want, err := storetest.Want(t.Context(), t.TempDir(), cs...)
	if err != nil {
		t.Fatal(err)
	}
	got, err := storetest.Dump(t.Context(), s)
	if err != nil {
		t.Fatal(err)
	}
	if got != want {
		t.Errorf("the graph is not that of its articles: %s", firstDifference(want, got))
	}
}

// firstDifference shows where two texts part.
func firstDifference(want, got string) string {
	a, b := strings.Split(want, "\n"), strings.Split(got, "\n")
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			return fmt.Sprintf("line %d:\nwant %.400s\ngot  %.400s", i+1, a[i], b[i])
		}
	}
	return fmt.Sprintf("%d lines, want %d", len(b), len(a))
}

// TestSecondLoadWritesNothing asks the server's counters, and looks whether its log of
// transactions stands still.
func TestSecondLoadWritesNothing(t *testing.T) {
	server := neo4jtest.Shared(t)
	s := open(t, server, Options{})
	cs := storetest.Many(0, 50)
	load(t, s, graph.UpdateOptions{}, cs...)
	if s.written == (counters{}) {
		t.Fatal("the server counts nothing")
	}
	s.written = counters{}
	before := server.LastWrite(t)
	o := graph.UpdateOptions{Prune: true, Collections: []string{"papers0", "papers1"}}
	if ch := load(t, s, o, cs...); ch.Any() || ch.Unchanged != 50 || ch.Nodes == 0 {
		t.Errorf("second load: %+v", ch)
	}
	o.DryRun = true
	load(t, s, o, storetest.Many(40, 30)...)
	if s.written != (counters{}) {
		t.Errorf("the server counted %+v", s.written)
	}
	if after := server.LastWrite(t); after != before {
		t.Errorf("the server wrote to its log at %s, last before at %s", after, before)
	}
}

// TestLargeUpdates holds updates of many transactions to what one transaction does.
func TestLargeUpdates(t *testing.T) {
	server := neo4jtest.Shared(t)
	s := open(t, server, tiny)
	cs := storetest.Many(0, 60)
	load(t, s, graph.UpdateOptions{}, cs...)
	holds(t, s, cs...)
	later := storetest.Many(20, 60)
	for _, c := range later[:10] {
		c.Article.Page = "B1"
		c.SetHash()
	}
	o := graph.UpdateOptions{Prune: true}
	for i := range 7 {
		o.Collections = append(o.Collections, fmt.Sprintf("papers%d", i))
	}
	want := graph.Changes{Added: 20, Changed: 10, Removed: 20, Unchanged: 30}
	got := load(t, s, o, later...)
	want.Nodes, want.Relationships = got.Nodes, got.Relationships
	if got != want {
		t.Errorf("changes %+v, want %+v", got, want)
	}
	holds(t, s, later...)
	load(t, s, o)
	holds(t, s)
	if records, _ := server.Do(t, "MATCH (n) RETURN count(*)", nil); records[0].Values[0] != int64(0) {
		t.Errorf("%v nodes left", records[0].Values[0])
	}
}

// TestTwoLoadsAtOnce holds that two loads end in the graph of both.
func TestTwoLoadsAtOnce(t *testing.T) {
	server := neo4jtest.Shared(t)
	cs := storetest.Many(0, 90)
	var loads sync.WaitGroup
	for part := range slices.Chunk(cs, 30) {
		s := open(t, server, tiny)
		loads.Go(func() {
			if _, err := s.Update(t.Context(), storetest.Seq(part...), graph.UpdateOptions{}); err != nil {
				t.Errorf("Update: %v", err)
			}
		})
	}
	loads.Wait()
	holds(t, open(t, server, Options{}), cs...)
}

// TestKeepsWhatIsNotOurs holds that an analyst's own properties, labels and
// relationships stay, and that what was changed by hand is repaired.
func TestKeepsWhatIsNotOurs(t *testing.T) {
	server := neo4jtest.Shared(t)
	s := open(t, server, Options{})
	cs := storetest.Articles()
	load(t, s, graph.UpdateOptions{}, cs...)
	for _, statement := range []string{
		"MATCH (p:Person {name: '周若溪'}) SET p.note = '待查', p:Watched",
		"MATCH (p:Person {name: '周若溪'}), (q:Person {name: '苏望舒'}) CREATE (p)-[:KNOWS]->(q), (p)-[:POSSIBLY_SAME_AS]->(q)",
		"CREATE (:Note {text: '一'}), (:Person {name: '无号'})",
		"MATCH (p:Person {name: '苏望舒'}) SET p.aliases = 7, p.pinyin = 'x'",
		"MATCH (d:District {name: '青岚区'}) SET d.name = '错', d.level = NULL",
		"MATCH (:Person)-[r:HOSTED]->() SET r.quotes = 1, r.rule = NULL",
		"MATCH (:Person)-[r:LED]->() DELETE r",
		"MATCH (a)-[r:SPOKE_AT]->(b) CREATE (a)-[x:SPOKE_AT]->(b) SET x = properties(r), x.rule = 'copy'",
		"MATCH (a)-[r:PRESENTED]->(b), (c:Policy) CREATE (:Person {id: 'stranger', name: '外人'})-[x:PRESENTED {id: 'stray'}]->(b)",
	} {
		server.Do(t, statement, nil)
	}
	changed := storetest.Many(0, 1)[0]
	load(t, s, graph.UpdateOptions{}, changed)
	rows, _ := server.Do(t, "MATCH (p:Person {note: '待查'})-[k:KNOWS|POSSIBLY_SAME_AS]->(:Person) RETURN count(k), p:Watched", nil)
	if rows[0].Values[0] != int64(2) || rows[0].Values[1] != true {
		t.Errorf("what an analyst added: %v", rows[0].Values)
	}
	for _, statement := range []string{
		"MATCH ()-[r:POSSIBLY_SAME_AS]->() WHERE r.id IS NULL DELETE r", "MATCH (p:Person) WHERE p.id IS NULL DETACH DELETE p",
	} {
		server.Do(t, statement, nil)
	}
	holds(t, s, append(cs, changed)...)
}

// TestForeignArticles holds that articles of another program are not taken for ours.
func TestForeignArticles(t *testing.T) {
	server := neo4jtest.Shared(t)
	server.Do(t, "CREATE (:Article {id: '1', title: 'theirs'})", nil)
	s := open(t, server, Options{})
	_, err := s.Update(t.Context(), storetest.Seq(storetest.Articles()...), graph.UpdateOptions{Prune: true})
	if err == nil || !strings.Contains(err.Error(), "did not write") {
		t.Errorf("Update = %v", err)
	}
	if rows, _ := server.Do(t, "MATCH (n) RETURN count(*)", nil); rows[0].Values[0] != int64(1) {
		t.Errorf("%v nodes, want theirs only", rows[0].Values[0])
	}
}
