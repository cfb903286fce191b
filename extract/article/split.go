package article

import (
	"strings"
)

// maxHeadings bounds the heading lines of one story: longer rows of headings are
// stories of which only the heading was kept.
const maxHeadings = 4

// story is the blocks of one article before they become its text.
type story struct {
	titles []*block // the first is the headline
	place  string
	body   []*block // paragraphs, captions, bylines, sources, subheadings
	mark   pageMark // what the page says above it
	end    ending   // what says that it is over
	stray  bool     // body printed apart from any heading
	weak   bool     // of a stray: only a weak ending stands before it
	prose  bool     // body has a paragraph or a caption
	url    string
}

// ending says how sure it is that a story is over while paragraphs still follow.
type ending int

const (
	notEnded     ending = iota
	weakEnding          // a source, a line with a byline, or nothing but a caption so far
	strongEnding        // a byline at the end of a paragraph
)

// splitter cuts the blocks of a page into stories.
type splitter struct {
	blocks  []*block
	stories []*story
	mark    pageMark
	level   int    // of the heading of the story being read
	place   string // a place line that waits for its heading
}

// splitStories cuts a page into stories at its headings; a page without headings at
// lines that are clearly headlines.
func splitStories(blocks []*block) []*story {
	s := splitter{blocks: blocks}
	for i := 0; i < len(blocks); i++ {
		b := blocks[i]
		switch {
		case b.layout == rule:
		case b.layout == heading:
			i = s.heading(i)
		case b.kind == pageLine:
			s.mark = s.mark.with(readPageLine(b.text))
		case b.kind == placeLine && s.headingAt(i+1):
			s.place = b.text
		default:
			s.add(b)
		}
	}
	return s.stories
}

// with returns m with what next says instead.
func (m pageMark) with(next pageMark) pageMark {
	if next.published != "" {
		m.published = next.published
	}
	if next.publisher != "" {
		m.publisher = next.publisher
	}
	if next.page != "" {
		m.page = next.page
	}
	return m
}

// headingAt reports whether block i is a heading.
func (s *splitter) headingAt(i int) bool {
	return i < len(s.blocks) && s.blocks[i].layout == heading
}

// heading reads the row of headings that begins at block i and returns the place
// of its last one.
func (s *splitter) heading(i int) int {
	end := i + 1
	for s.headingAt(end) && end-i < maxHeadings && s.belongs(i, end) {
		end++
	}
	if s.isContainer(i, end) {
		s.mark = s.mark.with(readPageLine(s.blocks[i].text))
		s.level = 0
		return end - 1
	}
	if end == i+1 && s.isSection(i) {
		s.blocks[i].kind = subheadLine
		s.add(s.blocks[i])
		return i
	}
	row := s.blocks[i:end]
	if len(row) > 1 && isPlace(row[0].text) {
		s.place, row = row[0].text, row[1:]
	}
	s.start(row)
	return end - 1
}

// start begins a story with a row of headings: the headline is the first of those
// with the highest rank.
func (s *splitter) start(row []*block) {
	main := 0
	for i, b := range row {
		if b.level < row[main].level {
			main = i
		}
	}
	titles := []*block{row[main]}
	for i, b := range row {
		if i != main {
			titles = append(titles, b)
		}
	}
	s.level = 0
	for _, b := range row {
		s.level = max(s.level, b.level)
	}
	s.stories = append(s.stories, &story{titles: titles, place: s.place, mark: s.mark})
	s.place = ""
}

// belongs reports whether heading j, which follows heading i with only headings
// between, is a further line of the same headline.
func (s *splitter) belongs(i, j int) bool {
	if s.blocks[j].level <= s.blocks[i].level {
		return true
	}
	return s.children(i) == 1 && !readPageLine(s.blocks[i].text).found()
}

// children counts the headings right below heading i, up to the next of its rank,
// given that the block after it is one; it stops at two.
func (s *splitter) children(i int) int {
	n := 0
	for _, b := range s.blocks[i+1:] {
		if b.layout != heading || b.level > s.blocks[i+1].level {
			continue
		}
		if b.level <= s.blocks[i].level {
			break
		}
		if n++; n == 2 {
			break
		}
	}
	return n
}

// isContainer reports whether the headings i to end only group the stories below:
// nothing stands between them and a deeper heading.
func (s *splitter) isContainer(i, end int) bool {
	if end != i+1 {
		return false
	}
	if s.headingAt(end) && s.blocks[end].level > s.blocks[i].level {
		return true
	}
	return s.blocks[i].text != "" && readPageLine(s.blocks[i].text).found() && (s.headingAt(end) || end < len(s.blocks) && s.blocks[end].kind == placeLine)
}

// isSection reports whether heading i is a subheading inside the story being read:
// deeper than its headline, after some text of it, and numbered or without the
// marks of a story of its own.
func (s *splitter) isSection(i int) bool {
	if len(s.stories) == 0 || s.level == 0 || s.blocks[i].level <= s.level {
		return false
	}
	current := s.stories[len(s.stories)-1]
	if current.end != notEnded || len(current.body) == 0 || s.place != "" {
		return false
	}
	if s.blocks[i].item {
		return true
	}
	for _, b := range s.blocks[i+1:] {
		if b.layout == heading {
			break
		}
		if b.layout == paragraph && b.kind == bodyLine {
			_, byline := trailingByline(b.text)
			return !startsNews(b.text) && !byline
		}
	}
	return true
}

// add gives a block to the story being read, or to a stray one when that has ended.
func (s *splitter) add(b *block) {
	if b.link != "" && len(s.stories) > 0 && b.kind == furnitureLine {
		s.link(b)
	}
	if b.kind == furnitureLine {
		return
	}
	n := len(s.stories)
	if n == 0 || s.stories[n-1].end != notEnded && b.kind == bodyLine && b.prose {
		weak := n > 0 && s.stories[n-1].end == weakEnding
		s.stories = append(s.stories, &story{stray: true, weak: weak, mark: s.mark})
		s.level = 0
		n++
	}
	s.stories[n-1].add(b)
}

// add appends a block and notes whether the story ends with it.
func (st *story) add(b *block) {
	text := st.prose
	st.body = append(st.body, b)
	st.prose = st.prose || b.prose
	switch b.kind {
	case bodyLine:
		if _, ok := trailingByline(b.tail); ok {
			st.end = strongEnding
		}
	case captionLine:
		if !text {
			st.end = max(st.end, weakEnding)
		}
	case bylineLine, sourceLine:
		if text {
			st.end = max(st.end, weakEnding)
		}
	}
}

// link keeps the address behind 查看原文.
func (s *splitter) link(b *block) {
	current := s.stories[len(s.stories)-1]
	if current.url == "" && marks(originalLinkMark).has[b.text] && strings.Contains(b.link, "://") {
		current.url = b.link
	}
}
