package mention

import (
	"strings"
	"unicode/utf8"

	"kg/extract/article"
	"kg/extract/lexicon"
)

// phrase is the name of an organ that was read from its suffix to the left.
type phrase struct {
	start  int
	organ  lexicon.Organ
	place  article.Span // the division that it begins with; empty for none
	class  string       // the class character that it begins with: 区委, 县财政局
	apart  article.Span // an organization beside it: 某某大学 + 党委
	body   bool         // it begins with a body of the country: 全国人大
	fields bool         // a field of a department stands before the suffix
}

// placed reports whether p says of which division it is.
func (p *phrase) placed() bool { return p.body || p.place.End > p.place.Start || p.class != "" }

// classes are the characters that say of which division an organ is: 区委, 市财政局.
const classes = "省市州盟区县旗镇乡街村"

// maxOrganTokens bounds how many words a name grows to the left.
const maxOrganTokens = 12

// organEnding reads the organ whose suffix ends at byte end.
func (s *scanner) organEnding(end int) (phrase, bool) {
	organ, ok := lexicon.OrganBefore(s.text, end)
	if !ok {
		return phrase{}, false
	}
	suffixStart := end - len(organ.Suffix)
	var p phrase
	if place := s.placeAcross(suffixStart, end); place != nil {
		p.start = suffixStart
		s.takePlaces(&p, place)
	} else if utf8.RuneCountInString(organ.Suffix) == 1 && s.splitsWord(suffixStart) {
		return phrase{}, false
	} else {
		p = s.grow(suffixStart, !organ.Apart)
	}
	p.organ = organ
	p.fields = lexicon.DepartmentBefore(s.text, suffixStart) != ""
	if p.place.Start == p.place.End && p.class == "" {
		p.class = levelOf(s.text[p.start:end])
	}
	return p, true
}

// splitsWord reports whether byte at lies inside a learned word that is no field with its
// organ: 部署 ends with a suffix and 财政局 ends with one, too.
func (s *scanner) splitsWord(at int) bool {
	t := s.tokens[s.token[at]]
	return t.Start < at && lexicon.DepartmentBefore(s.text, at) == "" && lexicon.WordCount(s.text[t.Start:t.End]) > 0
}

// grow reads words to the left of byte end until one cannot belong to the name of an organ.
// within says that the organ may belong to an organization before it: 某某大学 + 党委.
// A verb that may be a field (攻坚) belongs to it if a division or another organ is reached
// behind it.
func (s *scanner) grow(end int, within bool) phrase {
	p, crossed := phrase{start: end}, -1
	for n := 0; n < maxOrganTokens && p.start > 0; n++ {
		if s.reachesPlace(&p) || (n > 0 || within) && s.reachesOrgan(&p) {
			return p
		}
		at, word := s.before(p.start)
		if s.endsName(word, at, p) {
			if lexicon.BoundaryClass(word) != lexicon.FieldWord {
				break
			}
			if crossed < 0 {
				crossed = p.start
			}
		}
		p.start = at
		if s.ownUnit(at, word) || s.beginsOrgan(&p, word) {
			return p
		}
	}
	if crossed >= 0 {
		return phrase{start: crossed}
	}
	return p
}

// endsName reports whether word at byte at stands before a name rather than in it.
func (s *scanner) endsName(word string, at int, p phrase) bool {
	return (stops(word) || s.isTitleWord(word)) && !s.joins(word, at, p) && !s.ownUnit(at, word)
}

// reachesPlace makes the division that ends where p begins, or inside the word before it,
// the start of p.
func (s *scanner) reachesPlace(p *phrase) bool {
	place := s.placeBefore(p.start)
	if place == nil {
		at, _ := s.before(p.start)
		place = s.placeAcross(at, p.start)
	}
	if place != nil {
		s.takePlaces(p, place)
	}
	return place != nil
}

// reachesOrgan notes the organization apart that ends where p begins.
func (s *scanner) reachesOrgan(p *phrase) bool {
	if !s.standsApart(p.start) {
		return false
	}
	outer, ok := s.organEnding(p.start)
	if !ok || !s.isOrgan(outer, p.start) {
		return false
	}
	p.apart = article.Span{Start: outer.start, End: p.start}
	p.place, p.class = outer.place, ""
	return true
}

// beginsOrgan reports whether word, at which p now begins, begins the name of an organ: a
// body of the country or a class character, which may have its division before it.
func (s *scanner) beginsOrgan(p *phrase, word string) bool {
	class := levelOf(word)
	if class == "" {
		p.body = lexicon.BodyAt(word, 0) == word
		return p.body
	}
	p.class = class
	if place := s.placeBefore(p.start); place != nil {
		s.takePlaces(p, place)
	}
	return true
}

// placeAcross returns the place that ends inside the token [start, end): 牧野区 where
// the words are 牧野 and 区委.
func (s *scanner) placeAcross(start, end int) *Mention {
	for at := start; at < end; {
		_, size := utf8.DecodeRuneInString(s.text[at:])
		at += size
		if place := s.placeBefore(at); place != nil && at < end {
			return place
		}
	}
	return nil
}

// takePlaces makes place and those directly before it the start of p.
func (s *scanner) takePlaces(p *phrase, place *Mention) {
	p.place = place.Span
	p.start = place.Start
	for {
		outer := s.placeBefore(p.start)
		if outer == nil {
			break
		}
		p.start = outer.Start
	}
	p.start -= len(lexicon.OrganPrefixBefore(s.text, p.start))
}

// standsApart reports whether an organization that takes part in no title ends at byte
// end, and so ends what grows to the left: 某某大学 + 党委.
func (s *scanner) standsApart(end int) bool {
	organ, ok := lexicon.OrganBefore(s.text, end)
	return ok && organ.Apart && s.starts[end]
}

// levelOf returns the class character that an organ's name begins with; "" when it begins
// with none. It counts alone or with an organ behind it (市, 区委); 区域 does not.
func levelOf(word string) string {
	r, size := utf8.DecodeRuneInString(word)
	if !strings.ContainsRune(classes, r) {
		return ""
	}
	if strings.HasPrefix(word, "街道") {
		return "街"
	}
	class := word[:size]
	if size == len(word) {
		return class
	}
	if organ, ok := lexicon.OrganBefore(word, len(word)); ok && len(organ.Suffix) >= len(word)-size {
		return class
	}
	if lexicon.DepartmentBefore(word, len(word)) == word[size:] || lexicon.BodyAt(word, 0) != "" {
		return class
	}
	return ""
}

// joins reports whether word is 和, 与 or 及 inside one name (住房和城乡建设局): what stands
// before it is no organ by itself and is the field of a department.
func (s *scanner) joins(word string, at int, p phrase) bool {
	if word != "和" && word != "与" && word != "及" {
		return false
	}
	if p.class != "" || p.place.End > p.place.Start {
		return false
	}
	if _, ok := lexicon.OrganBefore(s.text, at); ok {
		return false
	}
	if lexicon.DepartmentBefore(s.text, at) != "" {
		return true
	}
	before := s.grow(at, false)
	return before.body || before.class != "" || before.place.End > before.place.Start || lexicon.BodyAt(s.text, before.start) != ""
}

// ownUnit reports whether word at byte at is the writer's own unit before an organ: 局党委,
// 校团委.
func (s *scanner) ownUnit(at int, word string) bool {
	if word != "局" && word != "校" && word != "院" {
		return false
	}
	if r := s.runeBefore(at); !han(r) {
		return true
	}
	_, before := s.before(at)
	return stops(before)
}

// isTitleWord reports whether word is the head of a title, which ends another phrase.
func (s *scanner) isTitleWord(word string) bool {
	head, class := lexicon.TitleAt(word, 0)
	return head == word && class == lexicon.PostTitle
}

// isOrgan reports whether a phrase that ends at byte end names one organization rather
// than a kind (学校, 各部门).
func (s *scanner) isOrgan(p phrase, end int) bool {
	stem := end - len(p.organ.Suffix) - p.start
	placed := p.placed() || p.apart.End > p.apart.Start
	single := utf8.RuneCountInString(p.organ.Suffix) == 1
	switch {
	case !s.starts[end] && !s.endsHere(end):
		return false
	case s.text[p.start:end] == p.organ.Suffix:
		return p.class != "" && lexicon.BodyAt(s.text, p.start) != ""
	case placed:
		return true
	case p.fields:
		return true
	case single:
		return false
	}
	return stem >= 2*3
}

// endsHere reports whether a name may end at byte end although no word does: the rest of
// the word is a title (局长, 书记) or a mark.
func (s *scanner) endsHere(end int) bool {
	head, _ := lexicon.TitleAt(s.text, end)
	return head != ""
}

// findOrgans finds organizations outside of titles.
func (s *scanner) findOrgans() {
	inTitle, inPost := s.titled()
	var found []candidate
	for i, r := range s.text {
		if inTitle[i] || s.shade[i] {
			continue
		}
		if body := lexicon.BodyAt(s.text, i); body != "" && s.bodyAt(i, body) {
			found = append(found, candidate{s.bodyPhrase(i, i+len(body)), i + len(body), true})
			continue
		}
		end := i + utf8.RuneLen(r)
		if r == utf8.RuneError || !lexicon.EndsOrgan(r) || !s.starts[end] {
			continue
		}
		if p, ok := s.organEnding(end); ok && !inPost[p.start] {
			found = append(found, candidate{p, end, s.isOrgan(p, end)})
		}
	}
	listed(s.text, found)
	for _, c := range found {
		if c.named {
			s.addOrgan(c.phrase, c.end)
		}
	}
}

// titled returns which bytes lie in a title, and which in one that says more than who
// somebody is: 志愿者 may begin the name of an association.
func (s *scanner) titled() (title, post []bool) {
	title, post = make([]bool, len(s.text)+1), make([]bool, len(s.text)+1)
	for _, t := range s.titles {
		for b := t.Start; b < t.End; b++ {
			title[b] = true
			post[b] = t.Post.Class != lexicon.PersonTitle && t.Post.Class != lexicon.GenericTitle
		}
	}
	return title, post
}

// bodyAt reports whether the body at byte i is a whole word there: 县政府, but not the 市委
// of 市委员会.
func (s *scanner) bodyAt(i int, body string) bool {
	return s.starts[i+len(body)] && (s.starts[i] || s.placeBefore(i) != nil || s.placeAcross(s.tokens[s.token[i]].Start, i+len(body)) != nil)
}

// bodyPhrase returns the phrase of a body that starts at byte i, with the place before it.
func (s *scanner) bodyPhrase(i, end int) phrase {
	organ, _ := lexicon.OrganBefore(s.text, end)
	p := phrase{start: i, organ: organ, class: levelOf(s.text[i:end])}
	if place := s.placeBefore(i); place != nil {
		s.takePlaces(&p, place)
	} else if place := s.placeAcross(i, end); place != nil {
		s.takePlaces(&p, place)
		p.class = ""
	}
	return p
}

// addOrgan notes the organ p that ends at byte end if it is named there.
func (s *scanner) addOrgan(p phrase, end int) {
	if first, second, middle, ok := s.bothBodies(p, end); ok {
		s.addOrgan(first, middle)
		p = second
	}
	if !s.names(p, end) {
		return
	}
	s.organs = append(s.organs, s.organMention(p, end))
}

// organMention returns the mention of the organization p that ends at byte end.
func (s *scanner) organMention(p phrase, end int) Mention {
	if p.apart.End > p.apart.Start {
		p.start = p.apart.Start // a part of another organization: 某某大学发展规划处
	}
	m := s.mention(Organization, p.start, end, "organization.suffix")
	kind := p.organ.Kind
	if kind == "" {
		kind = "other"
	}
	placed := p.place.End > p.place.Start
	m.Organ = &OrganPart{Kind: kind, Place: p.place, Class: p.class, Apart: p.organ.Apart, Alone: !placed && !p.organ.Apart}
	if p.organ.Apart && p.class != "" {
		m.Organ.Alone = !placed
	}
	return m
}
