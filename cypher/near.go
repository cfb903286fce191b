package cypher

import (
	"cmp"
	"slices"
	"unicode/utf8"
)

// Near returns up to n of the names that come nearest to text, the nearest first: those
// that share at least a third of their characters, counted by Dice's coefficient over
// single characters and pairs. Single characters count since a Chinese name has few pairs.
func Near(text string, names []string, n int) []string {
	type scored struct {
		name  string
		score float64
	}
	want := grams(text)
	var near []scored
	for _, name := range names {
		if s := dice(want, grams(name)); s >= 1.0/3 {
			near = append(near, scored{name, s})
		}
	}
	slices.SortFunc(near, func(a, b scored) int {
		return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(a.name, b.name))
	})
	var out []string
	for _, s := range near {
		if len(out) < n && !slices.Contains(out, s.name) {
			out = append(out, s.name)
		}
	}
	return out
}

// grams counts the characters of s and its pairs of neighbours.
func grams(s string) map[string]int {
	m := map[string]int{}
	last := 0
	for i, r := range s {
		size := utf8.RuneLen(r)
		if size < 0 {
			size = 1 // a bad byte
		}
		m[s[i:i+size]]++
		if i > 0 {
			m[s[last:i+size]]++
		}
		last = i
	}
	return m
}

func dice(a, b map[string]int) float64 {
	total, shared := 0, 0
	for g, n := range a {
		total += n
		shared += min(n, b[g])
	}
	for _, n := range b {
		total += n
	}
	if total == 0 {
		return 0
	}
	return 2 * float64(shared) / float64(total)
}
