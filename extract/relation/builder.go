package relation

import (
	"fmt"
	"slices"
	"sort"
	"strings"
	"unicode/utf8"

	"kg/extract/article"
	"kg/extract/link"
	"kg/graph"
)

// builder collects the facts of one article: each node and each relationship once, an
// evidence relationship with the first sentence that states it.
type builder struct {
	l        *link.Linked
	facts    map[string]*graph.Fact // by type and id
	mentions map[string]*mentionFact
	measured map[string]float64 // confidence by rule
}

// mentionFact is one MENTIONS relationship while it grows.
type mentionFact struct {
	end   graph.End
	texts []string
	spans []string
}

func newBuilder(l *link.Linked, measured map[string]float64) *builder {
	return &builder{l: l, facts: map[string]*graph.Fact{}, mentions: map[string]*mentionFact{}, measured: measured}
}

// fact is an evidence relationship.
type fact struct {
	typ, as    string
	start, end *link.Entity
	endArticle bool // the end is the article
	order      int  // place in a list, from 1; 0 for none
	span       article.Span
	rule       string
}

func end(e *link.Entity) *graph.End { return &graph.End{ID: e.ID, Label: e.Label} }

func (b *builder) article() *graph.End { return &graph.End{ID: b.l.ID, Label: "Article"} }

// node records an entity.
func (b *builder) node(e *link.Entity) {
	key := "n" + e.ID
	if _, ok := b.facts[key]; ok {
		return
	}
	props := graph.Properties{"name": e.Name}
	for k, v := range e.Properties {
		props[k] = v
	}
	if len(e.Aliases) > 0 {
		aliases := slices.Clone(e.Aliases)
		slices.Sort(aliases)
		props["aliases"] = slices.Compact(aliases)
	}
	b.facts[key] = &graph.Fact{Type: graph.NodeFact, ID: e.ID, Label: e.Label, Properties: props}
}

// plain records a relationship without evidence.
func (b *builder) plain(typ string, start, end *graph.End) {
	id := graph.RelationshipID(typ, start.ID, end.ID)
	if _, ok := b.facts["r"+id]; !ok {
		b.facts["r"+id] = &graph.Fact{Type: graph.RelationshipFact, ID: id, Label: typ, Start: start, End: end}
	}
}

// add records an evidence relationship; the first sentence that states it stays.
func (b *builder) add(f fact) {
	start, stop := end(f.start), b.article()
	if !f.endArticle {
		stop = end(f.end)
	}
	var qualifiers []string
	props := graph.Properties{}
	if f.as != "" {
		qualifiers = append(qualifiers, f.as)
		name := "as"
		if f.typ == "HOLDS_ROLE" {
			name = "status"
		}
		props[name] = f.as
	}
	if f.order > 0 {
		props["order"] = int64(f.order)
	}
	id := graph.RelationshipID(f.typ, start.ID, stop.ID, qualifiers...)
	if old, ok := b.facts["r"+id]; ok && old.Evidence.Start <= f.span.Start {
		return
	}
	evidence := &graph.Evidence{Quote: b.l.Article.Text[f.span.Start:f.span.End], Start: f.span.Start, End: f.span.End, Rule: f.rule}
	if confidence, ok := b.measured[f.rule]; ok {
		evidence.Confidence = &confidence
	}
	b.facts["r"+id] = &graph.Fact{
		Type: graph.RelationshipFact, ID: id, Label: f.typ, Start: start, End: stop, Properties: props, Evidence: evidence,
	}
}

// mention records that the article names e at span.
func (b *builder) mention(e *link.Entity, span article.Span, text string) {
	m := b.mentions[e.ID]
	if m == nil {
		m = &mentionFact{end: *end(e)}
		b.mentions[e.ID] = m
	}
	if !slices.Contains(m.texts, text) {
		m.texts = append(m.texts, text)
	}
	m.spans = append(m.spans, fmt.Sprintf("%d-%d", span.Start, span.End))
}

// mentionOutside records that a line outside of the article's text names e.
func (b *builder) mentionOutside(e *link.Entity, text string) {
	b.mention(e, article.Span{}, text)
	m := b.mentions[e.ID]
	m.spans = m.spans[:len(m.spans)-1]
}

// inDistrict records where something is, with the division and what it lies in.
func (b *builder) inDistrict(e *link.Entity, p *link.Place) {
	if p == nil {
		return
	}
	b.partOf(p)
	b.plain("IN_DISTRICT", end(e), &graph.End{ID: p.ID, Label: "District"})
}

// partOf records a division and the divisions around it.
func (b *builder) partOf(p *link.Place) {
	for ; p != nil; p = p.Parent {
		b.node(link.DistrictEntity(p))
		if p.Parent != nil {
			b.plain("PART_OF", &graph.End{ID: p.ID, Label: "District"}, &graph.End{ID: p.Parent.ID, Label: "District"})
		}
	}
}

// contribution returns what was collected, in a fixed order.
func (b *builder) contribution() *graph.Contribution {
	for _, m := range b.mentions {
		id := graph.RelationshipID("MENTIONS", b.l.ID, m.end.ID)
		end := m.end
		props := graph.Properties{"texts": m.texts, "count": int64(max(len(m.spans), 1))}
		if len(m.spans) > 0 {
			props["spans"] = m.spans
		}
		b.facts["r"+id] = &graph.Fact{Type: graph.RelationshipFact, ID: id, Label: "MENTIONS", Start: b.article(), End: &end, Properties: props}
	}
	keys := make([]string, 0, len(b.facts))
	for key := range b.facts {
		keys = append(keys, key)
	}
	sort.Strings(keys)
	c := &graph.Contribution{Article: b.articleNode()}
	for _, key := range keys {
		c.Facts = append(c.Facts, *b.facts[key])
	}
	c.SetHash()
	return c
}

// maxName is the most characters of an article's name when it has no title.
const maxName = 20

func (b *builder) articleNode() graph.Article {
	art := b.l.Article
	name := art.Title
	if name == "" {
		name = firstRunes(strings.TrimSpace(art.Text), maxName)
	}
	return graph.Article{
		ID: b.l.ID, Name: name, Collection: art.Collection, Key: art.Key, Source: art.Source, Publisher: art.Publisher,
		URL: art.URL, Page: art.Page, Published: art.Published, Dateline: art.Dateline, Ordinal: art.Ordinal, Text: art.Text,
	}
}

// firstRunes returns the first n characters of the first line of s.
func firstRunes(s string, n int) string {
	s, _, _ = strings.Cut(s, "\n")
	for i := range s {
		if n == 0 {
			return s[:i]
		}
		n--
	}
	if !utf8.ValidString(s) {
		return strings.ToValidUTF8(s, "")
	}
	return s
}
