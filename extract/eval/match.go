package eval

import (
	"slices"
	"strings"
)

// match pairs gold with got one to one where same allows it: each gold item, in order,
// takes the most alike of what is left. It returns got -> gold.
func match(gold, got []string, same func(gold, got string) bool) map[string]string {
	out := map[string]string{}
	for _, g := range gold {
		best, likeness := "", -1.0
		for _, x := range got {
			if _, taken := out[x]; taken || !same(g, x) {
				continue
			}
			if a := alike(g, x); a > likeness {
				best, likeness = x, a
			}
		}
		if likeness >= 0 {
			out[best] = g
		}
	}
	return out
}

// organizations scores organization, long or short form.
func (c *comparison) organizations() {
	const separator = "\x00"
	got := map[string]bool{}
	for _, n := range c.mentioned("Organization") {
		got[strings.Join(c.forms(n), separator)] = true
	}
	gold := map[string]bool{}
	for _, o := range c.Organizations {
		gold[norm(o)] = true
	}
	found := match(sortedKeys(gold), sortedKeys(got), func(g, x string) bool {
		return slices.ContainsFunc(strings.Split(x, separator), func(form string) bool { return sameOrganization(g, norm(form)) })
	})
	s := c.scores["organization"]
	s.Right += len(found)
	var missed, wrong []string
	matched := map[string]bool{}
	for _, g := range found {
		matched[g] = true
	}
	for g := range gold {
		if !matched[g] {
			missed = append(missed, g)
		}
	}
	for x := range got {
		if _, ok := found[x]; !ok {
			wrong = append(wrong, strings.Split(x, separator)[0])
		}
	}
	s.note(c.ID, missed, wrong)
}

// sameOrganization reports whether one form is the other or its end.
func sameOrganization(gold, form string) bool {
	return gold == form ||
		len([]rune(gold)) > 2 && strings.HasSuffix(form, gold) ||
		len([]rune(form)) > 3 && strings.HasSuffix(gold, form)
}

// names returns the names of the nodes of a label that the article mentions.
func (c *comparison) names(label string) map[string]bool {
	out := map[string]bool{}
	for _, n := range c.mentioned(label) {
		out[name(n)] = true
	}
	return out
}

// documents scores policy.
func (c *comparison) documents() {
	gold := set(c.Documents)
	c.compare("policy", gold, c.names("Policy"), func(g, x string) bool { return alike(g, x) >= sameDocument })
}

// initiatives scores initiative, without quotation marks and class words.
func (c *comparison) initiatives() {
	gold, got := map[string]bool{}, map[string]bool{}
	for _, i := range c.Initiatives {
		gold[core(i.Name)] = true
	}
	for n := range c.names("Initiative") {
		got[core(n)] = true
	}
	c.compare("initiative", gold, got, func(g, x string) bool {
		short := min(len([]rune(g)), len([]rune(x)))
		return g == x || short > 2 && (strings.Contains(g, x) || strings.Contains(x, g))
	})
}

// compare scores a field whose items match softly.
func (c *comparison) compare(field string, gold, got map[string]bool, same func(g, x string) bool) {
	found := match(sortedKeys(gold), sortedKeys(got), same)
	as := map[string]bool{}
	for x := range got {
		if g, ok := found[x]; ok {
			as[g] = true
		} else {
			as[x] = true
		}
	}
	c.scores[field].add(c.ID, gold, as, nil)
}

// events scores event, takes-part and takes-part|event.
func (c *comparison) events() {
	names, dates := c.reported()
	found, taken := c.matchEvents(names, dates)
	var missed, wrong []string
	for _, e := range c.Events {
		if _, ok := found[e.Key]; !ok {
			missed = append(missed, e.Name)
		}
	}
	for id, n := range names {
		if !taken[id] {
			wrong = append(wrong, n)
		}
	}
	c.scores["event"].Right += len(found)
	c.scores["event"].note(c.ID, missed, wrong)
	c.participants(found)
}

// reported returns the names and dates of the events that the article reports, by id.
func (c *comparison) reported() (names, dates map[string]string) {
	names, dates = map[string]string{}, map[string]string{}
	for _, t := range c.rels["REPORTS"] {
		if t.end.Label == "Event" {
			names[t.end.ID], dates[t.end.ID] = name(t.end), text(t.end, "date")
		}
	}
	return names, dates
}

// matchEvents pairs gold's events, in order, with the most alike of those left: gold key
// -> id, and which ids are taken.
func (c *comparison) matchEvents(names, dates map[string]string) (found map[string]string, taken map[string]bool) {
	found, taken = map[string]string{}, map[string]bool{}
	for _, e := range c.Events {
		best, likeness := "", -1.0
		for id, n := range names {
			a := alike(e.Name, n)
			if taken[id] || a < sameEvent || !sameDay(e.Date, dates[id]) || a < likeness || a == likeness && id < best {
				continue
			}
			best, likeness = id, a
		}
		if likeness >= 0 {
			found[e.Key], taken[best] = best, true
		}
	}
	return found, taken
}

// participants scores who took part how; found maps the keys of gold's events to nodes.
func (c *comparison) participants(found map[string]string) {
	keyOf := map[string]string{}
	for key, id := range found {
		keyOf[id] = key
	}
	boilerplate := set(c.Boilerplate)
	got, onFound, ignore := map[string]bool{}, map[string]bool{}, map[string]bool{}
	for typ, as := range capacities {
		for _, t := range c.rels[typ] {
			if t.start.Label != "Person" || t.end.Label != "Event" {
				continue
			}
			key, ok := keyOf[t.end.ID]
			if !ok {
				key = t.end.ID
			}
			item := name(t.start) + " " + key + " " + as
			got[item] = true
			if ok {
				onFound[item] = true
			}
			if boilerplate[name(t.start)] {
				ignore[item] = true
			}
		}
	}
	gold, goldFound := map[string]bool{}, map[string]bool{}
	for _, p := range c.Participation {
		if p.Kind != "person" {
			continue
		}
		item := p.Who + " " + p.Event + " " + p.As
		gold[item] = true
		if _, ok := found[p.Event]; ok {
			goldFound[item] = true
		}
	}
	c.scores["takes-part"].add(c.ID, gold, got, ignore)
	c.scores["takes-part|event"].add(c.ID, goldFound, onFound, ignore)
}
