package mention

import (
	"strings"
	"unicode/utf8"

	"kg/extract/article"
	"kg/extract/lexicon"
)

// Statuses of posts, as in graph/schema.yaml.
const (
	CurrentStatus = "current"
	actingStatus  = "acting"
)

// maxStatusBytes is the longest word that gives a status.
const maxStatusBytes = 6

// maxModifiers bounds the words between organ and head: 原常务副.
const maxModifiers = 3

// findTitles finds titles with the organ and the place before them: 牧野区委书记 is one.
func (s *scanner) findTitles() {
	free := 0 // end of the last title
	for i := range s.text {
		if i < free || s.shade[i] || s.text[i] < 0xE0 {
			continue
		}
		head, class := lexicon.TitleAt(s.text, i)
		if head == "" || !s.endsTitle(i, head) {
			continue
		}
		m, ok := s.titleAt(i, head, class, free)
		if !ok {
			continue
		}
		for len(s.titles) > 0 && s.titles[len(s.titles)-1].Start >= m.Start {
			s.titles = s.titles[:len(s.titles)-1] // 代表 in 人民代表大会常务委员会委员
		}
		s.titles = append(s.titles, m)
		free = m.End
	}
}

// endsTitle reports whether the words allow a title's head at byte i: it ends where a
// word does and starts where one does, or after a modifier or organ.
func (s *scanner) endsTitle(i int, head string) bool {
	end := i + len(head)
	if !s.starts[end] && !s.nameFollows(i, end) {
		t := s.tokens[s.token[end]]
		if t.Start < i || lexicon.WordCount(s.text[t.Start:t.End]) > 0 {
			return false
		}
	}
	if strings.HasPrefix(s.text[end:], "大会") && head == "代表" {
		return false // 人民代表大会
	}
	if s.starts[i] || leadsDepartment(head) && lexicon.DepartmentBefore(s.text, i) != "" || s.placeOfChief(i, head) != nil {
		return true
	}
	if modifier, _ := lexicon.ModifierBefore(s.text, i); modifier != "" {
		return true
	}
	if s.placeBefore(i) != nil {
		return true
	}
	_, ok := lexicon.OrganBefore(s.text, i)
	return ok
}

// placeOfChief returns the place that the head at byte i shares its first character with when
// a name follows: 望江省 + 长林知远; else nil.
func (s *scanner) placeOfChief(i int, head string) *Mention {
	first, size := utf8.DecodeRuneInString(head)
	if head != string(first)+headEnd || !strings.ContainsRune(classes, first) {
		return nil
	}
	place := s.placeBefore(i + size)
	if _, score := s.bestName(i+len(head), true); place == nil || score < plainLimit {
		return nil
	}
	return place
}

// nameFollows reports whether a title at byte i is followed at byte end by a name whose
// first character the words joined to the title: 区长沙漪.
func (s *scanner) nameFollows(i, end int) bool {
	if i > 0 && han(s.runeBefore(i)) && !s.starts[i] {
		return false
	}
	_, score := s.nameAt(end)
	return score >= wordLimit
}

// titleAt reads the title whose head starts at byte i; it begins at or after byte from.
func (s *scanner) titleAt(i int, head, class string, from int) (Mention, bool) {
	if organ := headOrgan(head); organ > 0 && class != lexicon.PersonTitle {
		i, head = i+organ, head[organ:] // 党委书记 is an organ and a head
	}
	start, status, deputy := s.modifiers(i)
	post := &PostPart{Class: class, Head: head, Status: status, Deputy: deputy}
	end := i + len(head)
	if class == lexicon.PersonTitle {
		m := s.mention(Title, start, end, "title.person")
		post.Title = m.Text
		m.Post = post
		return m, true
	}
	p, named := s.titleOrgan(start, head)
	if p.start < from && !s.swallows(p.start) {
		p, named = phrase{start: start}, false
	}
	if !named && utf8.RuneCountInString(head) == 1 {
		return Mention{}, false
	}
	m := s.placeTitle(post, p, start, end)
	if r := s.runeAt(i); post.Division == "" && p.place.End == p.place.Start && strings.ContainsRune(classes, r) {
		post.Division = string(r) // 区长, 副市长
	}
	if named {
		s.organOfTitle(&m, p, start)
	}
	return m, true
}

// placeTitle makes the mention of a title with the organ and place p before its modifiers at
// byte start, and fills what post says of them.
func (s *scanner) placeTitle(post *PostPart, p phrase, start, end int) Mention {
	m := s.mention(Title, p.start, end, "title")
	post.Title, post.Place, post.Division = s.withoutPlace(p, start, end), p.place, p.class
	switch {
	case p.apart.End > p.apart.Start:
		post.Organ, post.Place = p.apart, article.Span{}
		m = s.mention(Title, p.apart.End, end, "title")
		post.Title = m.Text
	case p.organ.Suffix != "" && p.start < start && !p.organ.Apart:
		post.Within, post.Kind = article.Span{Start: p.start, End: start}, p.organ.Kind
	}
	post.Title = strings.Replace(post.Title, s.statusWord(start), "", 1)
	m.Post = post
	return m
}

// swallows reports whether no title so far reaches from before byte start to behind it.
func (s *scanner) swallows(start int) bool {
	for i := len(s.titles) - 1; i >= 0 && s.titles[i].End > start; i-- {
		if s.titles[i].Start < start {
			return false
		}
	}
	return true
}

// headOrgan returns the length of the organ that a head begins with: 党支部 of 党支部书记.
func headOrgan(head string) int {
	for at := range head {
		if at < 2*len("党") {
			continue
		}
		if organ, ok := lexicon.OrganBefore(head, at); ok && len(organ.Suffix) == at {
			return at
		}
	}
	return 0
}

// modifiers reads the modifiers before a head that starts at byte i.
func (s *scanner) modifiers(i int) (start int, status string, deputy bool) {
	start, status = i, CurrentStatus
	for range maxModifiers {
		word, class := lexicon.ModifierBefore(s.text, start)
		at := start - len(word)
		if word == "" || !s.starts[at] && !s.organBefore(at) {
			break
		}
		start = at
		switch class {
		case lexicon.DeputyModifier:
			deputy = true
		case lexicon.PlainModifier:
		default:
			status = class
		}
	}
	return start, status, deputy
}

// statusWord returns the modifier at byte at that only gives a status (原, 时任) and is no
// part of the title; 代 stays in it, as people say 代市长.
func (s *scanner) statusWord(at int) string {
	for end := at; end < len(s.text) && end <= at+maxStatusBytes; {
		_, size := utf8.DecodeRuneInString(s.text[end:])
		end += size
		word, class := lexicon.ModifierBefore(s.text, end)
		if len(word) == end-at && class != "" && class != lexicon.DeputyModifier && class != lexicon.PlainModifier && class != actingStatus {
			return word
		}
	}
	return ""
}

// organBefore reports whether an organ or a place ends at byte end.
func (s *scanner) organBefore(end int) bool {
	if s.placeBefore(end) != nil {
		return true
	}
	_, ok := lexicon.OrganBefore(s.text, end)
	return ok
}

// titleOrgan reads the organ and place before the modifiers of a title at byte end. named
// is false when the title stands alone.
func (s *scanner) titleOrgan(end int, head string) (p phrase, named bool) {
	if place := s.placeBefore(end); place != nil {
		p = phrase{start: end}
		s.takePlaces(&p, place)
		return p, true
	}
	if place := s.placeOfChief(end, head); place != nil {
		p = phrase{start: place.Start, place: article.Span{Start: place.Start, End: end}}
		return p, true
	}
	if p, ok := s.organEnding(end); ok && s.titleTakes(p, end) {
		s.splitPartyUnit(&p, end)
		if p.organ.Apart && p.apart.End == p.apart.Start {
			p.apart = article.Span{Start: p.start, End: end}
			if s.text[p.start:end] == p.organ.Suffix {
				return phrase{start: end}, false // 学校校长: no name
			}
		}
		return p, true
	}
	if field := lexicon.DepartmentBefore(s.text, end); field != "" && leadsDepartment(head) {
		p := s.grow(end-len(field), true)
		return p, true
	}
	return phrase{start: end}, false
}

// titleTakes reports whether the organ p that ends at byte end belongs to the title after it.
func (s *scanner) titleTakes(p phrase, end int) bool {
	if s.text[p.start:end] == p.organ.Suffix {
		return utf8.RuneCountInString(p.organ.Suffix) > 1
	}
	return s.isOrgan(p, end) || utf8.RuneCountInString(p.organ.Suffix) > 1 || s.leads(end, p.organ.Suffix)
}

// leads reports whether the head that stands behind the modifiers at byte at repeats the
// suffix of its organ: 业务处 + 处长, 社团部 + 副部长.
func (s *scanner) leads(at int, suffix string) bool {
	rest := s.text[at:]
	for _, deputy := range []string{"", "副", "代"} {
		if strings.HasPrefix(rest, deputy+suffix+headEnd) {
			return true
		}
	}
	return false
}

// leadsDepartment reports whether a head holds the last character of its organ: 局长 of 财政局长.
func leadsDepartment(head string) bool {
	_, size := utf8.DecodeRuneInString(head)
	organ, ok := lexicon.OrganBefore(head, size)
	return ok && !organ.Apart && len(head) == 2*size
}

// withoutPlace returns the title in [p.start, end) without the proper part of its place:
// the class character stays before an organ (区委书记), not before the head (区长).
func (s *scanner) withoutPlace(p phrase, modifiers, end int) string {
	if p.place.End == p.place.Start {
		return s.text[p.start:end]
	}
	rest := s.text[p.place.End:end]
	if p.place.End == modifiers {
		return rest
	}
	class, _ := s.classWord(p.place.End)
	if p.class != "" {
		return rest // 凤泉区区委书记 has the character twice
	}
	return class + rest
}
