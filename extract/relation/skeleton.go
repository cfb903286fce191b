package relation

import (
	"sort"
	"strings"

	"kg/extract/article"
	"kg/extract/lexicon"
	"kg/extract/link"
	"kg/extract/mention"
)

// Signs stand for mentions in a skeleton. They are characters of the private use area,
// which the text of an article does not have.
const (
	officialSign     = '\uE000' // a person with a post in this article
	personSign       = '\uE001' // another person
	titleSign        = '\uE002'
	organizationSign = '\uE003'
	districtSign     = '\uE004'
	policySign       = '\uE005'
	initiativeSign   = '\uE006'
	dateSign         = '\uE007'
)

// skeleton is a sentence in which every mention is one sign. Patterns run over Text; the
// rest leads from there back to mentions and to the article.
type skeleton struct {
	Text   string
	Span   article.Span // of the sentence
	Block  article.BlockKind
	Line   int
	signs  signSet
	words  wordSet // words of rules that it has; nil until asked
	pieces []piece // sorted; they tile Text
}

// piece is a part of a skeleton that begins at byte at of Text: text of the article from
// byte start on, or the sign of a mention, whose number it has; -1 for text.
type piece struct{ at, start, mention int }

// signSet is a set of signs.
type signSet uint8

// setOf returns the set of signs.
func setOf(signs ...rune) signSet {
	var set signSet
	for _, s := range signs {
		set |= 1 << (s - officialSign)
	}
	return set
}

// people are the signs of persons.
var people = setOf(officialSign, personSign)

// needed says for each relation of which sets of signs a sentence must have one each.
var needed = map[string][]signSet{
	"HOLDS_ROLE": {people, setOf(titleSign)}, eventRelation: nil,
	"HOSTED": {people}, "SPOKE_AT": {people}, "ATTENDED": {people}, "LED": {people}, "PRESENTED_AT": {people}, "HONORED_AT": {people},
	"ORGANIZED": {setOf(organizationSign)}, "TOOK_PART_IN": {setOf(organizationSign)},
	"ADOPTED": {setOf(policySign)}, "PRESENTED": {people, setOf(policySign)}, "IMPLEMENTS": {setOf(initiativeSign)},
}

// has reports whether k has a sign of each of sets.
func (k *skeleton) has(sets []signSet) bool {
	for _, s := range sets {
		if k.signs&s == 0 {
			return false
		}
	}
	return true
}

// skeletonOf returns the skeleton of sentence s. Divisions inside other mentions and
// bylines have no sign; a byline stays as text.
func skeletonOf(l *link.Linked, s mention.Sentence, first int, officials map[string]bool) skeleton {
	k := skeleton{Span: s.Span, Block: s.Block, Line: s.Line}
	var b strings.Builder
	b.Grow(s.End - s.Start)
	text := l.Article.Text
	at := s.Start
	copyText := func(end int) {
		if end > at {
			k.pieces = append(k.pieces, piece{b.Len(), at, -1})
			b.WriteString(text[at:end])
		}
	}
	for i := first; i < len(l.Mentions) && l.Mentions[i].Start < s.End; i++ {
		m := &l.Mentions[i]
		if m.Start < at || m.End > s.End {
			continue
		}
		sign := signOf(m, officials)
		if sign == 0 {
			continue
		}
		copyText(m.Start)
		k.signs |= setOf(sign)
		k.pieces = append(k.pieces, piece{b.Len(), m.Start, i})
		b.WriteRune(sign)
		at = m.End
	}
	copyText(s.End)
	k.Text = b.String()
	return k
}

// signOf returns the sign of a mention, 0 for those that stay text.
func signOf(m *mention.Mention, officials map[string]bool) rune {
	switch m.Label {
	case mention.Person:
		if m.Person.Byline != "" {
			return 0
		}
		if officials[m.Norm] {
			return officialSign
		}
		return personSign
	case mention.Title:
		return titleSign
	case mention.Organization:
		return organizationSign
	case mention.Policy:
		return policySign
	case mention.Initiative:
		return initiativeSign
	case mention.Date:
		return dateSign
	case mention.District:
		if !m.Inside {
			return districtSign
		}
	}
	return 0
}

// span returns the part of the article that Text[start:end] stands for.
func (k *skeleton) span(l *link.Linked, start, end int) article.Span {
	out := article.Span{Start: k.origin(start)}
	p := k.pieceAt(end - 1)
	switch {
	case end <= start:
		out.End = out.Start
	case p.mention >= 0:
		out.End = l.Mentions[p.mention].End
	default:
		out.End = p.start + end - p.at
	}
	return out
}

// origin returns the byte of the article that byte at of Text comes from.
func (k *skeleton) origin(at int) int {
	if at >= len(k.Text) {
		return k.Span.End
	}
	p := k.pieceAt(at)
	if p.mention >= 0 {
		return p.start
	}
	return p.start + at - p.at
}

// pieceAt returns the piece that byte at of Text lies in.
func (k *skeleton) pieceAt(at int) piece {
	i := sort.Search(len(k.pieces), func(i int) bool { return k.pieces[i].at > at })
	if i == 0 {
		return piece{0, k.Span.Start, -1}
	}
	return k.pieces[i-1]
}

// in returns the numbers of the mentions whose signs stand in Text[start:end], in order.
func (k *skeleton) in(start, end int) []int {
	var out []int
	for i := range k.pieces {
		if p := &k.pieces[i]; p.mention >= 0 && p.at >= start && p.at < end {
			out = append(out, p.mention)
		}
	}
	return out
}

// officialsOf returns the names that stand directly behind a title that is a post or a
// group of posts.
func officialsOf(l *link.Linked) map[string]bool {
	out := map[string]bool{}
	for i := range l.Mentions {
		m := &l.Mentions[i]
		if m.Post == nil || m.Post.Class == lexicon.PersonTitle {
			continue
		}
		for j := i + 1; j < len(l.Mentions); j++ {
			p := &l.Mentions[j]
			if p.Inside {
				continue
			}
			if p.Person == nil || p.Person.Byline != "" || p.Start-m.End > maxGap {
				break
			}
			out[p.Norm] = true
			m = p // the names of a list
		}
	}
	return out
}

// maxGap is the most bytes between a title and its holder, and between names of a list.
const maxGap = 6
