package relation

import (
	"strings"
	"unicode/utf8"
)

// wordIndex finds which of many words stand in a text, in one pass instead of one for
// each word.
type wordIndex struct {
	number map[string]int
	byRune map[rune][]string // words by first character
}

func newWordIndex() *wordIndex {
	return &wordIndex{number: map[string]int{}, byRune: map[rune][]string{}}
}

// add returns the number of word.
func (x *wordIndex) add(word string) int {
	if n, ok := x.number[word]; ok {
		return n
	}
	n := len(x.number)
	x.number[word] = n
	r, _ := utf8.DecodeRuneInString(word)
	x.byRune[r] = append(x.byRune[r], word)
	return n
}

// wordSet is a set of word numbers.
type wordSet []uint64

func (s wordSet) add(n int) { s[n/64] |= 1 << (n % 64) }

// meets reports whether s and t have a word in common.
func (s wordSet) meets(t wordSet) bool {
	for i := range s {
		if s[i]&t[i] != 0 {
			return true
		}
	}
	return false
}

// empty returns a set for the words of x.
func (x *wordIndex) empty() wordSet { return make(wordSet, len(x.number)/64+1) }

// in returns the words that stand in text.
func (x *wordIndex) in(text string) wordSet {
	set := x.empty()
	for i, r := range text {
		for _, word := range x.byRune[r] {
			if strings.HasPrefix(text[i:], word) {
				set.add(x.number[word])
			}
		}
	}
	return set
}
