package main

import (
	"cmp"
	"math"
	"slices"
)

// Thresholds of a candidate, chosen by reading lists of words near them.
const (
	maxWord      = 4   // characters
	minCount     = 12  // occurrences
	minCohesion  = 2.5 // bits: weakest inner joint, see cohesion
	minBranching = 1.2 // bits: entropy of the less varied neighbour
)

// context is one position: up to four characters from there and the next one.
type context struct {
	key  uint64 // left-aligned: the first character in the top 16 bits
	next uint16 // 0 where the run of characters ends
}

// gramStats is what is known about one string of up to four characters.
type gramStats struct {
	count     uint32
	branching float64 // bits of entropy of the following character
}

// mine returns the strings of 2 to 4 characters that look like words, with their
// number of occurrences.
func mine(text corpus) map[uint64]uint32 {
	right := gramsOf(text)
	slices.Reverse(text)
	left := gramsOf(text)
	slices.Reverse(text)
	characters := 0
	for _, c := range text {
		if isHan(c) {
			characters++
		}
	}
	words := map[uint64]uint32{}
	for k, stats := range right {
		if k < 1<<16 || stats.branching < minBranching || left[reverse(k)].branching < minBranching {
			continue
		}
		if cohesion(k, right, float64(characters)) >= minCohesion {
			words[k] = stats.count
		}
	}
	return words
}

// gramsOf counts all strings of 1 to 4 characters that occur often enough. It
// sorts the positions, so that equal strings are neighbours; a map of all
// strings would need ten times the memory.
func gramsOf(text corpus) map[uint64]gramStats {
	contexts := contextsOf(text)
	slices.SortFunc(contexts, func(a, b context) int {
		return cmp.Or(cmp.Compare(a.key, b.key), cmp.Compare(a.next, b.next))
	})
	grams := map[uint64]gramStats{}
	for length := 1; length <= maxWord; length++ {
		shift := 16 * (maxWord - length)
		for start := 0; start < len(contexts); {
			k := contexts[start].key >> shift
			end := start + 1
			for end < len(contexts) && contexts[end].key>>shift == k {
				end++
			}
			if end-start >= minCount && k&0xFFFF != 0 {
				grams[k] = gramStats{uint32(end - start), branching(contexts[start:end], length)}
			}
			start = end
		}
	}
	return grams
}

func contextsOf(text corpus) []context {
	contexts := make([]context, 0, len(text))
	for at, c := range text {
		if !isHan(c) {
			continue
		}
		var entry context
		end := at
		for ; end < len(text) && end < at+maxWord && isHan(text[end]); end++ {
			entry.key |= uint64(text[end]) << (16 * (maxWord - 1 - (end - at)))
		}
		if end == at+maxWord && end < len(text) && isHan(text[end]) {
			entry.next = text[end]
		}
		contexts = append(contexts, entry)
	}
	return contexts
}

// branching is the entropy of the character after the first length ones, in bits.
// Every end of a run counts as a neighbour of its own, because a mark beside a
// string is good evidence that it is whole.
func branching(sorted []context, length int) float64 {
	total := float64(len(sorted))
	entropy := 0.0
	follower := func(c context) uint16 {
		if length == maxWord {
			return c.next
		}
		return uint16(c.key >> (16 * (maxWord - 1 - length)))
	}
	for start := 0; start < len(sorted); {
		next := follower(sorted[start])
		end := start + 1
		for end < len(sorted) && follower(sorted[end]) == next {
			end++
		}
		share := float64(end-start) / total
		if next == 0 {
			entropy += share * math.Log2(total)
		} else {
			entropy -= share * math.Log2(share)
		}
		start = end
	}
	return entropy
}

// cohesion is the smallest pointwise mutual information over all ways to cut the
// string in two, in bits.
func cohesion(k uint64, grams map[uint64]gramStats, total float64) float64 {
	lowest := math.Inf(1)
	for shift := 16; k>>shift != 0; shift += 16 {
		head, tail := grams[k>>shift], grams[k&(1<<shift-1)]
		if head.count == 0 || tail.count == 0 {
			return 0
		}
		joint := math.Log2(float64(grams[k].count) * total / (float64(head.count) * float64(tail.count)))
		lowest = min(lowest, joint)
	}
	return lowest
}

// reverse turns the characters of a key around.
func reverse(k uint64) uint64 {
	var r uint64
	for ; k != 0; k >>= 16 {
		r = r<<16 | k&0xFFFF
	}
	return r
}
