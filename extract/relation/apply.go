package relation

import (
	"slices"
	"strings"

	"kg/extract/lexicon"
	"kg/extract/link"
	"kg/extract/mention"
)

// Names of captures.
const (
	whoCapture   = "who"   // people, organizations or divisions that do
	postsCapture = "posts" // titles
	whatCapture  = "what"  // documents or initiatives

	pronounCapture = "pronoun" // 他 or 她: the subject of a sentence before
	eventEnd       = "event"   // no capture: the event that the sentence speaks of
)

// ends says for each relation where its two ends come from.
var ends = map[string]struct{ start, end string }{
	"HOLDS_ROLE":   {whoCapture, postsCapture},
	"HOSTED":       {whoCapture, eventEnd},
	"SPOKE_AT":     {whoCapture, eventEnd},
	"ATTENDED":     {whoCapture, eventEnd},
	"LED":          {whoCapture, eventEnd},
	"PRESENTED_AT": {whoCapture, eventEnd},
	"HONORED_AT":   {whoCapture, eventEnd},
	"ORGANIZED":    {whoCapture, eventEnd},
	"TOOK_PART_IN": {whoCapture, eventEnd},
	"ADOPTED":      {eventEnd, whatCapture},
	"PRESENTED":    {whoCapture, whatCapture},
	"IMPLEMENTS":   {whoCapture, whatCapture},
}

// applyRules runs the rules over every sentence, in order. A sentence speaks of the last
// event that was named in it or before it.
func (r *reader) applyRules() {
	if len(r.events) > 0 {
		r.current = r.events[0]
	}
	for i := range r.skeletons {
		for _, e := range r.events {
			if e.sentence == i && e.kind != appointment {
				r.current = e // an appointment is decided at what was spoken of before
			}
		}
		for n := range r.rules.facts {
			r.apply(&r.rules.facts[n], i)
		}
		r.noteSubject(i)
	}
}

// maxSubject is the most bytes before the person who a sentence is about.
const maxSubject = 60

// noteSubject remembers the first person of skeleton i when the sentence begins with one:
// the next 他 or 她 means that one.
func (r *reader) noteSubject(i int) {
	k := &r.skeletons[i]
	for _, j := range k.in(0, len(k.Text)) {
		m := &r.Mentions[j]
		if m.Person == nil {
			continue
		}
		if m.Start-k.Span.Start <= maxSubject && r.Entities[j] != nil {
			r.subject = r.Entities[j]
		}
		return
	}
}

// apply runs one rule over skeleton i.
func (r *reader) apply(c *compiled, i int) {
	k := &r.skeletons[i]
	if !r.rules.tries(c, k) {
		return
	}
	from := ends[c.Relation]
	if from.start == eventEnd || from.end == eventEnd {
		if r.current == nil || len(c.Kinds) > 0 && !slices.Contains(c.Kinds, r.current.kind) {
			return
		}
	}
	r.eachMatch(c, k, func(m []int) { r.take(c, k, m) })
}

// eachMatch calls visit with every match of c in k that no exception forbids.
func (r *reader) eachMatch(c *compiled, k *skeleton, visit func(m []int)) {
	for at := 0; at < len(k.Text); {
		m := c.find(k.Text[at:])
		if m == nil {
			return
		}
		next := m[1]
		for g := range m {
			if m[g] >= 0 {
				m[g] += at
			}
		}
		if !c.excepted(k.Text, m) {
			visit(m)
		}
		if g := c.groups["next"]; g > 0 && m[2*g] > at {
			at = m[2*g] // what the next match may begin with
			continue
		}
		at += max(next, 1)
	}
}

// take makes the facts of one match.
func (r *reader) take(c *compiled, k *skeleton, m []int) {
	group := func(name string) []int {
		g := c.groups[name]
		if g == 0 || m[2*g] < 0 {
			return nil
		}
		return k.in(m[2*g], m[2*g+1])
	}
	if c.Relation == "HOLDS_ROLE" {
		r.takePosts(c, k, group(whoCapture), group(postsCapture))
		return
	}
	if g := c.groups[pronounCapture]; g > 0 && m[2*g] >= 0 {
		if r.subject != nil && r.current != nil {
			r.facts.add(fact{typ: c.Relation, as: c.As, start: r.subject, end: r.current.entity, span: k.Span, rule: c.ID})
		}
		return
	}
	from := ends[c.Relation]
	starts, stops := r.side(c.Relation, from.start, group), r.side(c.Relation, from.end, group)
	for order, s := range starts {
		for _, e := range stops {
			f := fact{typ: c.Relation, as: c.As, start: s, end: e, span: k.Span, rule: c.ID}
			if s.Label == "Person" && e.Label == "Event" {
				f.order = order + 1
			}
			r.facts.add(f)
		}
	}
}

// side returns the entities at one end of a relation.
func (r *reader) side(relation, from string, group func(string) []int) []*link.Entity {
	if from == eventEnd {
		return []*link.Entity{r.current.entity}
	}
	var out []*link.Entity
	for _, i := range group(from) {
		e := r.Entities[i]
		if from != whatCapture && relation != "HOLDS_ROLE" && r.inEventName(i) {
			continue // 牧野区委 in the name of its plenum
		}
		if e != nil && allowed(relation, from, e.Label) {
			out = append(out, e)
		}
	}
	return out
}

// inEventName reports whether mention i is part of the name of the event that is spoken of.
func (r *reader) inEventName(i int) bool {
	m := &r.Mentions[i]
	return r.current != nil && m.Start >= r.current.span.Start && m.End <= r.current.span.End && m.Label != mention.Person
}

// allowed reports whether a label may stand at an end of a relation.
func allowed(relation, from, label string) bool {
	switch {
	case from == whatCapture && relation == "IMPLEMENTS":
		return label == "Initiative"
	case from == whatCapture:
		return label == "Policy"
	case relation == "IMPLEMENTS":
		return label == "Organization" || label == "District"
	case relation == "ORGANIZED" || relation == "TOOK_PART_IN":
		return label == "Organization"
	}
	return label == "Person"
}

// takePosts gives the first person all posts, and those after the first the posts that
// several hold (副主任甲、乙、丙).
func (r *reader) takePosts(c *compiled, k *skeleton, who, posts []int) {
	first := true
	for _, i := range who {
		if r.Mentions[i].Label != mention.Person {
			continue
		}
		for _, j := range posts {
			m := &r.Mentions[j]
			if m.Post == nil || r.Entities[j] == nil || !first && !shared(m.Post) {
				continue
			}
			status := c.As
			if status == "" {
				status = m.Post.Status
			}
			r.hold(fact{typ: "HOLDS_ROLE", as: status, start: r.Entities[i], end: r.Entities[j], span: k.Span, rule: c.ID})
		}
		first = false
	}
}

// shared reports whether several people may hold a post at the same time.
func shared(p *mention.PostPart) bool { return p.Deputy || p.Class != lexicon.PostTitle }

// byName is the rule that reads how people are spoken of: 林知远局长.
const byName = "holds.name-first"

// hold records that somebody holds a post. How people are spoken of waits until all other
// posts are known.
func (r *reader) hold(f fact) {
	if f.rule == byName {
		r.spoken = append(r.spoken, f)
		return
	}
	r.held[f.start.ID] = append(r.held[f.start.ID], titleOf(f.end))
	r.facts.add(f)
}

// addSpoken records the posts by which people are spoken of, but not the short forms of posts
// that they hold: 副部长 of an 市委组织部副部长.
func (r *reader) addSpoken() {
	for _, f := range r.spoken {
		short := titleOf(f.end)
		if !slices.ContainsFunc(r.held[f.start.ID], func(full string) bool { return isShortPost(short, full) }) {
			r.facts.add(f)
		}
	}
}

// isShortPost reports whether short is the end of the title full and means the
// same post: 主任 is not short for 副主任.
func isShortPost(short, full string) bool {
	before, ok := strings.CutSuffix(full, short)
	return ok && before != "" && !strings.HasSuffix(before, "副")
}

func titleOf(role *link.Entity) string {
	title, _ := role.Properties["title"].(string)
	return title
}
