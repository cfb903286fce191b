package graph

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// relationshipFold folds the facts of one relationship. Those of evidence types come
// in the order of their supports: (day seen, article id, number in the article).
type relationshipFold struct {
	evidence   bool
	start, end End
	props      Properties
	lists      namedSets // of types without evidence
	support    int       // articles
	pending    support   // best of the article that is being read
	best       support
	earliest   []support // the first bound of them
	latest     []support // a ring of the last bound after those
	firstSeen  string
	lastSeen   string
}

// bound is how many of the earliest and of the latest supports are kept.
const bound = 32

// support is the best sentence of one article.
type support struct {
	article, when string
	evidence      Evidence
	values        string // encoded properties of its fact
}

func (f *relationshipFold) add(r *record, sameArticle bool, c *recordCodes) error {
	vr := valueReader{s: r.values}
	if f.evidence {
		vr.properties(c, func(string, any) {})
		e, _ := vr.evidence()
		s := support{article: r.article, when: r.when, evidence: e, values: r.values}
		switch {
		case !sameArticle:
			f.settle()
			f.pending = s
		case betterSentence(&s, &f.pending):
			f.pending = s
		}
	} else {
		vr.properties(c, f.addPlain)
	}
	if vr.err != nil {
		return fmt.Errorf("relationship %s of article %s: %w", r.id, r.article, vr.err)
	}
	return nil
}

// betterSentence prefers the higher confidence, then the earlier sentence.
func betterSentence(a, b *support) bool {
	c := cmp.Compare(confidence(b), confidence(a))
	return cmp.Or(c, cmp.Compare(a.evidence.Start, b.evidence.Start)) < 0
}

// confidence returns -1 for a rule that nobody measured: less than any measured one.
func confidence(s *support) float64 {
	if s.evidence.Confidence == nil {
		return -1
	}
	return *s.evidence.Confidence
}

// settle counts the pending support, of which no better sentence can come any more.
func (f *relationshipFold) settle() {
	s := f.pending
	if s.article == "" {
		return
	}
	if f.support == 0 || confidence(&s) > confidence(&f.best) {
		f.best = s // supports come in order, so an equal one does not replace it
	}
	switch n := f.support - bound; {
	case n < 0:
		f.earliest = append(f.earliest, s)
	case n < bound:
		f.latest = append(f.latest, s)
	default:
		f.latest[n%bound] = s
	}
	f.support++
	if day := seenDate(s.when); day != "" {
		f.firstSeen = cmp.Or(f.firstSeen, day) // they come in the order of the day
		f.lastSeen = day
	}
}

// addPlain folds a property of a type without evidence: lists are united in order,
// counts added, other values are those of the first article.
func (f *relationshipFold) addPlain(name string, value any) {
	switch v := value.(type) {
	case []string:
		set := f.lists.set(name)
		for _, s := range v {
			set.add(s)
		}
	case int64:
		n, _ := f.props[name].(int64)
		f.props[name] = n + v
	default:
		if _, ok := f.props[name]; !ok {
			f.props[name] = value
		}
	}
}

// finish completes f.props.
func (f *relationshipFold) finish(id string, c *recordCodes) {
	f.props["id"] = id
	if f.evidence {
		f.settle()
		f.finishEvidence(c)
		return
	}
	for i := range f.lists {
		list := f.lists[i].set.list
		if f.lists[i].name == "spans" {
			slices.SortStableFunc(list, func(a, b string) int {
				return cmp.Or(cmp.Compare(leadingNumber(a), leadingNumber(b)), strings.Compare(a, b))
			})
			if len(list) > 2*bound {
				list = append(list[:bound:bound], list[len(list)-bound:]...)
			}
		}
		f.props[f.lists[i].name] = list
	}
}

// finishEvidence sets the properties of evidence; all that is not about the whole set
// of supports comes from the best.
func (f *relationshipFold) finishEvidence(c *recordCodes) {
	vr := valueReader{s: f.best.values}
	vr.properties(c, func(name string, value any) { f.props[name] = value })
	f.props["support"] = int64(f.support)
	n := f.support - bound
	supports := f.earliest
	if n > bound { // the ring begins at the oldest it holds
		supports = append(append(supports, f.latest[n%bound:]...), f.latest[:n%bound]...)
	} else {
		supports = append(supports, f.latest...)
	}
	articles, quotes, sentences := make([]string, len(supports)), make([]string, len(supports)), make([]string, len(supports))
	for i, s := range supports {
		articles[i], quotes[i] = s.article, s.evidence.Quote
		sentences[i] = s.article + "#" + strconv.Itoa(s.evidence.Start) + "-" + strconv.Itoa(s.evidence.End)
	}
	f.props["articles"], f.props["quotes"], f.props["sentences"] = articles, quotes, sentences
	f.props["quote"], f.props["rule"] = f.best.evidence.Quote, f.best.evidence.Rule
	if f.best.evidence.Confidence != nil {
		f.props["confidence"] = *f.best.evidence.Confidence
	}
	if f.firstSeen != "" {
		f.props["firstSeen"], f.props["lastSeen"] = f.firstSeen, f.lastSeen
	}
}

// leadingNumber reads the offset that a span begins with; nothing to read counts as 0.
func leadingNumber(s string) (n int) {
	for _, r := range s {
		if r < '0' || r > '9' {
			break
		}
		n = 10*n + int(r-'0')
	}
	return n
}
