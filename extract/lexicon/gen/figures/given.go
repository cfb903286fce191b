package main

import "math"

// givenUse counts the names that have a character as the first of two given-name
// characters, as the last of two, and as the only one.
type givenUse struct{ first, last, single int }

// givenUses counts the characters of the given names, each name once.
func (n names) givenUses(h *hints) map[uint16]*givenUse {
	uses := map[uint16]*givenUse{}
	of := func(c uint16) *givenUse {
		if uses[c] == nil {
			uses[c] = &givenUse{}
		}
		return uses[c]
	}
	for k := range n {
		rest := h.given(encode(keyText(k)))
		if len(rest) == 1 {
			of(rest[0]).single++
		} else {
			of(rest[0]).first++
			of(rest[1]).last++
		}
	}
	return uses
}

// maxNameScore is the log-odds above which a string with a clear surname counts as
// a name that the contexts did not give away: medal winners, heroes.
const maxNameScore = 3.5

// withoutNames returns words less those that look like full names. A few words go
// with them (杨柳青).
func withoutNames(words map[uint64]uint32, given map[uint16]*givenUse, counts map[uint64]uint32, h *hints) map[uint64]uint32 {
	score := nameScore(given, counts, h)
	kept := make(map[uint64]uint32, len(words))
	for k, count := range words {
		chars := encode(keyText(k))
		surname := h.surnameLength(chars)
		if surname == 0 || len(chars) > surname+2 || len(chars) == surname || h.ambiguous[uint64(chars[0])] || score(chars[surname:]) < maxNameScore {
			kept[k] = count
		}
	}
	return kept
}

// nameScore returns a function for the log-odds of one or two characters being a
// given name, as package lexicon computes it but without the share of the word
// itself, which is a name's own share here.
func nameScore(given map[uint16]*givenUse, counts map[uint64]uint32, h *hints) func(chars []uint16) float64 {
	var names, characters float64
	for _, u := range given {
		names += float64(u.last)
	}
	for _, count := range counts {
		characters += float64(count)
	}
	names += float64(len(h.usual))
	odds := func(c uint16, use func(*givenUse) int) float64 {
		uses := 0.05
		if u := given[c]; u != nil {
			uses += float64(use(u))
		}
		if h.usual[uint64(c)] {
			uses++
		}
		return math.Log(uses/names) - math.Log(float64(counts[uint64(c)]+1)/characters)
	}
	return func(chars []uint16) float64 {
		if len(chars) == 1 {
			return odds(chars[0], func(u *givenUse) int { return u.single * 3 })
		}
		return odds(chars[0], func(u *givenUse) int { return u.first }) + odds(chars[1], func(u *givenUse) int { return u.last })
	}
}
