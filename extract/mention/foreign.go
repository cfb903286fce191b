package mention

import (
	"strings"
	"unicode/utf8"

	"kg/extract/lexicon"
)

// dottedName returns the end of the name at byte i whose parts are joined by dots
// (阿依古丽·买买提), else 0.
func (s *scanner) dottedName(i int) int {
	if !s.dots || strings.ContainsRune(numerals, s.runeAt(i)) || strings.ContainsRune(openQuotes, s.runeBefore(i)) {
		return 0 // 一核·两轴
	}
	end := s.partAfter(i, true)
	for parts := 1; end > 0; parts++ {
		r := s.runeAt(end)
		if r != '·' && r != '•' {
			if parts > 1 {
				return end
			}
			return 0
		}
		next := s.partAfter(end+utf8.RuneLen(r), false)
		if next == 0 {
			return 0
		}
		end = next
	}
	return 0
}

// partAfter returns the end of the part of a dotted name that starts at byte at; 0 when
// there is none. A part that is not the first ends before a word that is in no name.
func (s *scanner) partAfter(at int, first bool) int {
	end := at
	for count := 0; end < len(s.text) && count < maxPart; count++ {
		r, size := utf8.DecodeRuneInString(s.text[end:])
		if !han(r) {
			break
		}
		if word, _ := lexicon.BoundaryAt(s.text, end); !first && count >= 1 && (runes(word) > 1 || count >= 2 && word != "" && !lexicon.Transliterates(r)) {
			break
		}
		end += size
	}
	if end == at {
		return 0
	}
	return end
}

// openQuotes stand before titles of programmes, which have dots, too: 【新征程·非凡十年】.
const openQuotes = "“《【〈「［['\"：:"

// numerals do not begin a name.
const numerals = "一二三四五六七八九十两"

// maxPart is the longest part of such a name in characters.
const maxPart = 6

// Lengths of a name from another language without a dot, in characters. A short one is also
// written with characters of Chinese names.
const (
	minForeign  = 3
	sureForeign = 4
	maxForeign  = 8
)

// foreignName returns the end of the name from another language behind a title at byte i
// (埃斯珀, 里亚布科夫), else 0. A short one begins with no surname.
func (s *scanner) foreignName(i int) int {
	if word, _ := lexicon.BoundaryAt(s.text, i); runes(word) > 1 {
		return 0
	}
	end, count := i, 0
	for count <= maxForeign {
		r, size := utf8.DecodeRuneInString(s.text[end:])
		if !lexicon.Transliterates(r) {
			break
		}
		if word, _ := lexicon.BoundaryAt(s.text, end); count >= minForeign && word != "" && (runes(word) > 1 || s.starts[end+size]) {
			break
		}
		end += size
		count++
	}
	if count < minForeign || count > maxForeign || s.after(end) < singleScore {
		return 0
	}
	if surname, _ := lexicon.SurnameAt(s.text, i); surname != "" && count < sureForeign {
		return 0
	}
	return end
}
