package mention

import (
	"slices"
	"strings"
	"unicode/utf8"

	"kg/extract/article"
	"kg/extract/lexicon"
)

// partyUnits are the units of the party in an organization. A post in one is a post in the
// organization, which is what counts: 区供销联社党委书记.
var partyUnits = []string{"党委", "党组", "党工委", "党支部", "党总支", "机关党委"}

// organOfTitle notes the organization that a title names with its post: 县公安局 in
// 县公安局政委. The bodies that lead a division (区委书记, 县人大常委会主任) say only of which
// division the post is; of a generic title (县委负责人) they are who acts.
func (s *scanner) organOfTitle(m *Mention, p phrase, end int) {
	if p.organ.Suffix == "" || isSeat(m.Post) {
		return
	}
	p, end, ok := s.withoutPartyUnit(p, end)
	if !ok {
		return
	}
	of := p.apart
	p.apart = article.Span{}
	switch {
	case of.End > of.Start:
		if end <= of.End || p.organ.Kind == "party" {
			return
		}
		p.start = of.End
	case !p.placed() && (!p.fields || p.organ.Kind == "party"):
		return
	case m.Post.Class != lexicon.GenericTitle && s.leadsDivision(p, end):
		return
	}
	inner := s.organMention(p, end)
	inner.Organ.Of, inner.Inside = of, true
	s.inner[m.Start] = inner
}

// isSeat reports whether a post is one of many in its body: 人大代表, 政协委员.
func isSeat(post *PostPart) bool {
	return post.Class == lexicon.GenericTitle && (strings.HasSuffix(post.Head, "代表") || strings.HasSuffix(post.Head, "委员"))
}

// splitPartyUnit sets the organization apart whose unit of the party p is, unless it is one of
// a division: 供销合作总社 + 党组成员, but 区财政局党组成员.
func (s *scanner) splitPartyUnit(p *phrase, end int) {
	if p.placed() || p.apart.End > p.apart.Start {
		return
	}
	unit := partyUnitBefore(s.text[p.start:end])
	if unit == "" {
		return
	}
	if inner, organEnd, ok := s.withoutPartyUnit(*p, end); ok && s.isOrgan(inner, organEnd) {
		p.apart = article.Span{Start: inner.start, End: organEnd}
	}
}

// withoutPartyUnit returns the organ p without the unit of the party that it ends with at byte
// end; false when an organization apart or nothing known is left.
func (s *scanner) withoutPartyUnit(p phrase, end int) (organ phrase, organEnd int, ok bool) {
	unit := partyUnitBefore(s.text[p.start:end])
	if unit == "" {
		return p, end, true
	}
	inner, ok := s.organEnding(end - len(unit))
	return inner, end - len(unit), ok && inner.start == p.start && !inner.organ.Apart
}

// partyUnitBefore returns the unit of the party that text ends with behind other words.
func partyUnitBefore(text string) string {
	unit := ""
	for _, u := range partyUnits {
		if strings.HasSuffix(text, u) && len(u) > len(unit) && len(text) > 2*len(u) {
			unit = u
		}
	}
	return unit
}

// leading are the bodies that lead a division, and what leads an organization for the party.
var leading = []string{
	"委", "委员会", "人大", "人大常委会", "人民代表大会", "人民代表大会常务委员会", "常委会", "政协", "政府", "人民政府",
	"纪委", "监委", "纪委监委", "党委", "党组", "党工委", "党支部", "党总支",
}

// leadsDivision reports whether the organ p that ends at byte end is one of the bodies of
// a division, and nothing of it.
func (s *scanner) leadsDivision(p phrase, end int) bool {
	name := s.text[p.start:end]
	if p.place.End > p.start {
		name = s.text[p.place.End:end]
	}
	name = strings.TrimPrefix(name, "街道")
	if class, size := utf8.DecodeRuneInString(name); strings.ContainsRune(classes, class) {
		name = name[size:]
	}
	if _, behind, ok := strings.Cut(name, "届"); ok {
		name = behind // 第十三届人民代表大会常务委员会
	}
	return slices.Contains(leading, name)
}
