package extract

import (
	"context"
	"strings"

	"kg/extract/article"
	"kg/extract/link"
	"kg/extract/mention"
	"kg/extract/relation"
	"kg/graph"
)

// Traced is one article with what each stage made of it.
type Traced struct {
	Path         string // as a user would type it
	Document     string // the document as read, before the repair
	Linked       *link.Linked
	Contribution *graph.Contribution
}

// Trace reads paths and calls visit with each article in turn, for those who ask why. It
// returns what could not be read, and the error of visit.
func Trace(ctx context.Context, paths []string, o Options, visit func(*Traced) error) ([]error, error) {
	var problems []error
	options := article.Options{Encoding: o.Encoding, Published: o.Published, Collection: o.Collection, Stdin: o.Stdin}
	for doc, problem := range article.Documents(ctx, paths, options) {
		if problem != nil {
			problems = append(problems, problem)
			continue
		}
		for _, art := range doc.Articles() {
			found, err := mention.Find(&art)
			if err != nil {
				return problems, err
			}
			linked := link.Resolve(found)
			c, err := relation.Contribution(linked)
			if err != nil {
				return problems, err
			}
			if err := visit(&Traced{Path: doc.Path, Document: doc.Text(), Linked: linked, Contribution: c}); err != nil {
				return problems, err
			}
		}
	}
	return problems, ctx.Err()
}

// Choice is what a mention was taken for.
type Choice struct {
	Text   string // as written
	Label  mention.Label
	Rule   string // that recognised it
	Entity string // name of the node; "" when it names none
	Place  string // its division; "" for none
	Why    string // how the division was chosen
}

// Choices returns what the mentions in text[start:end] were taken for, in order.
func (t *Traced) Choices(start, end int) []Choice {
	var out []Choice
	for i := range t.Linked.Mentions {
		m := &t.Linked.Mentions[i]
		if m.Start < start || m.End > end {
			continue
		}
		c := Choice{Text: m.Text, Label: m.Label, Rule: m.Rule}
		if e := t.Linked.Entities[i]; e != nil {
			c.Entity, c.Why = e.Name, e.Why
			if e.District != nil {
				c.Place = e.District.Name
			}
		}
		out = append(out, c)
	}
	return out
}

// Covering returns the choices whose text overlaps text[start:end].
func (t *Traced) Covering(start, end int) []Choice {
	var out []Choice
	for i := range t.Linked.Mentions {
		if m := &t.Linked.Mentions[i]; m.Start < end && m.End > start {
			out = append(out, t.Choices(m.Start, m.End)...)
		}
	}
	return out
}

// Sentence returns the sentence that byte at of the article lies in; "" for none.
func (t *Traced) Sentence(at int) string {
	for _, s := range t.Linked.Sentences {
		if s.Start <= at && at < s.End {
			return t.Linked.Text(s.Span)
		}
	}
	return ""
}

// Rules returns the rules by which facts about the entity of that name were read, each
// once, in the order of the facts.
func (t *Traced) Rules(name string) []string {
	ids := map[string]bool{}
	for _, f := range t.Contribution.Facts {
		if f.Start == nil && f.Properties["name"] == name {
			ids[f.ID] = true
		}
	}
	var out []string
	seen := map[string]bool{}
	for _, f := range t.Contribution.Facts {
		if f.Evidence == nil || seen[f.Evidence.Rule] || !ids[f.Start.ID] && !ids[f.End.ID] {
			continue
		}
		seen[f.Evidence.Rule] = true
		out = append(out, f.Label+" by "+f.Evidence.Rule)
	}
	return out
}

// Quotes reports whether text[start:end] of the article is quote, as a fact keeps it.
func (t *Traced) Quotes(start, end int, quote string) bool {
	text := t.Linked.Article.Text
	return start >= 0 && start < end && end <= len(text) && strings.ReplaceAll(text[start:end], "\n", "") == strings.ReplaceAll(quote, "\n", "")
}
