package article

import (
	"math"
	"slices"
	"unicode"
	"unicode/utf8"
)

// A fragment is given to a neighbour that shares at least strayShare of its weight
// in grams, and at least strayLead times what the other neighbour shares. Measured
// with 568 paragraphs of television news, each cut out of its story and offered to
// it and to the next one: 71% went home, 0.7% to the wrong neighbour, the rest
// stayed alone; (0.03, 1.5) gives 83% and 1.2%, (0.08, 3) 52% and 0.2%.
const (
	strayShare = 0.05
	strayLead  = 2.0
)

// placeStrays gives paragraphs that were printed apart from their heading to the
// story before or after them when their words say so; what is left stays a story
// without a title. The text before a byline never comes here: a story that has not
// ended keeps its paragraphs.
func placeStrays(stories []*story) []*story {
	if !slices.ContainsFunc(stories, func(st *story) bool { return st.stray }) {
		return stories
	}
	words := newGramCounts(stories)
	out := make([]*story, 0, len(stories))
	for i, st := range stories {
		if !st.stray {
			out = append(out, st)
			continue
		}
		var before, after *story
		if len(out) > 0 && !out[len(out)-1].stray {
			before = out[len(out)-1]
		}
		if i+1 < len(stories) && !stories[i+1].stray {
			after = stories[i+1]
		}
		if !words.place(st, before, after) {
			out = append(out, st)
		}
	}
	return out
}

// place gives a stray to the story before or after it, each nil when there is none,
// and reports whether it did. After a weak ending it goes on with the story before
// unless it is clearly a fragment of the next.
func (g *gramCounts) place(st, before, after *story) bool {
	if after != nil && isEyebrow(st) {
		after.titles = append(after.titles, st.body...)
		return true
	}
	toBefore, toAfter := g.share(st, before), g.share(st, after)
	least := strayShare
	if st.weak {
		least = 2 * strayShare
	}
	switch {
	case toAfter >= least && toAfter >= strayLead*toBefore && (!st.weak || st.isFragment()):
		after.body = append(append([]*block(nil), st.body...), after.body...)
	case before != nil && (st.weak || toBefore >= strayShare && toBefore >= strayLead*toAfter):
		before.body = append(before.body, st.body...)
	default:
		return false
	}
	return true
}

// isFragment reports whether a stray is no more than a piece of a story: one or two
// paragraphs without an opening and an ending of their own.
func (st *story) isFragment() bool {
	return len(st.body) <= 2 && st.end == notEnded && !startsNews(st.body[0].text)
}

// isEyebrow reports whether the lines above a headline are no fragment of a story
// but further lines of the headline.
func isEyebrow(st *story) bool {
	for _, b := range st.body {
		if b.kind != titleLine && !isTitleLike(b) {
			return false
		}
	}
	return len(st.body) < maxHeadings
}

// gramCounts counts in how many stories of a page each pair and triple of
// ideographs occurs.
type gramCounts struct {
	stories int
	in      map[gram]int
}

// gram is two or three characters; the third is 0 in a pair.
type gram [3]rune

// newGramCounts counts the grams of the stories.
func newGramCounts(stories []*story) *gramCounts {
	g := &gramCounts{stories: len(stories), in: make(map[gram]int)}
	for _, st := range stories {
		for key := range storyGrams(st) {
			g.in[key]++
		}
	}
	return g
}

// share returns how much of the fragment's weight lies in grams that st has too,
// from 0 to 1; a gram weighs the more the fewer stories of the page have it. It is
// 0 for no story.
func (g *gramCounts) share(fragment, st *story) float64 {
	if st == nil {
		return 0
	}
	have := storyGrams(st)
	shared, total := 0, 0
	for key := range storyGrams(fragment) {
		weight := g.weight(key)
		total += weight
		if _, ok := have[key]; ok {
			shared += weight
		}
	}
	if total == 0 {
		return 0
	}
	return float64(shared) / float64(total)
}

// weight returns the weight of a gram in thousandths, so that sums do not depend on
// the order in which a map is read.
func (g *gramCounts) weight(key gram) int {
	return int(1000 * math.Log(float64(g.stories+1)/(float64(g.in[key])-0.5)))
}

// storyGrams returns the pairs and triples of ideographs in a story and its place line.
func storyGrams(st *story) map[gram]struct{} {
	out := make(map[gram]struct{})
	addGrams(out, st.place)
	for _, blocks := range [][]*block{st.titles, st.body} {
		for _, b := range blocks {
			for _, r := range b.runs {
				addGrams(out, r.text)
			}
		}
	}
	return out
}

// addGrams adds the pairs and triples of ideographs in text.
func addGrams(out map[gram]struct{}, text string) {
	var a, b rune // the two characters before, 0 for anything but an ideograph
	for _, c := range text {
		if c < utf8.RuneSelf || !unicode.Is(unicode.Han, c) {
			a, b = 0, 0
			continue
		}
		if b != 0 {
			out[gram{b, c}] = struct{}{}
		}
		if a != 0 {
			out[gram{a, b, c}] = struct{}{}
		}
		a, b = b, c
	}
}
