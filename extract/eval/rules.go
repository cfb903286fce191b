package eval

import "sort"

// RuleScore says how often the facts of one rule are right.
type RuleScore struct {
	ID    string
	Right int
	N     int // facts that gold can judge
}

// Rules scores each rule on the facts that gold judges: posts, bylines, and who took part
// in events that were found. Sorted by id.
func Rules(cases []Case, g *Graph) []RuleScore {
	scores := map[string]*RuleScore{}
	for i := range cases {
		c := &comparison{Case: &cases[i], rels: g.byRecord[cases[i].ID]}
		c.judge(func(t triple, right bool) {
			id, _ := t.rel.Properties["rule"].(string)
			if scores[id] == nil {
				scores[id] = &RuleScore{ID: id}
			}
			scores[id].N++
			if right {
				scores[id].Right++
			}
		})
	}
	out := make([]RuleScore, 0, len(scores))
	for _, s := range scores {
		out = append(out, *s)
	}
	sort.Slice(out, func(i, j int) bool { return out[i].ID < out[j].ID })
	return out
}

// judge calls visit with every fact of the article that gold can judge.
func (c *comparison) judge(visit func(t triple, right bool)) {
	boilerplate := set(c.Boilerplate)
	posts := map[[2]string]bool{} // whether it is a post that counts
	for _, h := range c.Holds {
		posts[[2]string{h.Person, norm(h.Title)}] = !h.Generic
	}
	for _, t := range c.rels["HOLDS_ROLE"] {
		counts, gold := posts[[2]string{name(t.start), norm(text(t.end, "title"))}]
		if !boilerplate[name(t.start)] && (counts || !gold) {
			visit(t, gold)
		}
	}
	reporters := set(c.Reporters)
	for _, t := range c.rels["REPORTED"] {
		visit(t, reporters[name(t.start)])
	}
	c.judgeParticipants(boilerplate, visit)
}

func (c *comparison) judgeParticipants(boilerplate map[string]bool, visit func(t triple, right bool)) {
	names, dates := c.reported()
	found, _ := c.matchEvents(names, dates)
	keyOf := map[string]string{}
	for key, id := range found {
		keyOf[id] = key
	}
	gold := map[[3]string]bool{}
	for _, p := range c.Participation {
		gold[[3]string{p.Who, p.Event, p.As}] = true
	}
	for typ, as := range capacities {
		for _, t := range c.rels[typ] {
			key, ok := keyOf[t.end.ID]
			if ok && t.start.Label == "Person" && !boilerplate[name(t.start)] {
				visit(t, gold[[3]string{name(t.start), key, as}])
			}
		}
	}
}
