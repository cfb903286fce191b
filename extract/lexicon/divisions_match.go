package lexicon

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// bigram is the first two characters of a name.
type bigram [2]rune

// nameRange is a part of DivisionTable.all, half-open.
type nameRange struct{ start, end int32 }

// runeSet is a set of characters of the basic plane. It answers "can a name
// start here" from 8 KB, before anything is hashed.
type runeSet [1 << 16 / 64]uint64

func (s *runeSet) add(r rune) {
	if r < 1<<16 {
		s[r>>6] |= 1 << (r & 63)
	}
}

func (s *runeSet) has(r rune) bool { return r < 1<<16 && s[r>>6]&(1<<(r&63)) != 0 }

// buildIndex fills the set of first characters and the ranges of first pairs.
func (t *DivisionTable) buildIndex() {
	t.index = make(map[bigram]nameRange, 28000)
	var last bigram
	start := 0
	for i, d := range t.all {
		pair := firstPair(d.Name)
		if pair != last && i > 0 {
			t.index[last] = nameRange{int32(start), int32(i)}
			start = i
		}
		last = pair
		t.first.add(pair[0])
	}
	t.index[last] = nameRange{int32(start), int32(len(t.all))}
}

func firstRune(text string) rune {
	r, _ := utf8.DecodeRuneInString(text)
	return r
}

func firstPair(text string) bigram {
	first, size := utf8.DecodeRuneInString(text)
	second, _ := utf8.DecodeRuneInString(text[size:])
	return bigram{first, second}
}

// StartsShort reports whether the short form of some division above the townships begins
// with r, so that a scan of text asks ByShort only there.
func (t *DivisionTable) StartsShort(r rune) bool { return t.shortFirst.has(r) }

// Longest returns the divisions whose full name is the longest one that starts
// at byte at of text, and its length in bytes; nil and 0 when none does or at is
// not the start of a character. Names with something between their characters
// (a column break) are not found. The slice is shared: do not change it.
//
// It takes about 40 ns a position on news text, since most positions end at the
// first two characters.
func (t *DivisionTable) Longest(text string, at int) ([]*Division, int) {
	rest := text[at:]
	if len(rest) < 6 || rest[0] < 0xE0 {
		return nil, 0 // all names begin with two characters of three bytes
	}
	pair := firstPair(rest)
	if !t.first.has(pair[0]) {
		return nil, 0
	}
	bucket, found := t.index[pair]
	if !found {
		return nil, 0
	}
	names := t.all[bucket.start:bucket.end]
	// The names that are a prefix of rest sort before it, the longest one last.
	end, found := slices.BinarySearchFunc(names, rest, compareName)
	if found {
		end++
	}
	for i := end - 1; i >= 0; i-- {
		if name := names[i].Name; strings.HasPrefix(rest, name) {
			for i > 0 && names[i-1].Name == name {
				i--
			}
			return t.sameName(int(bucket.start) + i), len(name)
		}
	}
	return nil, 0
}
