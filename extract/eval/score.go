package eval

import (
	"sort"
	"strings"

	"kg/graph"
)

// capacities maps relationship types to how gold says it.
var capacities = map[string]string{
	"HOSTED": "host", "SPOKE_AT": "speak", "ATTENDED": "attend", "LED": "lead",
	"PRESENTED_AT": "report", "HONORED_AT": "award",
}

// Limits of likeness.
const (
	sameDocument = 0.7
	sameEvent    = 0.5
)

// Evaluate scores g against the cases, by field.
func Evaluate(cases []Case, g *Graph) map[string]*Score {
	scores := map[string]*Score{}
	for _, f := range Fields {
		scores[f] = &Score{}
	}
	for i := range cases {
		c := &comparison{Case: &cases[i], rels: g.byRecord[cases[i].ID], scores: scores, written: map[string][]string{}}
		for _, m := range c.rels["MENTIONS"] {
			texts, _ := m.rel.Properties["texts"].([]string)
			c.written[m.end.ID] = append(c.written[m.end.ID], texts...)
		}
		c.people()
		c.posts()
		c.districts()
		c.organizations()
		c.documents()
		c.initiatives()
		c.events()
	}
	return scores
}

// comparison compares one article.
type comparison struct {
	*Case
	rels    map[string][]triple
	scores  map[string]*Score
	written map[string][]string // node id -> forms in the article
}

// mentioned returns the nodes of a label that the article names, in order, each once.
func (c *comparison) mentioned(label string) []*graph.Node {
	var out []*graph.Node
	seen := map[string]bool{}
	for _, m := range c.rels["MENTIONS"] {
		if m.start.Label == "Article" && m.end.Label == label && !seen[m.end.ID] {
			seen[m.end.ID] = true
			out = append(out, m.end)
		}
	}
	return out
}

func name(n *graph.Node) string { return text(n, "name") }

func text(n *graph.Node, key string) string {
	s, _ := n.Properties[key].(string)
	return s
}

// forms returns the name, aliases and forms in the article of a node.
func (c *comparison) forms(n *graph.Node) []string {
	aliases, _ := n.Properties["aliases"].([]string)
	return append(append([]string{name(n)}, aliases...), c.written[n.ID]...)
}

func set(list ...[]string) map[string]bool {
	out := map[string]bool{}
	for _, l := range list {
		for _, x := range l {
			out[x] = true
		}
	}
	return out
}

// people scores person and reporter.
func (c *comparison) people() {
	got := map[string]bool{}
	for _, n := range c.mentioned("Person") {
		got[name(n)] = true
	}
	c.scores["person"].add(c.ID, set(c.Persons), got, set(c.Reporters, c.Boilerplate))
	reporters := map[string]bool{}
	for _, t := range c.rels["REPORTED"] {
		reporters[name(t.start)] = true
	}
	c.scores["reporter"].add(c.ID, set(c.Reporters), reporters, nil)
}

// posts scores holds and holds+place.
func (c *comparison) posts() {
	key := func(parts ...string) string { return strings.Join(parts, " ") }
	gold, placed, known, ignore := map[string]bool{}, map[string]bool{}, map[string]bool{}, map[string]bool{}
	for _, h := range c.Holds {
		pair := key(h.Person, norm(h.Title))
		if h.Generic {
			ignore[pair] = true
			continue
		}
		gold[pair] = true
		if h.District != "" {
			placed[key(pair, norm(h.District))] = true
			known[pair] = true
		}
	}
	boilerplate := set(c.Boilerplate)
	got, gotPlaced := map[string]bool{}, map[string]bool{}
	for _, t := range c.rels["HOLDS_ROLE"] {
		pair := key(name(t.start), norm(text(t.end, "title")))
		got[pair] = true
		if boilerplate[name(t.start)] {
			ignore[pair] = true
		}
		if known[pair] {
			gotPlaced[key(pair, norm(text(t.end, "district")))] = true
		}
	}
	c.scores["holds"].add(c.ID, gold, got, ignore)
	c.scores["holds+place"].add(c.ID, placed, gotPlaced, nil)
}

// districts scores district: a division is found by any form that begins with gold's.
func (c *comparison) districts() {
	got := map[string]string{} // form -> id of its node
	for _, n := range c.mentioned("District") {
		for _, f := range c.forms(n) {
			got[norm(f)] = n.ID
		}
	}
	s := c.scores["district"]
	gold := map[string]bool{}
	for _, d := range c.Districts {
		gold[norm(d)] = true
	}
	var missed []string
	for d := range gold {
		if foundDistrict(d, got) {
			s.Right++
		} else {
			missed = append(missed, d)
		}
	}
	right := map[string]bool{}
	for form, id := range got {
		for d := range gold {
			if long(form) && (strings.HasPrefix(form, d) || strings.HasPrefix(d, form)) {
				right[id] = true
			}
		}
	}
	wrong := map[string]string{}
	for form, id := range got {
		if !right[id] && (wrong[id] == "" || form < wrong[id]) {
			wrong[id] = form
		}
	}
	s.note(c.ID, missed, values(wrong))
}

func long(s string) bool { return len([]rune(s)) > 1 }

func foundDistrict(d string, got map[string]string) bool {
	if _, ok := got[d]; ok {
		return true
	}
	for form := range got {
		if long(d) && strings.HasPrefix(form, d) {
			return true
		}
	}
	return false
}

func values(m map[string]string) []string {
	var out []string
	for _, v := range m {
		out = append(out, v)
	}
	sort.Strings(out)
	return out
}

// sortedKeys returns the members of a set in order.
func sortedKeys(set map[string]bool) []string {
	out := make([]string, 0, len(set))
	for k := range set {
		out = append(out, k)
	}
	sort.Strings(out)
	return out
}
