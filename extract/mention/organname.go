package mention

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"kg/extract/article"
	"kg/extract/lexicon"
)

// session matches the number of a session behind the organ that holds it: the name of a
// meeting goes on there (区第五届委员会第三次全体会议, 区委五届九次全会, 省十三届人大六次会议).
var session = regexp.MustCompile(`^(?:[一二三四五六七八九十百0-9]+届)?第?[一二三四五六七八九十百0-9]+次[^，。；、]{0,24}会`)

// sessionBytes is how far behind an organ session looks.
const sessionBytes = 90

// Words around an organ by which it is none. They are of the language, not of places.
const (
	counts      = "一二两三四五六七八九十百千几多数余0123456789"
	measures    = "所家个名场座处间批支位类次条项"
	levelPairs  = "省市 市县 市区 县区 县市 区县 县乡 乡镇 镇村 镇街 街镇 区街 村居"
	afterCentre = "工作 任务 环节 城区 大局 组 思想"
)

// names reports whether what reads like the organ p that ends at byte end is named there:
// not a number of them (两所小学), those of every level (省市学校), or a part of the name of a
// meeting, a formula, a room.
func (s *scanner) names(p phrase, end int) bool {
	name := s.text[p.start:end]
	switch {
	case strings.Contains(name, "的"), s.counted(p.start, name), s.sessionFollows(p, end), numbered(p, name):
		return false
	case p.apart.End > p.apart.Start && end-p.apart.End == len(p.organ.Suffix) && runes(p.organ.Suffix) == 1:
		return false // 某某大学 + 校徽
	case strings.HasSuffix(s.text[:p.start], "为核心的"):
		return false // 以……同志为核心的党中央
	case strings.HasSuffix(name, "园区") && startsWithAny(s.text[end:], "建设 发展 工作"):
		return false
	case strings.HasSuffix(name, "中心") && startsWithAny(s.text[end:], afterCentre):
		return false
	case p.organ.Suffix == "基地":
		return p.place.End > p.place.Start && s.runeBefore(p.start) != '“'
	}
	return !startsWithAny(name, levelPairs)
}

// counted reports whether name, at byte start, begins with a measure word of the number
// before it, or with both: 多 + 所小学, 两家企业.
func (s *scanner) counted(start int, name string) bool {
	first, size := utf8.DecodeRuneInString(name)
	second, _ := utf8.DecodeRuneInString(name[size:])
	if strings.ContainsRune(measures, first) && strings.ContainsRune(counts, s.runeBefore(start)) {
		return true
	}
	return strings.ContainsRune(counts, first) && strings.ContainsRune(measures, second)
}

// numbered reports whether p, called name, is a congress of one term, which lasts as long as
// its session: 第十四届人民代表大会. Its standing committee stays.
func numbered(p phrase, name string) bool {
	switch p.organ.Suffix {
	case "人大", "人民代表大会", "二中", "三中":
		return strings.Contains(name, "届")
	}
	return false
}

// sessionFollows reports whether a session of the organ p, which ends at byte end, is named.
func (s *scanner) sessionFollows(p phrase, end int) bool {
	switch p.organ.Kind {
	case "party", "congress", "consultative":
	default:
		return false
	}
	return session.MatchString(s.text[end:min(end+sessionBytes, len(s.text))])
}

// startsWithAny reports whether text begins with one of the words of list.
func startsWithAny(text, list string) bool {
	for word := range strings.SplitSeq(list, " ") {
		if strings.HasPrefix(text, word) {
			return true
		}
	}
	return false
}

// candidate is what may be an organ: it ends like one, but nothing around it says of what.
type candidate struct {
	phrase

	end   int
	named bool
}

// minListed is the least characters of an organ that its neighbours prove.
const minListed = 3

// listed makes organs of the candidates that stand in an enumeration beside an organ:
// 县政法委、经信委、规划局.
func listed(text string, all []candidate) {
	for changed := true; changed; {
		changed = false
		for i := range all {
			c := &all[i]
			if c.named || text[c.start:c.end] == c.organ.Suffix || runes(text[c.start:c.end]) < minListed {
				continue
			}
			if i > 0 && all[i-1].named && joined(text, all[i-1].end, c.start) || i+1 < len(all) && all[i+1].named && joined(text, c.end, all[i+1].start) {
				c.named, changed = true, true
			}
		}
	}
}

// joined reports whether two members of an enumeration end and start at these bytes.
func joined(text string, end, start int) bool {
	if end > start {
		return false
	}
	switch text[end:start] {
	case "、", "和", "与", "及", "以及":
		return true
	}
	return false
}

// bothBodies splits the bodies of one division that stand together: 市委市政府.
func (s *scanner) bothBodies(p phrase, end int) (first, second phrase, middle int, ok bool) {
	from := p.start
	if p.place.End > p.start {
		from = p.place.End
	}
	class, _ := utf8.DecodeRuneInString(s.text[from:])
	body := lexicon.BodyAt(s.text, from)
	middle = from + len(body)
	if body == "" || middle >= end || s.runeAt(middle) != class || lexicon.BodyAt(s.text, middle) != s.text[middle:end] {
		return p, p, 0, false
	}
	first, second = p, p
	first.organ, _ = lexicon.OrganBefore(s.text, middle)
	first.place, first.start, first.class = article.Span{}, from, string(class)
	second.place, second.start, second.class = article.Span{}, middle, string(class)
	if p.place.End > p.place.Start {
		first = s.bodyPhrase(from, middle)
	}
	return first, second, middle, true
}
