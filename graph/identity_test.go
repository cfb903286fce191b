package graph

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// mention is an article that names one person who attends its event.
func mention(article, name string, anchors ...string) *Contribution {
	slices.Sort(anchors)
	p, e := PersonID(name, anchors[0]), "e-"+article
	return &Contribution{
		Article: Article{ID: article, Name: "n", Text: "会议"},
		Facts: []Fact{
			{Type: NodeFact, ID: p, Label: "Person", Properties: Properties{"name": name, "anchors": anchors}},
			{Type: NodeFact, ID: e, Label: "Event", Properties: Properties{"name": "会议"}},
			{
				Type: RelationshipFact, ID: RelationshipID("ATTENDED", p, e), Label: "ATTENDED", Start: &End{p, "Person"}, End: &End{e, "Event"},
				Evidence: &Evidence{Quote: "会议", End: 6, Rule: "x"},
			},
		},
	}
}

// places adds the districts to a contribution: name, path.
func places(c *Contribution, districts ...[3]string) *Contribution {
	for _, d := range districts {
		c.Facts = append(c.Facts, Fact{Type: NodeFact, ID: d[0], Label: "District", Properties: Properties{"name": d[1], "path": d[2]}})
	}
	return c
}

// people renders the people of a graph: name, anchors, events, and the doubts between them.
func people(items map[string]Item) (out []string) {
	short := func(id string) string {
		n := items[id].Node
		anchors, _ := n.Properties["anchors"].([]string)
		return fmt.Sprint(n.Properties["name"], strings.Join(anchors, "+"))
	}
	events := make(map[string][]string)
	for _, it := range items {
		if r := it.Relationship; r != nil && r.Type == "ATTENDED" {
			events[r.Start.ID] = append(events[r.Start.ID], strings.TrimPrefix(r.End.ID, "e-"))
		}
	}
	for id, it := range items {
		switch {
		case it.Node != nil && it.Node.Label == "Person":
			slices.Sort(events[id])
			out = append(out, short(id)+": "+strings.Join(events[id], " "))
		case it.Relationship != nil && it.Relationship.Type == typePossiblySameAs:
			r := it.Relationship
			ends := []string{short(r.Start.ID), short(r.End.ID)}
			slices.Sort(ends)
			out = append(out, strings.Join(ends, " ? ")+": "+r.Properties["reason"].(string))
			if r.Start.ID > r.End.ID {
				out = append(out, "start is not the smaller id")
			}
		}
	}
	slices.Sort(out)
	return out
}

func TestIdentity(t *testing.T) {
	const n = "向南风"
	city := [3]string{"C", "南江市", "江省/南江市"}
	county := [3]string{"D", "青禾区", "江省/南江市/青禾区"}
	for _, c := range []struct {
		name string
		in   []*Contribution
		want []string
	}{
		{"one anchor", []*Contribution{mention("a1", n, "D"), mention("a2", n, "D")}, []string{"向南风D: a1 a2"}},
		{"a chain joins all", []*Contribution{mention("a1", n, "C"), mention("a2", n, "B", "C"), mention("a3", n, "A", "B"), mention("a4", n, "A")}, []string{"向南风A+B+C: a1 a2 a3 a4"}},
		{"an article with both joins", []*Contribution{mention("a1", n, "C"), mention("a2", n, "D"), mention("a3", n, "C", "D")}, []string{"向南风C+D: a1 a2 a3"}},
		{"namesakes", []*Contribution{places(mention("a1", n, "C"), city, county), mention("a2", n, "D")}, []string{"向南风C ? 向南风D: 同名；" + reasonCD(n), "向南风C: a1", "向南风D: a2"}},
		{"unknown places", []*Contribution{mention("a1", n, "X"), mention("a2", n, "Y")}, []string{"向南风X ? 向南风Y: 同名", "向南风X: a1", "向南风Y: a2"}},
		{
			"a star around the one with most articles",
			[]*Contribution{mention("a1", n, "X"), mention("a2", n, "Y"), mention("a3", n, "Y"), mention("a4", n, "Z")},
			[]string{"向南风X ? 向南风Y: 同名", "向南风X: a1", "向南风Y ? 向南风Z: 同名", "向南风Y: a2 a3", "向南风Z: a4"},
		},
		{"a reporter is no official", []*Contribution{mention("a1", n, "D"), mention("a2", n, BylinePrefix+"南江日报")}, []string{"向南风D: a1", "向南风byline:南江日报: a2"}},
		{"two reporters", []*Contribution{mention("a1", n, BylinePrefix+"北江晚报"), mention("a2", n, BylinePrefix+"南江日报")}, []string{
			"向南风byline:北江晚报 ? 向南风byline:南江日报: 同名；" + reasonPapers(n), "向南风byline:北江晚报: a1", "向南风byline:南江日报: a2",
		}},
		{"other names have nothing to do with it", []*Contribution{mention("a1", n, "D"), mention("a2", "闻可", "D")}, []string{"向南风D: a1", "闻可D: a2"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, people(mergeItems(t, c.in...))); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// reasonCD is the reason between C and D, whose order is that of the ids.
func reasonCD(name string) string {
	if PersonID(name, "C") < PersonID(name, "D") {
		return "南江市 / 青禾区（前者辖后者）"
	}
	return "青禾区 / 南江市（后者辖前者）"
}

func reasonPapers(name string) string {
	if PersonID(name, BylinePrefix+"北江晚报") < PersonID(name, BylinePrefix+"南江日报") {
		return "北江晚报 / 南江日报"
	}
	return "南江日报 / 北江晚报"
}

// TestMentionsOfOnePersonFold: two mentions in one article that turn out to be one
// person give one MENTIONS with what both had.
func TestMentionsOfOnePersonFold(t *testing.T) {
	const n = "向南风"
	c := &Contribution{Article: Article{ID: "a1", Name: "n", Text: "t"}}
	for i, anchor := range []string{"C", "D"} {
		p := PersonID(n, anchor)
		c.Facts = append(c.Facts,
			Fact{Type: NodeFact, ID: p, Label: "Person", Properties: Properties{"name": n, "anchors": []string{anchor}}},
			Fact{
				Type: RelationshipFact, ID: RelationshipID("MENTIONS", "a1", p), Label: "MENTIONS", Start: &End{"a1", "Article"}, End: &End{p, "Person"},
				Properties: Properties{"texts": []string{n, fmt.Sprint("南风", i)}, "count": int64(2 + i), "spans": []string{fmt.Sprintf("%d-%d", 20-10*i, 29-10*i), fmt.Sprintf("%d-%d", 100+i, 109+i)}},
			})
	}
	items := mergeItems(t, c, mention("a2", n, "C", "D"))
	got := items[RelationshipID("MENTIONS", "a1", PersonID(n, "C"))].Relationship.Properties
	want := Properties{
		"id": RelationshipID("MENTIONS", "a1", PersonID(n, "C")), "texts": []string{n, "南风0", "南风1"}, "count": int64(5),
		"spans": []string{"10-19", "20-29", "100-109", "101-110"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// TestDoubtThatMergingSettles: a POSSIBLY_SAME_AS between mentions that become one
// person is dropped.
func TestDoubtThatMergingSettles(t *testing.T) {
	const n = "向南风"
	c, p, q := mention("a1", n, "C"), PersonID(n, "C"), PersonID(n, "D")
	c.Facts = append(c.Facts,
		Fact{Type: NodeFact, ID: q, Label: "Person", Properties: Properties{"name": n, "anchors": []string{"D"}}},
		Fact{Type: RelationshipFact, ID: RelationshipID(typePossiblySameAs, p, q), Label: typePossiblySameAs, Start: &End{p, "Person"}, End: &End{q, "Person"}, Properties: Properties{"reason": "x"}})
	want := []string{"向南风C ? 向南风D: x", "向南风C: a1", "向南风D: "}
	if diff := cmp.Diff(want, people(mergeItems(t, c))); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"向南风C+D: a1 a2"}, people(mergeItems(t, c, mention("a2", n, "C", "D")))); diff != "" {
		t.Error(diff)
	}
}

// TestIdentityFunc: decisions can join and keep apart.
func TestIdentityFunc(t *testing.T) {
	cs := []*Contribution{mention("a1", "向南风", "C"), mention("a2", "向南风", "D")}
	text, err := mergeLines(t, MergeOptions{Identify: func(_ string, m []PersonMention) []int { return make([]int, len(m)) }}, cs...)
	if err != nil || strings.Contains(text, typePossiblySameAs) || !strings.Contains(text, `"anchors":["C","D"]`) {
		t.Errorf("all one: %v\n%s", err, text)
	}
	for _, bad := range []IdentityFunc{
		func(string, []PersonMention) []int { return nil },
		func(_ string, m []PersonMention) []int { return []int{1, 0} },
		func(_ string, m []PersonMention) []int { return []int{5, 5} },
	} {
		if _, err := mergeLines(t, MergeOptions{Identify: bad}, cs...); err == nil || !strings.Contains(err.Error(), "identity of 向南风") {
			t.Errorf("got %v", err)
		}
	}
}
