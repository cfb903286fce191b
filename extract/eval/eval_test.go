package eval

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kg/graph"
)

// gold is one annotated article about an invented district.
const gold = `{"id":"a1","persons":["林知远","周若溪","唐砚秋"],"reporters":["丁一舟"],
"holds":[{"person":"林知远","title":"区委书记","district":"青岚区"},{"person":"周若溪","title":"区长","district":"青岚区"},{"person":"唐砚秋","title":"区领导","generic":true}],
"districts":["青岚区"],"organizations":["区水利局"],"initiatives":[{"name":"“清风护航”行动"}],"documents":["青岚区河道管理办法"],
"events":[{"key":"e1","name":"防汛工作会议","date":"8月14日"}],
"participation":[{"who":"林知远","kind":"person","event":"e1","as":"host"},{"who":"周若溪","kind":"person","event":"e1","as":"speak"}]}`

// found is a graph with some of it, and some that is wrong.
func found() *Graph {
	g := NewGraph()
	node := func(id, label string, props graph.Properties) {
		g.AddNode(&graph.Node{ID: id, Label: label, Properties: props})
	}
	rel := func(typ, start, end string, props graph.Properties) {
		g.AddRelationship(&graph.Relationship{Type: typ, Start: graph.End{ID: start}, End: graph.End{ID: end}, Properties: props})
	}
	in := graph.Properties{"articles": []string{"art"}}
	node("art", "Article", graph.Properties{"key": "a1"})
	node("lin", "Person", graph.Properties{"name": "林知远"})
	node("ghost", "Person", graph.Properties{"name": "高度重"})
	node("ding", "Person", graph.Properties{"name": "丁一舟"})
	node("role", "Role", graph.Properties{"title": "区委书记", "district": "青岚区"})
	node("qing", "District", graph.Properties{"name": "青岚区"})
	node("water", "Organization", graph.Properties{"name": "青岚区水利局"})
	node("wind", "Initiative", graph.Properties{"name": "清风护航"})
	node("rule", "Policy", graph.Properties{"name": "青岚区河道管理办法"})
	node("meet", "Event", graph.Properties{"name": "青岚区防汛工作会议", "date": "2024-08-14"})
	for _, id := range []string{"lin", "ghost", "ding", "qing", "water", "wind", "rule", "meet"} {
		rel("MENTIONS", "art", id, graph.Properties{"texts": []string{"x"}})
	}
	rel("REPORTED", "ding", "art", in)
	rel("HOLDS_ROLE", "lin", "role", in)
	rel("REPORTS", "art", "meet", nil)
	rel("HOSTED", "lin", "meet", in)
	rel("ATTENDED", "ghost", "meet", in)
	return g
}

func TestEvaluate(t *testing.T) {
	cases, err := ReadGold(strings.NewReader(strings.ReplaceAll(gold, "\n", "")), "gold.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	scores := Evaluate(cases, found())
	got := map[string][3]int{}
	for _, f := range Fields {
		got[f] = [3]int{scores[f].Right, scores[f].Wrong, scores[f].Missed}
	}
	want := map[string][3]int{
		"person": {1, 1, 2}, "holds": {1, 0, 1}, "holds+place": {1, 0, 1}, "reporter": {1, 0, 0}, "district": {1, 0, 0},
		"organization": {1, 0, 0}, "policy": {1, 0, 0}, "initiative": {1, 0, 0}, "event": {1, 0, 0},
		"takes-part": {1, 1, 1}, "takes-part|event": {1, 1, 1},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("right, wrong, missed (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]Miss{{"a1", false, "周若溪 e1 speak"}, {"a1", true, "高度重 e1 attend"}}, scores["takes-part"].Misses); diff != "" {
		t.Errorf("misses (-want +got):\n%s", diff)
	}
}

func TestReadGoldErrors(t *testing.T) {
	for text, want := range map[string]string{
		"{}\n":               "gold.jsonl:1: the article has no id",
		`{"id":"a"}` + "\n{": "gold.jsonl:2: unexpected end of JSON input",
	} {
		if _, err := ReadGold(strings.NewReader(text), "gold.jsonl"); err == nil || err.Error() != want {
			t.Errorf("ReadGold(%q): %v, want %s", text, err, want)
		}
	}
}

func TestSameDay(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{"8月14日", "2024-08-14", true},
		{"14日", "2024-08-14", true},
		{"8月15日", "2024-08-14", false},
		{"9月14日", "2024-08-14", false},
		{"", "2024-08-14", true},
	} {
		if got := sameDay(c.a, c.b); got != c.want {
			t.Errorf("sameDay(%q, %q) = %v, want %v", c.a, c.b, got, c.want)
		}
	}
}
