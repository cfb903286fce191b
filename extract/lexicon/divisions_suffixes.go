package lexicon

import (
	"strings"
	"sync"
	"unicode/utf8"
)

// divisionSuffix is what a class word at the end of a place name says.
type divisionSuffix struct {
	level string
	strip bool // a short name drops the word
}

// divisionSuffixes is divisions_suffixes.tsv by suffix.
var divisionSuffixes = sync.OnceValue(func() map[string]divisionSuffix {
	rows := mustTable(readTable("divisions_suffixes.tsv", 3))
	suffixes := make(map[string]divisionSuffix, len(rows))
	for _, row := range rows {
		suffixes[row[0]] = divisionSuffix{level: row[1], strip: row[2] == "yes"}
	}
	return suffixes
})

// divisionPeoples holds the peoples without 族, as they stand in division names.
var divisionPeoples = sync.OnceValue(func() map[string]bool {
	rows := mustTable(readTable("divisions_peoples.tsv", 1))
	peoples := make(map[string]bool, len(rows))
	for _, row := range rows {
		peoples[row[0]] = true
	}
	return peoples
})

// maxDivisionSuffix is the longest class word in characters.
const maxDivisionSuffix = 6

// SuffixLevel returns the level that the last characters of a place name suggest
// (village for 某某村, township for 某某街道), for names that the table does not
// hold; "" when they suggest none. At least one character must stand before the
// class word. 区 counts as a county and 市 as a city, which the table overrules.
func SuffixLevel(name string) string {
	_, class := cutDivisionClass(name)
	return divisionSuffixes()[class].level
}

// DivisionClass splits the name of a place before its longest class word (区, 街道) and
// returns both parts and the level that the word suggests. At least one character
// stands before the class word; class and level are "" when the name has none.
func DivisionClass(name string) (stem, class, level string) {
	stem, class = cutDivisionClass(name)
	return stem, class, divisionSuffixes()[class].level
}

// divisionEnds holds the last characters of class words.
var divisionEnds = sync.OnceValue(func() *runeSet {
	set := new(runeSet)
	for suffix := range divisionSuffixes() {
		r, _ := utf8.DecodeLastRuneInString(suffix)
		set.add(r)
	}
	return set
})

// EndsDivision reports whether some class word ends with r, so that a scan of text asks
// DivisionClass only there.
func EndsDivision(r rune) bool { return divisionEnds().has(r) }

// cutDivisionClass splits name before its longest class word; class is "" when
// it has none.
func cutDivisionClass(name string) (stem, class string) {
	best := len(name)
	for end, count := len(name), 0; end > 0 && count < maxDivisionSuffix; count++ {
		_, size := utf8.DecodeLastRuneInString(name[:end])
		if end -= size; end == 0 {
			break
		}
		if _, known := divisionSuffixes()[name[end:]]; known {
			best = end
		}
	}
	return name[:best], name[best:]
}

// townshipShort drops class word and peoples: 王村 for 王村镇, 郭庄 for 郭庄回族乡.
// It gives the name back when fewer than two characters would stay.
func townshipShort(name string) string {
	stem, found := strings.CutSuffix(name, "族乡")
	if found {
		stem = cutPeoples(stem + "族")
	} else {
		stem, _ = cutDivisionClass(name)
	}
	if len(stem) < 6 {
		return name
	}
	return stem
}

// cutPeoples drops peoples (回族, 土家族) from the end of stem.
func cutPeoples(stem string) string {
	for {
		rest, found := strings.CutSuffix(stem, "族")
		if !found {
			return stem
		}
		at := -1
		for i := range rest {
			if divisionPeoples()[rest[i:]] {
				at = i
				break
			}
		}
		if at <= 0 {
			return stem
		}
		stem = rest[:at]
	}
}

// townshipLevel tells real townships from zones and state farms, to which the
// bureau gives numbers from 400 on.
func townshipLevel(name, code string) string {
	if code[6] < '4' {
		return "township"
	}
	_, class := cutDivisionClass(name)
	if level := divisionSuffixes()[class].level; level == "township" {
		return level
	}
	return "zone"
}
