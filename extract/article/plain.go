package article

// markHeadlines turns lines of a page without heading marks into headings where
// they are clearly headlines: a line like a title, at the start or where a story
// has just ended, above a paragraph that opens as stories do or ends with a byline.
// It reports whether it found any.
func markHeadlines(blocks []*block) bool {
	found := false
	closed := true
	for i, b := range blocks {
		if b.layout != paragraph {
			continue
		}
		if closed && i+1 < len(blocks) && isTitleLike(b) && opensStory(blocks[i+1:]) {
			b.layout, b.level = heading, 2
			found = true
			closed = false
			continue
		}
		if b.kind == bodyLine {
			_, closed = trailingByline(b.text)
			closed = closed || startsNextStory(blocks, i)
		}
	}
	return found
}

// startsNextStory reports whether the line after block i is like a title and the
// one after that begins 本报讯, so that block i ends a story without a byline.
func startsNextStory(blocks []*block, i int) bool {
	next := nextParagraph(blocks[i+1:])
	if next < 0 || !isTitleLike(blocks[i+1+next]) {
		return false
	}
	after := nextParagraph(blocks[i+2+next:])
	return after >= 0 && startsNews(blocks[i+2+next+after].text)
}

// opensStory reports whether the first paragraph of blocks is the opening of a story.
func opensStory(blocks []*block) bool {
	next := nextParagraph(blocks)
	return next >= 0 && blocks[next].kind == bodyLine && (startsNews(blocks[next].text) || len(blocks[next].text) > longLine && blocks[next].prose)
}

// nextParagraph returns the place of the first paragraph that is text, looking at
// no more than four blocks; -1 when there is none.
func nextParagraph(blocks []*block) int {
	for i, b := range blocks[:min(len(blocks), 4)] {
		if b.layout == paragraph && b.kind != furnitureLine && b.kind != pageLine && b.kind != placeLine && b.kind != titleLine {
			return i
		}
	}
	return -1
}

// oneStory returns the blocks of a record as a single story: its first heading, or
// else a first short line, is the headline, wherever it stands.
func oneStory(blocks []*block, titled bool) *story {
	out := &story{}
	first := firstHeading(blocks)
	for i, b := range blocks {
		switch {
		case b.layout == rule || b.kind == furnitureLine:
		case i == first && !titled:
			out.titles = append(out.titles, b)
		case b.layout == heading && (i == first || i == first+1 && !b.item):
			out.titles = append(out.titles, b)
		case b.layout == heading:
			b.kind = subheadLine
			out.body = append(out.body, b)
		case b.kind == placeLine && first > 0 && i == first-1:
			out.place = b.text
		case b.kind == pageLine:
			out.mark = out.mark.with(readPageLine(b.text))
		default:
			out.body = append(out.body, b)
		}
	}
	return out
}

// firstHeading returns the place of the headline among the blocks of a record, -1
// when it has none.
func firstHeading(blocks []*block) int {
	for i, b := range blocks {
		if b.layout == heading {
			return i
		}
	}
	for i, b := range blocks {
		if b.layout == rule || b.kind == furnitureLine || b.kind == pageLine || b.kind == placeLine || b.kind == titleLine {
			continue
		}
		if isTitleLike(b) && nextParagraph(blocks[i+1:]) >= 0 {
			return i
		}
		break
	}
	return -1
}
