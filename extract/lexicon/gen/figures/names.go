package main

// names maps a full name (a surname and one or two characters) to the number of
// times that it was seen in a strong context.
type names map[uint64]uint32

const (
	// minNameShare is the part of all its occurrences that a string must have in a
	// strong context to pass as a name: 主任高度 stands there by chance only.
	minNameShare = 0.3
	listRounds   = 3 // passes that follow lists of names
)

// findNames returns the names of people in the text. A name begins with a surname
// and stands (a) between a title and a verb, a title or a mark, or (b) before a
// title or verb and consists of usual characters, or (c) in a list beside a name.
// Strings in words are no names when their surname is also an ordinary character:
// 文章 (article), 任河南 (serving in Henan).
func findNames(text corpus, words map[uint64]uint32, h *hints) names {
	found := names{}
	for at := range text {
		for given := 1; given <= 2; given++ {
			end := at + h.surnameLength(text[at:]) + given
			if end == at+given || end >= len(text) || !allHan(text[at:end]) {
				break
			}
			if h.titleEndsAt(text, at) && h.follows(text, end) || h.speaksAt(text, end) && h.clear(text[at:end]) {
				found[key(text[at:end])]++
				break // 李某在 is no longer name
			}
		}
	}
	found.dropWords(words, h)
	rejected := found.dropChance(text)
	for range listRounds {
		listed := found.followLists(text, h)
		listed.dropWords(words, h)
		for k := range listed {
			listed[k] += rejected[k]
		}
		listed.dropChance(text)
		for k, count := range listed {
			found[k] += count
		}
	}
	found.dropInner(text)
	return found
}

// dropChance removes the strings that stand elsewhere too often, and returns them.
func (n names) dropChance(text corpus) names {
	rejected := names{}
	occurrences := make(map[uint64]uint32, len(n))
	for at := range text {
		for length := 2; length <= 4 && at+length <= len(text); length++ {
			if k := key(text[at : at+length]); n[k] > 0 {
				occurrences[k]++
			}
		}
	}
	for k, count := range n {
		if float64(count) < minNameShare*float64(occurrences[k]) {
			rejected[k] = count
			delete(n, k)
		}
	}
	return rejected
}

// dropWords removes the strings with an ambiguous surname that are words, or whose
// given name is one.
func (n names) dropWords(words map[uint64]uint32, h *hints) {
	for k := range n {
		chars := encode(keyText(k))
		if h.ambiguous[uint64(chars[0])] && (words[k] > 0 || words[key(chars[1:])] > 0) {
			delete(n, k)
		}
	}
}

// dropInner removes the names of two characters that stand mostly inside a longer
// one: 泽民 begins with the surname 泽.
func (n names) dropInner(text corpus) {
	total, inner := map[uint64]uint32{}, map[uint64]uint32{}
	for at := 1; at+2 <= len(text); at++ {
		if k := key(text[at : at+2]); n[k] > 0 {
			total[k]++
			if n[key(text[at-1:at+2])] > 0 {
				inner[k]++
			}
		}
	}
	for k, count := range inner {
		if 2*count > total[k] {
			delete(n, k)
		}
	}
}

// followLists returns the strings that could be names and share a list mark with a
// known one.
func (n names) followLists(text corpus, h *hints) names {
	listed := names{}
	for at := 1; at < len(text); at++ {
		if text[at] != listMark {
			continue
		}
		left, right := runBefore(text, at), h.nameAt(text, at+1)
		leftName := len(left) <= 4 && len(left) >= 2 && n[key(left)] > 0
		rightName := right != nil && n[key(right)] > 0
		if leftName && right != nil && !rightName {
			listed[key(right)]++
		}
		if surname := h.surnameLength(left); rightName && !leftName && surname > 0 && len(left) > surname && len(left) <= surname+2 {
			listed[key(left)]++
		}
	}
	return listed
}

// runBefore returns the characters right before at, five at most.
func runBefore(text corpus, at int) []uint16 {
	start := at
	for start > 0 && isHan(text[start-1]) && at-start < 5 {
		start--
	}
	return text[start:at]
}

// nameAt returns what could be a name at at, followed by what follows names, or nil.
func (h *hints) nameAt(text corpus, at int) []uint16 {
	surname := h.surnameLength(text[at:])
	for given := 1; given <= 2 && surname > 0; given++ {
		end := at + surname + given
		if end < len(text) && allHan(text[at:end]) && h.follows(text, end) {
			return text[at:end]
		}
	}
	return nil
}

// mask puts a line end in place of all names in the text.
func (n names) mask(text corpus) {
	for at := range text {
		for length := min(4, len(text)-at); length >= 2; length-- {
			if n[key(text[at:at+length])] > 0 {
				for i := at; i < at+length; i++ {
					text[i] = lineEnd
				}
				break
			}
		}
	}
}

// chinese returns the names that are not written in the characters of foreign
// names only (马克龙).
func (n names) chinese(h *hints) names {
	kept := names{}
	for k, count := range n {
		for _, c := range encode(keyText(k)) {
			if !h.foreign[uint64(c)] {
				kept[k] = count
				break
			}
		}
	}
	return kept
}

// surnameLength is the number of characters of the surname that chars begin with,
// doubles first; 0 for none.
func (h *hints) surnameLength(chars []uint16) int {
	for length := min(2, len(chars)); length > 0; length-- {
		if h.surnames[key(chars[:length])] {
			return length
		}
	}
	return 0
}

// given returns the characters of a name after its surname.
func (h *hints) given(name []uint16) []uint16 {
	if surname := h.surnameLength(name); surname < len(name) {
		return name[surname:]
	}
	return name[1:] // 上官: a double that is a single surname and one character
}

// clear reports whether a name gives itself away: a surname that is hardly anything
// else and usual characters.
func (h *hints) clear(name []uint16) bool {
	if h.ambiguous[uint64(name[0])] {
		return false
	}
	for _, c := range h.given(name) {
		if !h.usual[uint64(c)] {
			return false
		}
	}
	return true
}

// titleEndsAt reports whether a title word ends right before at.
func (h *hints) titleEndsAt(text corpus, at int) bool {
	for length := 2; length <= 4 && length <= at; length++ {
		if h.before[key(text[at-length:at])] {
			return true
		}
	}
	return false
}

// speaksAt reports whether a title or a word of two characters that follows names
// is at at.
func (h *hints) speaksAt(text corpus, at int) bool {
	for length := 2; length <= 4 && at+length <= len(text); length++ {
		if k := key(text[at : at+length]); h.before[k] || h.after[k] {
			return true
		}
	}
	return false
}

// follows reports whether a mark, a line end, a title or a word of the after list
// is at at.
func (h *hints) follows(text corpus, at int) bool {
	return !isHan(text[at]) || h.after[uint64(text[at])] || h.speaksAt(text, at)
}

func allHan(chars []uint16) bool {
	for _, c := range chars {
		if !isHan(c) {
			return false
		}
	}
	return true
}
