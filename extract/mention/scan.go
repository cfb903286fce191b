package mention

import (
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"kg/extract/article"
	"kg/extract/lexicon"
	"kg/extract/segment"
)

// scanner holds one article while its mentions are found. The finders run in a fixed
// order, each sees what the ones before it found.
type scanner struct {
	art    *article.Article
	text   string
	tokens []segment.Token
	token  []int32   // by byte: number of the token that it is in
	starts []bool    // by byte: a token starts here; the end of the text counts as one
	shade  []bool    // by byte: inside 《…》 or a link, where only divisions are looked for
	places []Mention // sorted by start, not overlapping
	ending []int32   // by byte: the number, from 1, of the place that ends there; 0 for none

	dots        bool // a dot that joins the parts of names is in the text
	placeEndsAt int  // end of the last place, while places are found
	titles      []Mention
	inner       map[int]Mention // start of a title -> the organization in it
	organs      []Mention
	people      []Mention
	others      []Mention // dates, policies, initiatives
}

func newScanner(art *article.Article) (*scanner, error) {
	tokens, err := segment.Words(art.Text)
	if err != nil {
		return nil, err
	}
	s := &scanner{
		art: art, text: art.Text, tokens: tokens,
		token:  make([]int32, len(art.Text)+1),
		starts: make([]bool, len(art.Text)+1),
		shade:  make([]bool, len(art.Text)+1),
		ending: make([]int32, len(art.Text)+1),
		inner:  map[int]Mention{},
		dots:   strings.ContainsAny(art.Text, "·•"),
	}
	for i, t := range tokens {
		s.starts[t.Start] = true
		for b := t.Start; b < t.End; b++ {
			s.token[b] = int32(i)
		}
	}
	s.starts[len(art.Text)] = true
	return s, nil
}

// Find returns what art names. The error is that of a broken embedded table.
func Find(art *article.Article) (*Found, error) {
	s, err := newScanner(art)
	if err != nil {
		return nil, err
	}
	s.findPolicies()
	s.findDates()
	s.findPlaces()
	s.findTitles()
	s.findOrgans()
	s.findPeople()
	s.findInitiatives()
	found := &Found{Article: art, Mentions: s.merge()}
	for line, b := range art.Blocks {
		for _, t := range segment.Sentences(art.Text, b.Start, b.End) {
			found.Sentences = append(found.Sentences, Sentence{article.Span{Start: t.Start, End: t.End}, b.Kind, line})
		}
	}
	return found, nil
}

// mention returns the mention at [start, end) with its text.
func (s *scanner) mention(label Label, start, end int, rule string) Mention {
	text := s.text[start:end]
	return Mention{Span: article.Span{Start: start, End: end}, Label: label, Text: text, Norm: compact(text), Rule: rule}
}

// rank orders the labels where two mentions overlap and are equally long.
var rank = map[Label]int{Policy: 0, Title: 1, Person: 2, Initiative: 3, Organization: 4, District: 5, Date: 6}

// merge returns all mentions in order. Of two that overlap the longer stays, then the
// earlier, then the one of the smaller rank; a District inside another mention stays
// and is marked, and so does the Organization that a title begins with.
func (s *scanner) merge() []Mention {
	all := make([]Mention, 0, len(s.titles)+len(s.organs)+len(s.people)+len(s.others)+len(s.places))
	for _, list := range [][]Mention{s.titles, s.organs, s.people, s.others} {
		all = append(all, list...)
	}
	sort.SliceStable(all, func(i, j int) bool {
		a, b := &all[i], &all[j]
		if x, y := a.End-a.Start, b.End-b.Start; x != y {
			return x > y
		}
		if a.Start != b.Start {
			return a.Start < b.Start
		}
		return rank[a.Label] < rank[b.Label]
	})
	out, taken := s.longest(all)
	inPerson, inApart := s.named()
	for _, p := range s.places {
		cut := taken[p.Start] != taken[p.End-1]
		if cut || inPerson[p.Start] || inPerson[p.End-1] || p.Place.Short && inApart[p.Start] {
			continue // 长沙 in 区长沙漪, 浙江 in 浙江大学
		}
		p.Inside = taken[p.Start]
		out = append(out, p)
	}
	sort.SliceStable(out, func(i, j int) bool {
		if out[i].Start != out[j].Start {
			return out[i].Start < out[j].Start
		}
		return out[i].End > out[j].End
	})
	return out
}

// longest returns those of all, the longest first, that overlap none before them, the
// organizations in titles among them, and which bytes they take.
func (s *scanner) longest(all []Mention) (out []Mention, taken []bool) {
	taken = make([]bool, len(s.text))
	for i := range all {
		m := &all[i]
		if anyTrue(taken[m.Start:m.End]) {
			continue
		}
		for b := m.Start; b < m.End; b++ {
			taken[b] = true
		}
		out = append(out, *m)
		if organ, ok := s.inner[m.Start]; ok && m.Label == Title && organ.End <= m.End {
			out = append(out, organ)
		}
	}
	return out, taken
}

// named returns which bytes lie in the name of a person, and which in that of a company, a
// school or the like or in a quoted name.
func (s *scanner) named() (person, apart []bool) {
	person, apart = make([]bool, len(s.text)+1), make([]bool, len(s.text)+1)
	fill := func(marks []bool, m Mention, from int) {
		for b := m.Start + from; b < m.End; b++ {
			marks[b] = true
		}
	}
	for _, m := range s.people {
		fill(person, m, 0)
	}
	for _, m := range s.organs {
		if m.Organ.Apart {
			fill(apart, m, 0)
		}
	}
	for _, m := range s.others {
		if m.Label == Initiative {
			fill(apart, m, 1) // behind the quotation mark
		}
	}
	return person, apart
}

func anyTrue(list []bool) bool {
	for _, b := range list {
		if b {
			return true
		}
	}
	return false
}

// compact returns text without white space.
func compact(text string) string {
	for _, r := range text {
		if unicode.IsSpace(r) {
			return removeSpace(text)
		}
	}
	return text
}

func removeSpace(text string) string {
	out := make([]byte, 0, len(text))
	for _, r := range text {
		if !unicode.IsSpace(r) {
			out = utf8.AppendRune(out, r)
		}
	}
	return string(out)
}

// before returns the token that ends at or spans byte end-1, cut at end.
func (s *scanner) before(end int) (start int, word string) {
	if end == 0 {
		return 0, ""
	}
	t := s.tokens[s.token[end-1]]
	return t.Start, s.text[t.Start:end]
}

// stops reports whether a name that grows to the left ends before word: it is a mark, a
// digit or letter run, or a word that is never part of a name.
func stops(word string) bool {
	r, _ := utf8.DecodeRuneInString(word)
	if !han(r) {
		return true
	}
	return lexicon.IsBoundary(word)
}

// placeBefore returns the place that ends at byte end, or nil.
func (s *scanner) placeBefore(end int) *Mention {
	if i := s.ending[end]; i > 0 {
		return &s.places[i-1]
	}
	return nil
}

// runeAt returns the rune at byte i, 0 at the end of the text.
func (s *scanner) runeAt(i int) rune {
	if i >= len(s.text) {
		return 0
	}
	r, _ := utf8.DecodeRuneInString(s.text[i:])
	return r
}

// runeBefore returns the rune that ends at byte i, 0 at the start of the text.
func (s *scanner) runeBefore(i int) rune {
	if i == 0 {
		return 0
	}
	r, _ := utf8.DecodeLastRuneInString(s.text[:i])
	return r
}

// han reports whether r is a Chinese character. Nearly all lie in the first block, which
// is asked millions of times.
func han(r rune) bool { return r >= 0x4E00 && r <= 0x9FFF || r > 0x2E7F && unicode.Is(unicode.Han, r) }

func runes(s string) int { return utf8.RuneCountInString(s) }
