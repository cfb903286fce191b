package mention

import (
	"strings"
	"unicode/utf8"

	"kg/extract/article"
	"kg/extract/lexicon"
)

// Levels of divisions, as in graph/schema.yaml.
const (
	provinceLevel = "province"
	cityLevel     = "city"
	countyLevel   = "county"
	townshipLevel = "township"
	villageLevel  = "village"
	zoneLevel     = "zone"
)

// findPlaces finds divisions: by their full names, by the class word of names that the
// table does not have, and by short forms. A short form of a county counts only where
// the article has its full name or stands at the head of it (高坪举行…大会).
func (s *scanner) findPlaces() {
	var found []Mention
	table := lexicon.Divisions()
	for i, r := range s.text {
		if len(found) > 0 && i < found[len(found)-1].End || !han(r) {
			continue
		}
		if m, ok := s.knownPlace(table, i); ok {
			found = append(found, m)
			s.placeEndsAt = m.End
			continue
		}
		end := i + utf8.RuneLen(r)
		if !lexicon.EndsDivision(r) {
			continue
		}
		from := 0
		if len(found) > 0 {
			from = found[len(found)-1].End
		}
		if m, ok := s.unknownPlace(end, from); ok {
			found = append(found, m)
		}
	}
	s.places = s.withShortForms(table, found)
	for i := range s.places {
		s.ending[s.places[i].End] = int32(i + 1)
	}
}

// knownPlace returns the division of the table whose full name starts at byte i.
func (s *scanner) knownPlace(table *lexicon.DivisionTable, i int) (Mention, bool) {
	if !s.starts[i] {
		return Mention{}, false
	}
	divisions, size := table.Longest(s.text, i)
	if size == 0 {
		return Mention{}, false
	}
	end := i + size
	name := s.text[i:end]
	level := divisions[0].Level
	switch {
	case s.wordBefore(i, name):
		return Mention{}, false
	case lexicon.EndsGenericPlace(s.text, end) == name:
		return Mention{}, false
	case runes(name) < 3 && lexicon.SuffixLevel(name) != countyLevel, level == townshipLevel && !s.starts[end] && s.startsWord(end):
		return Mention{}, false
	case level == zoneLevel && runes(name) < 5:
		return Mention{}, false
	}
	m := s.mention(District, i, end, "district.name")
	m.Place = &PlacePart{Divisions: divisions, Level: level}
	return m, true
}

// wordBefore reports whether a name at byte i is rather a word and 县: 会同 and 县政府,
// 代 and 县长. Such a name stands at the start of a clause.
func (s *scanner) wordBefore(i int, name string) bool {
	if runes(name) == 2 && s.placeEndsAt != i && s.continuesWord(i) {
		return true // 丰县 in the name of an unknown 禾丰县
	}
	stem, class, _ := lexicon.DivisionClass(name)
	head := runes(name) == 2 && strings.HasPrefix(s.text[i+len(name):], headEnd)
	if word, _ := lexicon.ModifierBefore(s.text, i+len(stem)); head && word == stem {
		return true // 代县长 is no 代县
	}
	if !lexicon.IsBoundary(stem) && !head {
		return false
	}
	return class != "" && i > 0 && han(s.runeBefore(i)) && s.placeEndsAt != i
}

// continuesWord reports whether the character before byte i may belong to the same name.
func (s *scanner) continuesWord(i int) bool {
	if i == 0 || !han(s.runeBefore(i)) {
		return false
	}
	_, word := s.before(i)
	return isHan(word) && !stops(word)
}

// headEnd ends the heads that begin with a class character: 县长.
const headEnd = "长"

// startsWord reports whether the characters around byte i belong to one learned word.
func (s *scanner) startsWord(i int) bool {
	t := s.tokens[s.token[i]]
	return t.Start < i && lexicon.WordCount(s.text[t.Start:t.End]) > 0
}

// Longest stems of unknown names, in characters, by level.
var stemLimit = map[string]int{cityLevel: 3, countyLevel: 3, townshipLevel: 3, villageLevel: 4}

// unknownPlace returns the place whose class word ends at byte end and that the table
// does not have (an invented or new division, a village). It begins at or after byte from.
func (s *scanner) unknownPlace(end, from int) (Mention, bool) {
	start, level := s.unknownStart(end, from)
	if level == "" {
		return Mention{}, false
	}
	m := s.mention(District, start, end, "district.suffix")
	m.Place = &PlacePart{Level: level}
	return m, true
}

// townshipEnds are the last characters of townships, after which a village may be one
// character and 村.
const townshipEnds = "镇乡道"

func (s *scanner) unknownStart(end, from int) (start int, level string) {
	if s.inWord(end) {
		return 0, ""
	}
	suffix, level := s.classWord(end)
	limit, ok := stemLimit[level]
	if !ok || !unknownClasses[suffix] {
		return 0, ""
	}
	start = s.stem(end-len(suffix), from, limit)
	start = s.trimStem(start, end-len(suffix))
	generic := lexicon.EndsGenericPlace(s.text, end)
	named := len(generic) <= len(suffix) && s.namesDivision(start, end, from, suffix, level)
	if level == villageLevel {
		named = len(generic) < end-start && s.namesVillage(start, end-len(suffix), from)
	}
	if !named {
		return 0, ""
	}
	return start, level
}

// namesVillage reports whether the stem in [start, end) may be the name of a village. One
// character is only behind a township (陈庄镇王村), and so are usual words (注重社区).
func (s *scanner) namesVillage(start, end, from int) bool {
	n := runes(s.text[start:end])
	if strings.HasPrefix(s.text[end:], "村小区") {
		return false // 望湖新村小区
	}
	if n == 1 {
		return strings.ContainsRune(townshipEnds, s.runeBefore(start))
	}
	return n > 1 && (start == from || !s.hasUsualWord(start, end))
}

// namesDivision reports whether [start, end) may be the name of a county, a city or a
// township with this class word.
func (s *scanner) namesDivision(start, end, from int, suffix, level string) bool {
	stem := s.text[start : end-len(suffix)]
	if word, _ := lexicon.ModifierBefore(s.text, end-len(suffix)); word == stem {
		return false // 代理县长
	}
	if runes(stem) < 2 || isPhrase(stem) || lexicon.WordCount(stem) > 0 || s.hasUsualWord(start, end-len(suffix)) {
		return false
	}
	return level == townshipLevel || s.standsOut(start, end, from)
}

// isPhrase reports whether a stem is one of a number, of several classes or of a saying: 一核 +
// 一区, 往街 + 镇, 成行成 + 市.
func isPhrase(stem string) bool {
	first, _ := utf8.DecodeRuneInString(stem)
	last, _ := utf8.DecodeLastRuneInString(stem)
	return strings.ContainsRune(numerals, first) || strings.ContainsRune(classes, last) || first == last && runes(stem) > 2
}

// standsOut reports whether the name of an unknown county or city in [start, end) stands
// where a name may: behind a mark or another place, or often.
func (s *scanner) standsOut(start, end, from int) bool {
	if start == 0 || start == from || !han(s.runeBefore(start)) {
		return true
	}
	_, word := s.before(start)
	if word == "的" || word == "为" || word == "和" || word == "与" || lexicon.BoundaryClass(word) == lexicon.OfficeWord || runes(word) > 1 && lexicon.IsBoundary(word) {
		return true // 当选青岚区区长, 学习青岚区做法
	}
	return strings.Count(s.text, s.text[start:end]) > 1
}

// isHan reports whether word is one Chinese character.
func isHan(word string) bool {
	r, size := utf8.DecodeRuneInString(word)
	return size == len(word) && han(r)
}

// tokenAt returns the word that byte i lies in.
func (s *scanner) tokenAt(i int) string {
	t := s.tokens[s.token[i]]
	return s.text[t.Start:t.End]
}

// unknownClasses are the class words that make a name of a place which the table does not
// have. Others (州, 团, 园区) end too much else.
var unknownClasses = map[string]bool{
	"市": true, "区": true, "县": true, "旗": true, "镇": true, "乡": true, "街道": true, "村": true, "社区": true, "嘎查": true, "苏木": true,
}

// trimStem drops function words from the start of a stem in [start, end) that the words
// joined to it: 在黎塘.
func (s *scanner) trimStem(start, end int) int {
	for at := start; at < end; {
		_, size := utf8.DecodeRuneInString(s.text[at:])
		at += size
		if at < end && lexicon.OrganPrefixBefore(s.text, at) != "" {
			start = at // 中国共产党 + 青岚区
		}
	}
	for runes(s.text[start:end]) > 2 && !s.startsWord(start) && lexicon.WordCount(s.tokenAt(start)) == 0 {
		_, size := utf8.DecodeRuneInString(s.text[start:])
		if !lexicon.IsBoundary(s.text[start : start+size]) {
			break
		}
		start += size
	}
	return start
}

// usualWord is the number of uses from which a word is too usual for the name of an
// unknown county or town: 教育强市 is none.
const usualWord = 20

// hasUsualWord reports whether a usual word stands in [start, end).
func (s *scanner) hasUsualWord(start, end int) bool {
	for i := start; i < end; {
		t := s.tokens[s.token[i]]
		if word := s.text[max(t.Start, start):min(t.End, end)]; runes(word) > 1 && lexicon.WordCount(word) >= usualWord {
			return true
		}
		i = t.End
	}
	return false
}

// inWord reports whether byte end lies inside a learned word that is no start of an organ or
// a title (区委 and 市市长 are words, and 区 and 市 end names in them all the same).
func (s *scanner) inWord(end int) bool {
	if s.starts[end] || lexicon.BodyAt(s.text, s.tokens[s.token[end]].Start) != "" {
		return false
	}
	head, _ := lexicon.TitleAt(s.text, end)
	return head == ""
}

// maxClassBytes is the longest class word with one character before it.
const maxClassBytes = 7 * 3

// classWord returns the class word of a division that ends at byte end (街道, 区) and its level.
func (s *scanner) classWord(end int) (class, level string) {
	from := max(0, end-maxClassBytes)
	for from < end && !utf8.RuneStart(s.text[from]) {
		from++
	}
	_, class, level = lexicon.DivisionClass(s.text[from:end])
	return class, level
}

// stem returns where the stem of a place name that ends at byte end begins.
func (s *scanner) stem(end, from, limit int) int {
	start := end
	for start > from {
		at, word := s.before(start)
		if at < from {
			break
		}
		behind := at == from && from > 0 && isHan(word) // 同乐村 behind a township
		if stops(word) && !behind || lexicon.BodyAt(word, 0) == word || runes(s.text[at:end]) > limit {
			break
		}
		if head, _ := lexicon.TitleAt(word, 0); head == word {
			break
		}
		start = at
	}
	return start
}

// withShortForms adds the short forms between the full names.
func (s *scanner) withShortForms(table *lexicon.DivisionTable, full []Mention) []Mention {
	named := map[*lexicon.Division]bool{}
	stems := map[string]bool{} // of unknown places
	for _, m := range full {
		for _, d := range m.Place.Divisions {
			named[d] = true
		}
		if m.Place.Divisions == nil {
			word, _ := s.classWord(m.End)
			stems[m.Text[:len(m.Text)-len(word)]] = true
		}
	}
	var out []Mention
	next := 0
	for _, t := range s.tokens {
		for next < len(full) && full[next].End <= t.Start {
			out = append(out, full[next])
			next++
		}
		if next < len(full) && full[next].Start < t.End {
			continue
		}
		if m, ok := s.shortForm(table, t.Start, t.End, named, stems); ok {
			out = append(out, m)
		}
	}
	return append(out, full[next:]...)
}

// shortForm returns the place that the token [start, end) is a short form of.
func (s *scanner) shortForm(table *lexicon.DivisionTable, start, end int, named map[*lexicon.Division]bool, stems map[string]bool) (Mention, bool) {
	if size := end - start; size < len("新乡") || size > len("呼和浩特") {
		return Mention{}, false
	}
	word := s.text[start:end]
	if !table.StartsShort(s.runeAt(start)) && len(stems) == 0 {
		return Mention{}, false
	}
	m := s.mention(District, start, end, "district.short")
	m.Place = &PlacePart{Short: true}
	divisions := table.ByShort(word)
	if len(divisions) == 0 {
		m.Place.Level = countyLevel
		return m, stems[word]
	}
	for _, d := range divisions {
		if named[d] {
			m.Place.Divisions, m.Place.Level = []*lexicon.Division{d}, d.Level
			return m, true
		}
	}
	divisions = highest(divisions) // 长沙 is the city before the county
	m.Place.Divisions, m.Place.Level = divisions, divisions[0].Level
	if s.opensTitle(start, end) {
		return m, len(divisions) == 1
	}
	if len(divisions) > 1 || lexicon.AmbiguousShort(word) {
		return Mention{}, false
	}
	return m, divisions[0].Level != countyLevel || s.bearsOut(divisions[0], word)
}

// bearsOut reports whether the article bears out that word is the short form of d: it
// names what d lies in, or has the word in its title and again.
func (s *scanner) bearsOut(d *lexicon.Division, word string) bool {
	if d.Parent != nil && strings.Contains(s.text, d.Parent.Short) {
		return true
	}
	return strings.Contains(s.art.Title, word) && strings.Count(s.text, word) > 1
}

// highest returns those of divisions whose level is the highest among them.
func highest(divisions []*lexicon.Division) []*lexicon.Division {
	for _, level := range []string{provinceLevel, cityLevel, countyLevel} {
		var out []*lexicon.Division
		for _, d := range divisions {
			if d.Level == level {
				out = append(out, d)
			}
		}
		if out != nil {
			return out
		}
	}
	return divisions
}

// opensTitle reports whether a word stands at the start of the title and a verb follows.
func (s *scanner) opensTitle(start, end int) bool {
	if len(s.art.Blocks) == 0 || s.art.Blocks[0].Kind != article.TitleBlock || start != s.art.Blocks[0].Start {
		return false
	}
	word, _ := lexicon.BoundaryAt(s.text, end)
	return word != "" || s.runeAt(end) == '：'
}
