package main

import (
	"math"
	"slices"
)

const (
	rounds  = 5 // segmentations; the list hardly changes after the fourth
	minUses = 8 // times that the last segmentation must use a word
)

// minGain is how much likelier (in nats) a word of so many characters must be than
// its best spelling in shorter words; below it the word is a phrase: 在北京, 万亩小麦.
var minGain = [maxWord + 1]float64{2: 2, 3: 4, 4: 5}

// model is a unigram model of words and characters.
type model struct {
	cost    map[uint64]float64 // negative log probability of words and characters
	unknown float64            // of a character not seen
}

// newModel estimates probabilities from counts.
func newModel(counts map[uint64]uint32) *model {
	total := 0.0
	for _, count := range counts {
		total += float64(count)
	}
	m := &model{cost: make(map[uint64]float64, len(counts)), unknown: math.Log(total) + 1}
	for k, count := range counts {
		m.cost[k] = math.Log(total / float64(count))
	}
	return m
}

// prune segments the text with words, keeps those in use that are more than the
// sum of their parts, and returns them and the single characters with the number
// of their uses.
func prune(text corpus, words map[uint64]uint32) map[uint64]uint32 {
	counts := words
	for _, c := range text {
		if isHan(c) {
			if _, seen := counts[uint64(c)]; !seen {
				counts[uint64(c)] = 1
			}
		}
	}
	for range rounds {
		m := newModel(counts)
		uses := m.count(text)
		for k := range uses {
			if k >= 1<<16 && (uses[k] < minUses || m.gain(k) < minGain[len(encode(keyText(k)))]) {
				delete(uses, k)
			}
		}
		for k := range counts { // a character may go unused but must stay known
			if k < 1<<16 && uses[k] == 0 {
				uses[k] = 1
			}
		}
		counts = uses
	}
	return counts
}

// count segments the whole text and counts the pieces.
func (m *model) count(text corpus) map[uint64]uint32 {
	uses := make(map[uint64]uint32, len(m.cost))
	for start := 0; start < len(text); {
		if !isHan(text[start]) {
			start++
			continue
		}
		end := start
		for end < len(text) && isHan(text[end]) {
			end++
		}
		for _, k := range m.segment(text[start:end], maxWord) {
			uses[k]++
		}
		start = end
	}
	return uses
}

// segment returns the likeliest pieces of a run of characters, none longer than
// longest, from last to first.
func (m *model) segment(run []uint16, longest int) []uint64 {
	best := make([]float64, len(run)+1)
	from := make([]int, len(run)+1)
	for end := 1; end <= len(run); end++ {
		best[end] = math.Inf(1)
		for start := end - 1; start >= max(0, end-longest); start-- {
			cost, known := m.cost[key(run[start:end])]
			if !known {
				if end-start > 1 {
					continue
				}
				cost = m.unknown
			}
			if best[start]+cost < best[end] {
				best[end], from[end] = best[start]+cost, start
			}
		}
	}
	var pieces []uint64
	for end := len(run); end > 0; end = from[end] {
		pieces = append(pieces, key(run[from[end]:end]))
	}
	return pieces
}

// gain is by how many nats the word is likelier than its best spelling in shorter
// pieces.
func (m *model) gain(k uint64) float64 {
	run := encode(keyText(k))
	parts := 0.0
	for _, piece := range m.segment(run, len(run)-1) {
		cost, known := m.cost[piece]
		if !known {
			cost = m.unknown
		}
		parts += cost
	}
	return parts - m.cost[k]
}

// sortedKeys returns the keys of counts in ascending order of their text.
func sortedKeys[V any](counts map[uint64]V) []uint64 {
	keys := make([]uint64, 0, len(counts))
	for k := range counts {
		keys = append(keys, k)
	}
	slices.SortFunc(keys, func(a, b uint64) int {
		x, y := keyText(a), keyText(b)
		switch {
		case x < y:
			return -1
		case x > y:
			return 1
		}
		return 0
	})
	return keys
}
