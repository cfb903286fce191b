package graph

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// mergeLines folds contributions and returns the merged lines.
func mergeLines(t *testing.T, o MergeOptions, cs ...*Contribution) (string, error) {
	t.Helper()
	o.TempDir = t.TempDir()
	m, err := NewMerger(o)
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	for _, c := range cs {
		if err = m.Add(c); err != nil {
			break
		}
	}
	if err == nil {
		err = m.Finish(context.Background(),
			func(n *Node) error { out.Write(append(AppendNode(nil, n), '\n')); return nil },
			func(r *Relationship) error { out.Write(append(AppendRelationship(nil, r), '\n')); return nil })
	}
	for range 2 { // closing twice is fine
		if err := m.Close(); err != nil {
			t.Error(err)
		}
	}
	if left, _ := os.ReadDir(o.TempDir); len(left) > 0 {
		t.Errorf("temporary files stay: %v", left)
	}
	return out.String(), err
}

// mergeItems folds contributions and returns nodes and relationships by id.
func mergeItems(t *testing.T, cs ...*Contribution) map[string]Item {
	t.Helper()
	text, err := mergeLines(t, MergeOptions{}, cs...)
	if err != nil {
		t.Fatal(err)
	}
	items := make(map[string]Item)
	for it, err := range ReadMerged(strings.NewReader(text), "merged") {
		if err != nil {
			t.Fatal(err)
		}
		items[it.ID()] = it
	}
	return items
}

// TestMergeIsAFunctionOfTheSet shuffles contributions, repeats some and changes the
// memory that the sorts have; the bytes must stay the same.
func TestMergeIsAFunctionOfTheSet(t *testing.T) {
	cs := world{seed: 7, names: 40}.articles(400)
	want, err := mergeLines(t, MergeOptions{}, cs...)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(want, typePossiblySameAs) || !strings.Contains(want, `"support":5`) {
		t.Fatal("the generated articles say too little")
	}
	r := rand.New(rand.NewPCG(1, 2))
	for i := range 6 {
		shuffled := slices.Clone(cs)
		r.Shuffle(len(shuffled), func(a, b int) { shuffled[a], shuffled[b] = shuffled[b], shuffled[a] })
		shuffled = append(shuffled, shuffled[:i*20]...) // some come twice
		got, err := mergeLines(t, MergeOptions{MemoryBytes: []int64{0, 1, 1 << 22}[i%3]}, shuffled...)
		if err != nil {
			t.Fatal(err)
		}
		if got != want {
			t.Fatalf("round %d: %s", i, cmp.Diff(strings.Split(want, "\n"), strings.Split(got, "\n")))
		}
	}
}

// TestMergedLinesAreSortedAndWhole checks the contract of the output.
func TestMergedLinesAreSortedAndWhole(t *testing.T) {
	text, err := mergeLines(t, MergeOptions{}, world{seed: 2, names: 20, long: 60}.articles(200)...)
	if err != nil {
		t.Fatal(err)
	}
	nodes := make(map[string]string)
	var last *Item
	for it, err := range ReadMerged(strings.NewReader(text), "merged") {
		if err != nil {
			t.Fatal(err)
		}
		if last != nil && compareItems(last, &it) >= 0 {
			t.Errorf("%s after %s", it.ID(), last.ID())
		}
		last = &it
		if it.Properties()["id"] != it.ID() {
			t.Errorf("%s: id among the properties is %v", it.ID(), it.Properties()["id"])
		}
		if it.Node != nil {
			nodes[it.ID()] = it.Node.Label
			continue
		}
		rel := it.Relationship
		if nodes[rel.Start.ID] != rel.Start.Label || nodes[rel.End.ID] != rel.End.Label {
			t.Errorf("%s %s: an end is missing", rel.Type, rel.ID)
		}
		if want := Schema().relationshipID(rel.Type, rel.Start.ID, rel.End.ID, rel.Properties); want != rel.ID {
			t.Errorf("%s %s: want id %s", rel.Type, rel.ID, want)
		}
	}
}

func TestMergeRefuses(t *testing.T) {
	good := func() *Contribution { return world{seed: 1, names: 9}.article(0) }
	changed := func(change func(*Contribution)) *Contribution { c := good(); change(c); return c }
	id := good().Article.ID
	for _, c := range []struct {
		name string
		in   []*Contribution
		want string
	}{
		{
			"two versions",
			[]*Contribution{good(), changed(func(c *Contribution) { c.Article.Source = "other.md"; c.SetHash() })},
			"article " + id + " comes in two versions, from ",
		},
		{
			"missing end",
			[]*Contribution{changed(func(c *Contribution) {
				c.Facts = slices.DeleteFunc(c.Facts, func(f Fact) bool { return f.Label == "Role" })
			})},
			"is no node of the article",
		},
		{"end of another label", []*Contribution{changed(func(c *Contribution) {
			i := slices.IndexFunc(c.Facts, func(f Fact) bool { return f.Label == "Role" })
			c.Facts[i].Label = "Initiative"
		})}, "is Initiative, not Role"},
		{"evidence outside", []*Contribution{changed(func(c *Contribution) { c.Article.Text = "短" })}, "text has 3 bytes"},
		{"node twice", []*Contribution{changed(func(c *Contribution) { c.Facts = append(c.Facts, c.Facts[0]) })}, "comes twice"},
		{"no name", []*Contribution{changed(func(c *Contribution) { c.Article.Name = "" })}, "id or name missing"},
		{"date", []*Contribution{changed(func(c *Contribution) { c.Article.Published = "today" })}, `bad date "today"`},
	} {
		t.Run(c.name, func(t *testing.T) {
			out, err := mergeLines(t, MergeOptions{}, c.in...)
			if err == nil || !strings.Contains(err.Error(), c.want) || !strings.Contains(err.Error(), id) {
				t.Errorf("got %v, want %q with the article's id", err, c.want)
			}
			if out != "" {
				t.Error("lines came out before the error")
			}
		})
	}
}

func TestMergeGoesOnAfterABadContribution(t *testing.T) {
	m, err := NewMerger(MergeOptions{TempDir: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	defer m.Close() //nolint:errcheck // checked elsewhere
	bad := world{seed: 1, names: 9}.article(0)
	bad.Facts[0].Properties["size"] = "x"
	if err := m.Add(bad); err == nil {
		t.Fatal("no error")
	}
	if err := m.Add(world{seed: 1, names: 9}.article(1)); err != nil {
		t.Fatal(err)
	}
	stop := errors.New("enough")
	err = m.Finish(context.Background(), func(*Node) error { return stop }, nil)
	if !errors.Is(err, stop) {
		t.Errorf("got %v, want the caller's error", err)
	}
	if err := m.Finish(context.Background(), nil, nil); err == nil {
		t.Error("Finish twice: no error")
	}
	if err := m.Add(bad); err == nil {
		t.Error("Add after Finish: no error")
	}
}

func TestMergeCancelled(t *testing.T) {
	dir := t.TempDir()
	m, err := NewMerger(MergeOptions{TempDir: dir, MemoryBytes: 1})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range (world{seed: 1, names: 9}).articles(200) {
		if err := m.Add(c); err != nil {
			t.Fatal(err)
		}
	}
	ctx, cancel := context.WithCancel(context.Background())
	n := 0
	err = m.Finish(ctx, func(*Node) error {
		if n++; n == 10 {
			cancel()
		}
		return nil
	}, func(*Relationship) error { return nil })
	if !errors.Is(err, context.Canceled) {
		t.Errorf("got %v after %d nodes", err, n)
	}
	if err := m.Close(); err != nil {
		t.Error(err)
	}
	if left, _ := os.ReadDir(dir); len(left) > 0 {
		t.Errorf("temporary files stay: %v", left)
	}
}

func TestMergeNeedsAFolder(t *testing.T) {
	if _, err := NewMerger(MergeOptions{TempDir: t.TempDir() + "/nowhere"}); err == nil {
		t.Error("no error")
	}
}

// TestBounds: a fact in many articles keeps its earliest and latest 32 supports.
func TestBounds(t *testing.T) {
	for _, n := range []int{1, 32, 33, 64, 65, 96, 97, 200} {
		var cs []*Contribution
		for i := range n {
			day := fmt.Sprintf("%d-01-01", 1000+i)
			cs = append(cs, attended(fmt.Sprintf("a%03d", i), day, i, nil))
		}
		rel := mergeItems(t, cs...)[RelationshipID("ATTENDED", "p", "e")].Relationship
		if got := rel.Properties["support"]; got != int64(n) {
			t.Errorf("%d articles: support %v", n, got)
		}
		articles := rel.Properties["articles"].([]string)
		var want []string
		for i := range n {
			if i < 32 || i >= n-32 {
				want = append(want, fmt.Sprintf("a%03d", i))
			}
		}
		if diff := cmp.Diff(want, articles); diff != "" {
			t.Errorf("%d articles: %s", n, diff)
		}
		for _, name := range []string{"quotes", "sentences"} {
			if got := rel.Properties[name].([]string); len(got) != len(want) || !strings.Contains(got[len(got)-1], fmt.Sprint(n-1)) {
				t.Errorf("%d articles: %s out of step: %v", n, name, got)
			}
		}
	}
}

// attended is a contribution in which a person attends an event, in that place of the list.
func attended(article, published string, order int, confidence *float64) *Contribution {
	return &Contribution{
		Article: Article{ID: article, Name: "n", Published: published, Text: strings.Repeat("会", 100)},
		Facts: []Fact{
			{Type: NodeFact, ID: "p", Label: "Person", Properties: Properties{"name": "向南风"}},
			{Type: NodeFact, ID: "e", Label: "Event", Properties: Properties{"name": "会议", "kind": "meeting"}},
			{
				Type: RelationshipFact, ID: RelationshipID("ATTENDED", "p", "e"), Label: "ATTENDED", Start: &End{"p", "Person"}, End: &End{"e", "Event"},
				Properties: Properties{"order": int64(order)},
				Evidence:   &Evidence{Quote: fmt.Sprint("第", order, "次"), Start: order, End: order + 1, Rule: fmt.Sprint("rule", order), Confidence: confidence},
			},
		},
	}
}

func number(f float64) *float64 { return &f }

// TestEvidence: the quote, the rule and single values come from the best support.
func TestEvidence(t *testing.T) {
	dateline := func(c *Contribution, d string) *Contribution { c.Article.Dateline = d; return c }
	twoSentences := attended("a2", "2024-02-01", 7, number(0.5))
	second := twoSentences.Facts[2]
	second.Evidence = &Evidence{Quote: "更好", Start: 50, End: 51, Rule: "better", Confidence: number(0.8)}
	second.Properties = Properties{"order": int64(9)}
	third := second
	third.Evidence = &Evidence{Quote: "更早", Start: 40, End: 41, Rule: "earlier", Confidence: number(0.8)}
	third.Properties = nil
	twoSentences.Facts = append(twoSentences.Facts, second, third)

	for _, c := range []struct {
		name string
		in   []*Contribution
		want Properties
	}{
		{
			"unmeasured is last; ties go to the earlier day",
			[]*Contribution{attended("a1", "2024-01-01", 1, nil), attended("a3", "2024-03-01", 3, number(0.5)), attended("a2", "2024-02-01", 2, number(0.5))},
			Properties{"quote": "第2次", "rule": "rule2", "order": int64(2), "confidence": 0.5, "firstSeen": "2024-01-01", "lastSeen": "2024-03-01", "support": int64(3), "articles": []string{"a1", "a2", "a3"}},
		},
		{
			"the best sentence of each article",
			[]*Contribution{twoSentences, attended("a1", "2024-01-01", 1, number(0.1))},
			Properties{"quote": "更早", "rule": "earlier", "order": nil, "support": int64(2), "quotes": []string{"第1次", "更早"}, "sentences": []string{"a1#1-2", "a2#40-41"}},
		},
		{
			"the dateline stands in for the day of publication; without a year it comes late",
			[]*Contribution{attended("a1", "", 1, nil), dateline(attended("a2", "", 2, nil), "--01-01"), dateline(attended("a3", "", 3, nil), "2024-05"), attended("a4", "2024-04-30", 4, nil)},
			Properties{"articles": []string{"a4", "a3", "a2", "a1"}, "firstSeen": "2024-04-30", "lastSeen": "2024-05", "quote": "第4次", "confidence": nil},
		},
		{
			"no day at all",
			[]*Contribution{attended("a2", "", 2, nil), attended("a1", "", 1, nil)},
			Properties{"articles": []string{"a1", "a2"}, "firstSeen": nil, "lastSeen": nil},
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := mergeItems(t, c.in...)[RelationshipID("ATTENDED", "p", "e")].Relationship.Properties
			for name, want := range c.want {
				if diff := cmp.Diff(want, got[name]); diff != "" {
					t.Errorf("%s: %s", name, diff)
				}
			}
		})
	}
}

func TestFoldNodes(t *testing.T) {
	with := func(article, published string, p Properties) *Contribution {
		return &Contribution{Article: Article{ID: article, Name: "n", Published: published, Text: "t"}, Facts: []Fact{{Type: NodeFact, ID: "e", Label: "Event", Properties: p}}}
	}
	for _, c := range []struct {
		name string
		in   []*Contribution
		want Properties
	}{
		{
			"single values from the first article, lists united",
			[]*Contribution{
				with("a1", "", Properties{"name": "丙", "place": "没有日期", "aliases": []string{"c", "b"}}),
				with("a2", "2024-02", Properties{"name": "乙", "place": "后"}),
				with("a3", "2024-01", Properties{"name": "甲", "aliases": []string{"丙", "a"}}),
			},
			Properties{"id": "e", "name": "甲", "place": "后", "aliases": []string{"a", "b", "c", "丙", "乙"}},
		},
		{
			"kind by majority",
			[]*Contribution{with("a1", "2024", Properties{"name": "甲", "kind": "visit"}), with("a2", "", Properties{"name": "甲", "kind": "training"}), with("a3", "", Properties{"name": "甲", "kind": "training"})},
			Properties{"id": "e", "name": "甲", "kind": "training"},
		},
		{
			"a tie goes to the first in the list",
			[]*Contribution{with("a1", "2024", Properties{"name": "甲", "kind": "visit"}), with("a2", "", Properties{"name": "甲", "kind": "inspection"})},
			Properties{"id": "e", "name": "甲", "kind": "inspection"},
		},
		{
			"an alias that is the name is none",
			[]*Contribution{with("a1", "", Properties{"name": "甲", "aliases": []string{"甲"}})},
			Properties{"id": "e", "name": "甲"},
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, mergeItems(t, c.in...)["e"].Node.Properties); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestSameIDWithTwoLabels(t *testing.T) {
	c := attended("a1", "", 1, nil)
	d := &Contribution{Article: Article{ID: "a2", Name: "n", Text: "t"}, Facts: []Fact{{Type: NodeFact, ID: "e", Label: "Policy", Properties: Properties{"name": "x"}}}}
	_, err := mergeLines(t, MergeOptions{}, c, d)
	if err == nil || err.Error() != "id e is Event in article a1 and Policy in article a2" {
		t.Errorf("got %v", err)
	}
}

// TestArticleNode: all fields of the article become properties of its node.
func TestArticleNode(t *testing.T) {
	c := &Contribution{Article: Article{
		ID: "a", Name: "题", Collection: "c", Key: "k", Source: "s", Publisher: "p", URL: "u", Page: "g",
		Published: "2024", Dateline: "--01-02", Ordinal: 0, Text: strings.Repeat("长", 5000),
	}}
	c.SetHash()
	want := Properties{
		"id": "a", "name": "题", "collection": "c", "key": "k", "source": "s", "publisher": "p", "url": "u", "page": "g",
		"published": "2024", "dateline": "--01-02", "ordinal": int64(0), "hash": c.Article.Hash, "text": c.Article.Text,
	}
	if diff := cmp.Diff(want, mergeItems(t, c)["a"].Node.Properties); diff != "" {
		t.Error(diff)
	}
	hash := c.Article.Hash
	c.Article.Hash = ""
	if got := mergeItems(t, c)["a"].Node.Properties["hash"]; got != hash {
		t.Errorf("a missing hash becomes %v, want %s", got, hash)
	}
}

// TestMergeDiskFails: when the sort cannot write, Add or Finish says so and nothing hangs.
func TestMergeDiskFails(t *testing.T) {
	m, err := NewMerger(MergeOptions{TempDir: t.TempDir(), MemoryBytes: 1})
	if err != nil {
		t.Fatal(err)
	}
	if err := os.RemoveAll(m.dir); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(m.dir, nil, 0o600); err != nil { // no temporary file can be made in a file
		t.Fatal(err)
	}
	for _, c := range (world{seed: 1, names: 9}).articles(2000) {
		if err = m.Add(c); err != nil {
			break
		}
	}
	if err == nil {
		err = m.Finish(context.Background(), func(*Node) error { return nil }, func(*Relationship) error { return nil })
	}
	if err == nil || !strings.Contains(err.Error(), "sort: ") {
		t.Errorf("got %v", err)
	}
	if err := m.Add(world{seed: 1, names: 9}.article(0)); err == nil {
		t.Error("the merge goes on after its sort failed")
	}
	if err := m.Close(); err != nil {
		t.Error(err)
	}
}
