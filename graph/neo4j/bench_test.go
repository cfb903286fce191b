package neo4j

import (
	"context"
	"fmt"
	"os"
	"slices"
	"strconv"
	"testing"
	"time"

	driver "github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"kg/graph"
	"kg/graph/neo4j/neo4jtest"
	"kg/graph/storetest"
)

// BenchmarkLoad loads about 100,000 nodes and 370,000 relationships into a fresh server by
// Update and by a bare loop of the driver over the same merged rows with the same
// constraints, in turn, and reports how the rows/s compare: ratio is that of writing, in
// which Update also writes the facts and hashes of the articles; whole counts all that
// Update does before, which is reading, checking and merging the contributions.
// KG_BENCH_ARTICLES is their number.
func BenchmarkLoad(b *testing.B) {
	articles := 40_500
	if n, err := strconv.Atoi(os.Getenv("KG_BENCH_ARTICLES")); err == nil {
		articles = n
	}
	var cs []*graph.Contribution
	for c, err := range (storetest.Large{Seed: 1, Articles: articles}).All() {
		if err != nil {
			b.Fatal(err)
		}
		cs = append(cs, c)
	}
	bare := mergedRows(b, cs)
	var whole, write, loop time.Duration
	for b.Loop() {
		loop += timed(b, func(s *neo4jtest.Server) { bare.load(b, s) })
		var begun time.Time
		stage = func(name string) {
			if name == "mark" {
				begun = time.Now()
			}
		}
		whole += timed(b, func(s *neo4jtest.Server) {
			updateAll(b, s, cs)
			write += time.Since(begun)
		})
		stage = func(string) {}
	}
	rows := float64(bare.count) * float64(b.N)
	b.ReportMetric(0, "ns/op") // says nothing here
	b.ReportMetric(rows/loop.Seconds(), "loop-rows/s")
	b.ReportMetric(rows/write.Seconds(), "kg-rows/s")
	b.ReportMetric(loop.Seconds()/write.Seconds(), "ratio")
	b.ReportMetric(loop.Seconds()/whole.Seconds(), "whole-ratio")
}

// timed runs load on a fresh, warm server and returns how long it took.
func timed(b *testing.B, load func(*neo4jtest.Server)) time.Duration {
	b.Helper()
	b.Setenv("KG_NEO4J_HEAP", "2g")
	s := neo4jtest.Start(b, neo4jtest.Options{Home: b.TempDir()})
	updateAll(b, s, storetest.Many(0, 400))
	s.Clear(b)
	begun := time.Now()
	load(s)
	took := time.Since(begun)
	s.Stop()
	return took
}

func updateAll(b *testing.B, server *neo4jtest.Server, cs []*graph.Contribution) {
	b.Helper()
	s := open(b, server, Options{})
	if _, err := s.Update(b.Context(), storetest.Seq(cs...), graph.UpdateOptions{}); err != nil {
		b.Fatal(err)
	}
}

// bareRows are the rows of a merged graph by their statement.
type bareRows struct {
	statements []string // nodes first
	rows       map[string][]any
	count      int
}

func (r *bareRows) add(statement string, params map[string]any) {
	if r.rows[statement] == nil {
		r.statements = append(r.statements, statement)
	}
	r.rows[statement] = append(r.rows[statement], params)
	r.count++
}

func mergedRows(b *testing.B, cs []*graph.Contribution) *bareRows {
	b.Helper()
	r := &bareRows{rows: map[string][]any{}}
	m, err := graph.NewMerger(graph.MergeOptions{TempDir: b.TempDir()})
	if err != nil {
		b.Fatal(err)
	}
	defer m.Close() //nolint:errcheck // a benchmark
	for _, c := range cs {
		if err := m.Add(c); err != nil {
			b.Fatal(err)
		}
	}
	err = m.Finish(b.Context(), func(n *graph.Node) error {
		r.add(fmt.Sprintf("UNWIND $rows AS row MERGE (n:%s {id: row.id}) SET n += row.p", n.Label), map[string]any{"id": n.ID, "p": map[string]any(n.Properties)})
		return nil
	}, func(rel *graph.Relationship) error {
		r.add(fmt.Sprintf("UNWIND $rows AS row MATCH (a:%s {id: row.s}) MATCH (b:%s {id: row.e}) CREATE (a)-[r:%s]->(b) SET r = row.p", rel.Start.Label, rel.End.Label, rel.Type),
			map[string]any{"s": rel.Start.ID, "e": rel.End.ID, "p": map[string]any(rel.Properties)})
		return nil
	})
	if err != nil {
		b.Fatal(err)
	}
	return r
}

// load writes the rows in batches of 10,000, one after the other.
func (r *bareRows) load(b *testing.B, server *neo4jtest.Server) {
	b.Helper()
	s := open(b, server, Options{})
	for _, c := range graph.Schema().Constraints() {
		if err := s.runSchema(b.Context(), c); err != nil {
			b.Fatal(err)
		}
	}
	session := s.session(b.Context(), driver.AccessModeWrite)
	defer closeSession(session)
	for _, statement := range r.statements {
		for rows := range slices.Chunk(r.rows[statement], DefaultBatchSize) {
			_, err := session.ExecuteWrite(b.Context(), func(tx driver.ManagedTransaction) (any, error) {
				answer, err := tx.Run(context.Background(), statement, map[string]any{"rows": rows})
				if err != nil {
					return nil, err
				}
				return answer.Consume(context.Background())
			})
			if err != nil {
				b.Fatal(err)
			}
		}
	}
}
