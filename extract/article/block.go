package article

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// run is a stretch of text with its place in the document. docLen differs from
// len(text) only for an entity.
type run struct {
	text        string
	doc, docLen int
}

// layout says what a block is in the page, before its words are looked at.
type layout int

const (
	paragraph layout = iota
	heading
	rule // a horizontal rule; it has no text
)

// lineKind says what a paragraph is by its words.
type lineKind int

const (
	bodyLine lineKind = iota
	subheadLine
	titleLine
	captionLine
	bylineLine
	sourceLine
	placeLine
	pageLine // the page's own date line: meta data, no text
	furnitureLine
)

// block is one line of the page after markup is taken away. It is never empty,
// except for a rule.
type block struct {
	layout layout
	level  int  // of a heading, from 1
	bold   bool // all of it
	item   bool // begins with a list marker or an ordinal
	prose  bool // has a comma or a full stop
	kind   lineKind
	runs   []run
	text   string // of the block as printed, or its first part when parts were joined
	tail   string // of the last part joined; text when there is one part
	link   string // target of the last link in it, "" for none
}

// set stores the runs without white space at both ends and reports whether
// anything is left.
func (b *block) set(runs []run) bool {
	for len(runs) > 0 {
		first := &runs[0]
		trimmed := strings.TrimLeftFunc(first.text, unicode.IsSpace)
		if trimmed == first.text {
			break
		}
		if trimmed != "" {
			first.doc += len(first.text) - len(trimmed)
			first.docLen -= len(first.text) - len(trimmed)
			first.text = trimmed
			break
		}
		runs = runs[1:]
	}
	for len(runs) > 0 {
		last := &runs[len(runs)-1]
		trimmed := strings.TrimRightFunc(last.text, unicode.IsSpace)
		if trimmed == last.text {
			break
		}
		if trimmed != "" {
			last.docLen -= len(last.text) - len(trimmed)
			last.text = trimmed
			break
		}
		runs = runs[:len(runs)-1]
	}
	b.runs, b.text = runs, runsText(runs)
	b.tail = b.text
	b.prose = strings.Contains(b.text, "，") || strings.Contains(b.text, "。") || strings.ContainsAny(b.text, ",;；")
	return len(runs) > 0
}

// runsText returns the concatenation of the runs.
func runsText(runs []run) string {
	switch len(runs) {
	case 0:
		return ""
	case 1:
		return runs[0].text
	}
	size := 0
	for _, r := range runs {
		size += len(r.text)
	}
	var out strings.Builder
	out.Grow(size)
	for _, r := range runs {
		out.WriteString(r.text)
	}
	return out.String()
}

// isRules reports whether a line is only a horizontal rule or the underline of a table.
func isRules(line string) bool {
	marks := 0
	for i := 0; i < len(line); i++ {
		switch line[i] {
		case '-', '*', '_', '=':
			marks++
		case ' ', '\t', '|', ':':
		default:
			return false
		}
	}
	return marks >= 3
}

// headingLevel returns the level of a heading line and where its text begins; 0
// for another line. A missing space after the marks is forgiven, except where the
// line is a #topic#.
func headingLevel(line string) (level, start int) {
	for level < len(line) && line[level] == '#' {
		level++
	}
	if level == 0 || level > 6 {
		return 0, 0
	}
	if level == len(line) {
		return level, level // nothing to head: no block
	}
	if c := line[level]; c == ' ' || c == '\t' {
		return level, level + 1
	}
	r, _ := utf8.DecodeRuneInString(line[level:])
	if r == '\u3000' || r == '\u00a0' || unicode.Is(unicode.Han, r) && !strings.Contains(line[level:], "#") || r == '“' {
		return level, level
	}
	return 0, 0
}

// bulletEnd returns the length of a bullet that Markdown draws, 0 without one.
func bulletEnd(line string) int {
	if len(line) > 1 && (line[0] == '-' || line[0] == '*' || line[0] == '+') && (line[1] == ' ' || line[1] == '\t') {
		return 2
	}
	return 0
}

// isItem reports whether a paragraph begins with an ordinal (1. （一） 一、 ①) or a
// printed bullet (●).
func isItem(text string) bool {
	r, size := utf8.DecodeRuneInString(text)
	if strings.ContainsRune("●◆■▲★○◇□△☆•·※—", r) || r >= '①' && r <= '⒛' {
		return true
	}
	bracket := r == '（' || r == '('
	if bracket {
		text = text[size:]
	}
	n := ordinalEnd(text)
	if n == 0 || n == len(text) {
		return false
	}
	switch r, size = utf8.DecodeRuneInString(text[n:]); r {
	case '）', ')':
		return true
	case '、':
		return !bracket
	case '.', '．':
		next, _ := utf8.DecodeRuneInString(text[n+size:])
		return !bracket && !unicode.IsDigit(next)
	}
	return false
}

// ordinalEnd returns the length of a number of up to two digits or three Chinese
// numerals at the start of text, in bytes.
func ordinalEnd(text string) int {
	n := 0
	for n < len(text) {
		r, size := utf8.DecodeRuneInString(text[n:])
		digit := r >= '0' && r <= '9' && n < 2
		if !digit && (n >= 9 || !strings.ContainsRune("一二三四五六七八九十", r)) {
			break
		}
		n += size
	}
	return n
}
