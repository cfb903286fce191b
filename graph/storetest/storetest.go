// Package storetest is the suite that every graph.Store passes: what one store answers
// to Cypher after an update is what the other answers, and both are what merging the
// contributions gives.
package storetest

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"kg/graph"
)

// Isolation is what a query sees of an update at work.
type Isolation int

// A query sees the whole old graph or the whole new one, or what is committed as it reads.
const (
	Snapshot Isolation = iota
	ReadCommitted
)

// Run tests the stores that open gives; each must be empty and is closed by Run.
func Run(t *testing.T, isolation Isolation, open func(t *testing.T) graph.Store) {
	tests := []struct {
		name string
		run  func(t *testing.T, s graph.Store)
	}{
		{"empty update", testEmpty},
		{"round trip", testRoundTrip},
		{"in parts", testParts},
		{"again", testAgain},
		{"twice in one update", testTwice},
		{"changed article", testChanged},
		{"prune", testPrune},
		{"dry run", testDryRun},
		{"failing input", testFailing},
		{"odd strings", testOdd},
		{"values", testValues},
		{"items", testItems},
		{"bad queries", testBadQueries},
		{"cancelled query", testCancelled},
		{"readers during updates", isolation.testReaders},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := open(t)
			t.Cleanup(func() {
				if err := s.Close(); err != nil {
					t.Errorf("Close: %v", err)
				}
			})
			tt.run(t, s)
		})
	}
}

// update runs one update that must succeed and checks what it counts.
func update(t *testing.T, s graph.Store, o graph.UpdateOptions, want graph.Changes, cs ...*graph.Contribution) graph.Changes {
	t.Helper()
	got, err := s.Update(t.Context(), Seq(cs...), o)
	if err != nil {
		t.Fatalf("Update: %v", err)
	}
	want.Nodes, want.Relationships = got.Nodes, got.Relationships
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("changes (-want +got):\n%s", diff)
	}
	return got
}

// holds checks that the store holds the articles cs and nothing else.
func holds(t *testing.T, s graph.Store, cs ...*graph.Contribution) {
	t.Helper()
	want, err := Want(t.Context(), t.TempDir(), cs...)
	if err != nil {
		t.Fatalf("merge: %v", err)
	}
	got, err := Dump(t.Context(), s)
	if err != nil {
		t.Fatalf("dump: %v", err)
	}
	if diff := cmp.Diff(strings.Split(want, "\n"), strings.Split(got, "\n")); diff != "" {
		t.Errorf("graph (-want +got):\n%s", diff)
	}
}

// query runs a query that must succeed.
func query(t *testing.T, s graph.Store, text string, params map[string]any) *graph.Result {
	t.Helper()
	res, err := s.Query(t.Context(), text, params)
	if err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	return res
}

func testEmpty(t *testing.T, s graph.Store) {
	if got := update(t, s, graph.UpdateOptions{}, graph.Changes{}); got.Nodes != 0 {
		t.Errorf("%d nodes from nothing", got.Nodes)
	}
}

func testRoundTrip(t *testing.T, s graph.Store) {
	got := update(t, s, graph.UpdateOptions{}, graph.Changes{Added: 4}, Articles()...)
	holds(t, s, Articles()...)
	res := query(t, s, "MATCH (n) RETURN count(*) AS n", nil)
	if res.Rows[0][0] != int64(got.Nodes) {
		t.Errorf("Changes.Nodes = %d, the store has %v", got.Nodes, res.Rows[0][0])
	}
	for _, l := range graph.Schema().Labels {
		res := query(t, s, fmt.Sprintf("MATCH (n:`%s`) RETURN count(*)", l.Name), nil)
		if res.Rows[0][0] == int64(0) {
			t.Errorf("the fixture has no %s", l.Name)
		}
	}
	for _, typ := range graph.Schema().Types {
		res := query(t, s, fmt.Sprintf("MATCH ()-[r:`%s`]->() RETURN count(*)", typ.Name), nil)
		if res.Rows[0][0] == int64(0) {
			t.Errorf("the fixture has no %s", typ.Name)
		}
	}
}

func testParts(t *testing.T, s graph.Store) {
	cs := Articles()
	for _, c := range []*graph.Contribution{cs[2], cs[0], cs[3], cs[1]} {
		update(t, s, graph.UpdateOptions{}, graph.Changes{Added: 1}, c)
	}
	holds(t, s, Articles()...)
}

func testAgain(t *testing.T, s graph.Store) {
	first := update(t, s, graph.UpdateOptions{}, graph.Changes{Added: 4}, Articles()...)
	again := Articles()
	slices.Reverse(again)
	second := update(t, s, graph.UpdateOptions{Prune: true, Collections: []string{"papers", "radio"}}, graph.Changes{Unchanged: 4}, again...)
	if first.Nodes != second.Nodes || first.Relationships != second.Relationships {
		t.Errorf("sizes %+v, then %+v", first, second)
	}
	update(t, s, graph.UpdateOptions{}, graph.Changes{Unchanged: 1}, Articles()[1])
	holds(t, s, Articles()...)
}

func testTwice(t *testing.T, s graph.Store) {
	cs := Articles()
	update(t, s, graph.UpdateOptions{}, graph.Changes{Added: 2}, cs[0], cs[1], cs[0])
	update(t, s, graph.UpdateOptions{}, graph.Changes{Unchanged: 1}, changed(), cs[1])
	holds(t, s, cs[0], cs[1])
}

// changed is article a2 without its second sentence: the appointment and the mechanism
// are gone, the secretary is shared with a1.
func changed() *graph.Contribution {
	const s1 = "青岚区委书记林知远讲话。"
	b := newArticle("papers", "2023/10/a2.md", "2023-10-12", "青岚区推进“灯塔”机制", s1)
	_, district := b.place("青岚区", "990102")
	lin := b.person("林知远", district)
	b.rel("HOLDS_ROLE", lin, b.role("区委书记", "青岚区委书记", "青岚区", district), s1, graph.Properties{"status": "current"})
	return b.done()
}

func testChanged(t *testing.T, s graph.Store) {
	cs := Articles()
	update(t, s, graph.UpdateOptions{}, graph.Changes{Added: 4}, cs...)
	update(t, s, graph.UpdateOptions{}, graph.Changes{Changed: 1, Unchanged: 1}, changed(), cs[2])
	holds(t, s, cs[0], changed(), cs[2], cs[3])
	roles := query(t, s, "MATCH (p:Person {name: $name})-[h:HOLDS_ROLE]->(r:Role) RETURN r.name, h.support", map[string]any{"name": "周若溪"})
	if len(roles.Rows) != 0 {
		t.Errorf("posts of 周若溪 after the article lost them: %v", roles.Rows)
	}
	shared := query(t, s, "MATCH (:Person)-[h:HOLDS_ROLE]->(:Role {name: $name}) RETURN h.support", map[string]any{"name": "青岚区委书记"})
	if diff := cmp.Diff([][]any{{int64(2)}}, shared.Rows); diff != "" {
		t.Errorf("support of the shared fact (-want +got):\n%s", diff)
	}
	update(t, s, graph.UpdateOptions{}, graph.Changes{Changed: 1}, cs[1])
	holds(t, s, cs...)
}

func testPrune(t *testing.T, s graph.Store) {
	cs := Articles()
	update(t, s, graph.UpdateOptions{}, graph.Changes{Added: 4}, cs...)
	update(t, s, graph.UpdateOptions{Collections: []string{"papers"}}, graph.Changes{Unchanged: 1}, cs[0])
	update(t, s, graph.UpdateOptions{Prune: true, Collections: []string{"papers"}}, graph.Changes{Unchanged: 1, Removed: 1}, cs[0])
	holds(t, s, cs[0], cs[2], cs[3])
	update(t, s, graph.UpdateOptions{Prune: true, Collections: []string{"nowhere"}}, graph.Changes{})
	none := func() []string { return nil }
	update(t, s, graph.UpdateOptions{Prune: true, Collections: []string{"papers"}, Prunable: none}, graph.Changes{})
	update(t, s, graph.UpdateOptions{Prune: true, Collections: []string{"papers", "radio"}}, graph.Changes{Removed: 3})
	holds(t, s)
}

func testDryRun(t *testing.T, s graph.Store) {
	cs := Articles()
	o := graph.UpdateOptions{DryRun: true, Prune: true, Collections: []string{"radio"}}
	dry := update(t, s, o, graph.Changes{Added: 2}, cs[0], cs[2])
	real := update(t, s, graph.UpdateOptions{}, graph.Changes{Added: 2}, cs[0], cs[2])
	if diff := cmp.Diff(real, dry); diff != "" {
		t.Errorf("the dry run promised (-real +dry):\n%s", diff)
	}
	dry = update(t, s, o, graph.Changes{Added: 1, Unchanged: 1, Removed: 1}, cs[0], cs[1])
	holds(t, s, cs[0], cs[2])
	o.DryRun = false
	real = update(t, s, o, graph.Changes{Added: 1, Unchanged: 1, Removed: 1}, cs[0], cs[1])
	if diff := cmp.Diff(real, dry); diff != "" {
		t.Errorf("the dry run promised (-real +dry):\n%s", diff)
	}
	holds(t, s, cs[0], cs[1])
}

func testFailing(t *testing.T, s graph.Store) {
	cs := Articles()
	update(t, s, graph.UpdateOptions{}, graph.Changes{Added: 2}, cs[0], cs[1])
	broken := errors.New("the input broke")
	_, err := s.Update(t.Context(), func(yield func(*graph.Contribution, error) bool) {
		if yield(changed(), nil) && yield(cs[2], nil) {
			yield(nil, broken)
		}
	}, graph.UpdateOptions{Prune: true, Collections: []string{"papers"}})
	if !errors.Is(err, broken) {
		t.Errorf("Update = %v, want %v", err, broken)
	}
	holds(t, s, cs[0], cs[1])
	update(t, s, graph.UpdateOptions{}, graph.Changes{Added: 1}, cs[2])
	holds(t, s, cs[:3]...)
}

func testOdd(t *testing.T, s graph.Store) {
	names := []string{Odd, "'", `"`, "`", `\`, `\\`, `\'`, `\u0000`, "\n", "$x", "{}", "[]", `["a","b"]`, "/*", "//", "--", ";", "null", "true", "12", "2023-08-28", "<img src=x onerror=alert(1)>", "𠮷", "👩‍👩‍👧", "a\tb", "\r\n", " 前后 ", "\u2028"}
	var cs []*graph.Contribution
	for _, name := range names {
		cs = append(cs, Named("a.md", name))
	}
	update(t, s, graph.UpdateOptions{}, graph.Changes{Added: len(cs)}, cs...)
	holds(t, s, cs...)
	for _, name := range names {
		res := query(t, s, "MATCH (p:Person) WHERE p.name = $name RETURN p.name, p.aliases", map[string]any{"name": name})
		if len(res.Rows) != 1 || res.Rows[0][0] != name {
			t.Errorf("asking for %q gives %q", name, res.Rows)
		}
	}
}

func testValues(t *testing.T, s graph.Store) {
	update(t, s, graph.UpdateOptions{}, graph.Changes{Added: 4}, Articles()...)
	params := map[string]any{
		"s": "it's", "i": 7, "f": 1.5, "b": true, "l": []string{"a", "b"}, "order": int64(2), "not_used": 1, "none": []string{},
	}
	tests := []struct {
		query string
		want  []any
	}{
		{"RETURN $s, $i, $f, $b, $l", []any{"it's", int64(7), 1.5, true, []any{"a", "b"}}},
		{"RETURN 1, 1.5, 'x', true, null, [1, 2], {a: 1, b: 'y'}", []any{int64(1), 1.5, "x", true, nil, []any{int64(1), int64(2)}, map[string]any{"a": int64(1), "b": "y"}}},
		{"MATCH (p:Policy) RETURN p.draft, p.issuer, p.aliases", []any{true, nil, nil}},
		{"MATCH (p:Person {name: '周若溪'})-[r:ATTENDED]->(e:Event) WHERE r.order = $order RETURN r.order, r.support, e.date", []any{int64(2), int64(1), "2023-08-28"}},
		{"MATCH (p:Person {name: '周若溪'})-[r {order: $order}]->(e:Event) RETURN sum(r.order), avg(r.order), count(*)", []any{int64(4), 2.0, int64(2)}},
		{"MATCH (d:District) WHERE d.name IN $none RETURN count(*)", []any{int64(0)}},
		{"MATCH (p:Person {name: '苏望舒'})-[r]->(a:Article) RETURN type(r), toString(r.support), head(r.quotes)", []any{"REPORTED", "1", "（苏望舒）"}},
	}
	for _, tt := range tests {
		res := query(t, s, tt.query, params)
		if diff := cmp.Diff([][]any{tt.want}, res.Rows); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.query, diff)
		}
	}
	if got := query(t, s, "RETURN 1 AS a, 2 AS 数", nil).Columns; !slices.Equal(got, []string{"a", "数"}) {
		t.Errorf("columns %q", got)
	}
}

// testItems holds that what a store gives out is what merging gives, line by line, and
// that its contributions are those that went in.
func testItems(t *testing.T, s graph.Store) {
	cs := Articles()
	update(t, s, graph.UpdateOptions{}, graph.Changes{Added: 4}, cs...)
	if diff := cmp.Diff(strings.Split(Merged(t, cs...), "\n"), strings.Split(Lines(t, s.Items(t.Context())), "\n")); diff != "" {
		t.Errorf("items (-want +got):\n%s", diff)
	}
	for _, err := range s.Items(t.Context()) {
		if err != nil {
			t.Error(err)
		}
		break // a caller that wants no more
	}
	want, got := map[string]string{}, map[string]string{}
	for _, c := range cs {
		want[c.Article.ID] = string(graph.AppendContribution(nil, c))
	}
	for c, err := range s.Contributions(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		got[c.Article.ID] = string(graph.AppendContribution(nil, c))
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("contributions (-want +got):\n%s", diff)
	}
}

func testBadQueries(t *testing.T, s graph.Store) {
	update(t, s, graph.UpdateOptions{}, graph.Changes{Added: 4}, Articles()...)
	for _, text := range []string{"", "MATCH", "MATCH (n:Nobody) RETURN n.x y", "RETURN 'unclosed", "RETURN $missing", "MATCH (p:Person) DELETE p", "CREATE (:Person {id: 'x'})", "MATCH (p:Person) SET p.name = 'x'"} {
		if _, err := s.Query(t.Context(), text, nil); err == nil {
			t.Errorf("%q: no error", text)
		}
	}
	holds(t, s, Articles()...)
}

func testCancelled(t *testing.T, s graph.Store) {
	update(t, s, graph.UpdateOptions{}, graph.Changes{Added: 4}, Articles()...)
	const endless = "UNWIND range(1, 3000) AS x UNWIND range(1, 3000) AS y UNWIND range(1, 3000) AS z RETURN sum(x % 7 + y % 5 + z)"
	ctx, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
	defer cancel()
	if _, err := s.Query(ctx, endless, nil); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("a query past its deadline = %v", err)
	}
	cancel()
	if _, err := s.Query(ctx, "RETURN 1", nil); err == nil {
		t.Error("a query after its deadline ran")
	}
	query(t, s, "RETURN 1", nil)
}

// reading is what readers ask during updates, and the answers that may come.
func (i Isolation) reading() (query string, want []string) {
	if i == ReadCommitted {
		return "MATCH (a:Article) RETURN count(*)", []string{"[[1]]", "[[2]]"}
	}
	// articles, posts of current holders and appointed ones
	return "MATCH (a:Article) WITH count(*) AS n MATCH (:Person)-[r]->(:Event) RETURN n, count(*)", []string{"[[1 2]]", "[[2 4]]"}
}

// testReaders holds that queries go on while updates run, and see one state or the other.
func (i Isolation) testReaders(t *testing.T, s graph.Store) {
	cs := Articles()
	update(t, s, graph.UpdateOptions{}, graph.Changes{Added: 1}, cs[0])
	query, want := i.reading()
	done := make(chan struct{})
	var readers sync.WaitGroup
	for range 4 {
		readers.Go(func() {
			for {
				res, err := s.Query(t.Context(), query, nil)
				if err != nil {
					t.Errorf("query during an update: %v", err)
					return
				}
				if got := fmt.Sprint(res.Rows); !slices.Contains(want, got) {
					t.Errorf("a query saw %s, want one of %s", got, want)
					return
				}
				select {
				case <-done:
					return
				default:
				}
			}
		})
	}
	for range 3 {
		update(t, s, graph.UpdateOptions{}, graph.Changes{Added: 1}, cs[1])
		update(t, s, graph.UpdateOptions{Prune: true, Collections: []string{"papers"}}, graph.Changes{Unchanged: 1, Removed: 1}, cs[0])
	}
	close(done)
	readers.Wait()
}
