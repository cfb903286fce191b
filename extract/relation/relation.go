// Package relation turns the linked mentions of an article into facts by the rules of
// package rules.
//
// In: a link.Linked. Out: a graph.Contribution. Each sentence becomes a skeleton, in which
// a mention is one sign, so that a rule is a short regular expression; each match is a
// fact with its sentence and the id of the rule.
package relation

import (
	"sort"

	"kg/extract/article"
	"kg/extract/link"
	"kg/extract/mention"
	"kg/graph"
)

// reader holds one article while its facts are read.
type reader struct {
	*link.Linked
	rules     *ruleSet
	skeletons []skeleton
	events    []*event
	facts     *builder
	appointed []string            // names of those whose appointment is an event
	held      map[string][]string // by person: the titles of their posts
	spoken    []fact              // the posts by which people are spoken of
	subject   *link.Entity        // the last person that a sentence was about; nil for none
	current   *event              // that the sentence being read speaks of
}

// Contribution returns what the article says. The error is that of a broken rule.
func Contribution(l *link.Linked) (*graph.Contribution, error) {
	r, err := read(l)
	if err != nil {
		return nil, err
	}
	return r.facts.contribution(), nil
}

// read reads the facts of l.
func read(l *link.Linked) (*reader, error) {
	set, err := loadRules()
	if err != nil {
		return nil, err
	}
	r := &reader{Linked: l, rules: set, facts: newBuilder(l, set.measured), held: map[string][]string{}}
	officials := officialsOf(l)
	first := 0
	for _, s := range l.Sentences {
		for first < len(l.Mentions) && l.Mentions[first].Start < s.Start {
			first++
		}
		r.skeletons = append(r.skeletons, skeletonOf(l, s, first, officials))
	}
	r.findEvents()
	r.addEvents()
	r.addMentions()
	r.addBylines()
	r.applyRules()
	r.readResumes()
	r.addSpoken()
	r.placeLineRuns()
	return r, nil
}

// text returns what the article has at span.
func (r *reader) text(span article.Span) string { return r.Article.Text[span.Start:span.End] }

// addEvents records the events with what they are about.
func (r *reader) addEvents() {
	for _, e := range r.events {
		r.facts.node(e.entity)
		r.facts.mention(e.entity, e.span, e.name)
		r.facts.plain("REPORTS", r.facts.article(), end(e.entity))
		r.facts.inDistrict(e.entity, e.entity.District)
		for i := range r.Mentions {
			m := &r.Mentions[i]
			if m.Label == mention.Initiative && r.Entities[i] != nil && m.Start >= e.span.Start && m.End <= e.span.End {
				r.facts.add(fact{typ: "ABOUT", start: e.entity, end: r.Entities[i], span: r.skeletons[e.sentence].Span, rule: "about.name"})
			}
		}
	}
}

// addMentions records everything that the article names.
func (r *reader) addMentions() {
	if r.Line != nil {
		e := link.DistrictEntity(r.Line)
		r.facts.partOf(r.Line)
		r.facts.mentionOutside(e, r.Article.PlaceLine)
	}
	for i, e := range r.Entities {
		if e == nil {
			continue
		}
		r.facts.node(e)
		r.facts.mention(e, r.Mentions[i].Span, r.Mentions[i].Text)
		switch e.Label {
		case "Organization":
			r.facts.inDistrict(e, e.District)
		case "Role":
			r.facts.inDistrict(e, e.District)
			for _, organ := range []*link.Entity{e.Organ, e.Within} {
				if organ != nil {
					r.facts.node(organ)
					r.facts.inDistrict(organ, organ.District)
					r.facts.plain("ROLE_AT", end(e), end(organ))
				}
			}
		case "District":
			r.facts.partOf(r.Places[i])
		}
	}
}

// placeLineRuns records that the division of the place line above a heading runs the
// initiatives of the title, which names nobody who does: 红旗区西街街道 above “二马”机制助力….
func (r *reader) placeLineRuns() {
	if r.Line == nil || len(r.skeletons) == 0 || r.skeletons[0].Block != article.TitleBlock {
		return
	}
	k := &r.skeletons[0]
	if k.signs&setOf(organizationSign, districtSign) != 0 {
		return
	}
	for _, i := range k.in(0, len(k.Text)) {
		if r.Mentions[i].Label == mention.Initiative && r.Entities[i] != nil {
			r.facts.add(fact{typ: "IMPLEMENTS", start: link.DistrictEntity(r.Line), end: r.Entities[i], span: k.Span, rule: "implement.place-line"})
		}
	}
}

// addBylines records who reported the article.
func (r *reader) addBylines() {
	for i := range r.Mentions {
		m := &r.Mentions[i]
		if m.Person == nil || m.Person.Byline == "" {
			continue
		}
		r.facts.add(fact{
			typ: "REPORTED", as: m.Person.Byline, start: r.Entities[i], endArticle: true,
			span: r.lineOf(m.Start), rule: m.Rule,
		})
	}
}

// lineOf returns the sentence or, outside of sentences, the line that byte at lies in.
func (r *reader) lineOf(at int) article.Span {
	i := sort.Search(len(r.skeletons), func(i int) bool { return r.skeletons[i].Span.End > at })
	if i < len(r.skeletons) && r.skeletons[i].Span.Start <= at {
		return r.skeletons[i].Span
	}
	for _, b := range r.Article.Blocks {
		if b.Start <= at && at < b.End {
			return b.Span
		}
	}
	return article.Span{Start: at, End: at}
}
