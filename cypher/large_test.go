package cypher

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"kg/graph"
	"kg/graph/kuzu"
	"kg/graph/neo4j"
	"kg/graph/neo4j/neo4jtest"
	"kg/graph/storetest"
)

// largeRuns are arguments about the world of storetest.Large. What a query does not name
// here it takes from its header, where that has a default.
func largeRuns(t *testing.T, s graph.Store) map[string][]string {
	t.Helper()
	one := func(text string) string {
		res, err := s.Query(t.Context(), text, nil)
		if err != nil || len(res.Rows) == 0 {
			t.Fatalf("%s: %v, %v", text, res, err)
		}
		return fmt.Sprint(res.Rows[0][0])
	}
	county, other := storetest.LargeCounty(0), storetest.LargeCounty(1)
	person := one("MATCH (p:Person)-[f:HOSTED]->(e:Event)-[:IN_DISTRICT]->(d:District) WHERE d.name = '" + county + "' RETURN p.id ORDER BY p.id LIMIT 1")
	partner := one("MATCH (p:Person)-[f:HOSTED]->(e:Event)<-[g:ATTENDED]-(q:Person) WHERE p.id = '" + person + "' AND q.id <> p.id RETURN q.id ORDER BY q.id LIMIT 1")
	event := one("MATCH (p:Person)-[f:HOSTED]->(e:Event) WHERE p.id = '" + person + "' RETURN e.id ORDER BY e.id LIMIT 1")
	initiative := one("MATCH (x)-[:IMPLEMENTS]->(n:Initiative) RETURN n.id ORDER BY n.id LIMIT 1")
	organization := one("MATCH (o:Organization)-[:ORGANIZED]->(e:Event) RETURN o.id ORDER BY o.id LIMIT 1")
	reporter := one("MATCH (p:Person)-[:REPORTED]->(a:Article) RETURN p.id ORDER BY p.id LIMIT 1")
	article := one("MATCH (a:Article) RETURN a.id ORDER BY a.id LIMIT 1")
	name := one("MATCH (p:Person) WITH p.name AS name, count(*) AS people WHERE people >= 2 RETURN name ORDER BY name LIMIT 1")
	post := county + "区委书记"
	return map[string][]string{
		"appears-with": {person}, "article-facts": {article}, "bridges": nil, "changes-since": {"2023-10"},
		"common-contacts": {person, partner}, "connection": {person, partner}, "coverage": {county},
		"district-initiatives": {county}, "district-leadership": {county, "2020-06-30"}, "event-participants": {event},
		"events-in-district": {county, "2020-01", "2020-12"}, "evidence": {person}, "initiative-districts": {initiative},
		"initiative-timeline": {initiative}, "most-connected": {other}, "namesakes": {name},
		"organization-events": {organization}, "organization-people": {organization}, "overview": nil,
		"person-events": {person}, "person-posts": {person}, "policies-adopted": {county}, "post-history": {post},
		"post-holders": {post}, "reporter-coverage": {reporter}, "shared-initiatives": {county, other},
	}
}

// TestLarge runs every query on a graph of a million relationships in both stores, prints
// how long each takes, and compares rows. It is no timed test: KG_LARGE turns it on, with the
// number of articles (46600 give a million relationships).
func TestLarge(t *testing.T) {
	articles, err := strconv.Atoi(os.Getenv("KG_LARGE"))
	if err != nil {
		t.Skip("KG_LARGE is not set")
	}
	dir := os.Getenv("KG_LARGE_DIR") // keeps the stores for another run
	if dir == "" {
		dir = t.TempDir()
	}
	t.Setenv("KG_NEO4J_HEAP", "2g")
	all := storetest.Large{Seed: 1, Articles: articles, Attendees: 4}.All()
	small, err := kuzu.Open(filepath.Join(dir, "large.graph"))
	if err != nil {
		t.Fatal(err)
	}
	defer small.Close() //nolint:errcheck // a test's folder
	server := neo4jtest.Start(t, neo4jtest.Options{Home: filepath.Join(dir, "neo4j")})
	large, err := neo4j.Open(t.Context(), neo4j.Options{URI: server.URI})
	if err != nil {
		t.Fatal(err)
	}
	defer server.Stop()
	defer large.Close() //nolint:errcheck // a test's server
	for _, s := range []graph.Store{small, large} {
		begun := time.Now()
		ch, err := s.Update(t.Context(), all, graph.UpdateOptions{})
		if err != nil {
			t.Fatal(err)
		}
		t.Logf("%s: %d nodes, %d relationships in %.1f s", s.Dialect(), ch.Nodes, ch.Relationships, time.Since(begun).Seconds())
	}
	runs := largeRuns(t, small)
	for _, q := range All() {
		args, err := q.Args(runs[q.Name], nil, testDay)
		if err != nil {
			t.Fatal(err)
		}
		tookKuzu, rowsKuzu := bestOf(t, q, small, args)
		tookNeo4j, rowsNeo4j := bestOf(t, q, large, args)
		t.Logf("%-22s kuzu %6d ms, neo4j %6d ms, %d rows", q.Name, tookKuzu.Milliseconds(), tookNeo4j.Milliseconds(), rowsKuzu)
		if rowsKuzu != rowsNeo4j {
			t.Errorf("%s: %d rows on kuzu, %d on neo4j", q.Name, rowsKuzu, rowsNeo4j)
		}
		for _, form := range []Form{Table, Drawing} {
			text := q.spell(form, "neo4j", args)
			for _, fault := range planFaults(server.Explain(t, text, explainParams(q))) {
				t.Errorf("%s\n%s", fault, text)
			}
		}
	}
}

// explainParams are values of the right type for a plan.
func explainParams(q *Query) map[string]any {
	params := map[string]any{}
	for _, p := range q.Params {
		params[p.Name] = p.value(p.Example)
		if p.Type.IsName() {
			params[p.Name] = []any{p.Example}
		}
	}
	return params
}

// bestOf runs a query three times and returns the shortest time and the number of rows.
func bestOf(t *testing.T, q *Query, s graph.Store, args Args) (best time.Duration, rows int) {
	t.Helper()
	best = time.Hour
	for range 3 {
		begun := time.Now()
		a, err := q.Run(t.Context(), s, args)
		if err != nil {
			t.Errorf("%s on %s: %v", q.Name, s.Dialect(), err)
			return best, 0
		}
		best, rows = min(best, time.Since(begun)), len(a.Rows)
	}
	return best, rows
}
