package article

import (
	"strings"
	"unicode"
)

// parseLines reads doc[from:] as lines of Markdown (or plain text) and returns its
// blocks in order.
func parseLines(d *Document, from int) []block {
	p := lineParser{inline: inline{doc: d.text, markdown: d.format != textFormat, invisible: d.invisible}}
	p.inline.closed = p.add
	for start := from; start < len(d.text); {
		end := strings.IndexByte(d.text[start:], '\n')
		if end < 0 {
			end = len(d.text)
		} else {
			end += start
		}
		p.line(start, end)
		start = end + 1
	}
	return p.blocks
}

// lineParser turns lines into blocks.
type lineParser struct {
	inline inline
	blocks []block
	level  int  // of the heading being read, 0 for none
	bullet bool // the line being read began with a Markdown bullet
}

// line reads doc[start:end], one line without its newline.
func (p *lineParser) line(start, end int) {
	doc := p.inline.doc
	end = start + len(strings.TrimRight(doc[start:end], " \t\r"))
	start = skipSpace(doc, start, end)
	for p.inline.markdown && start < end && doc[start] == '>' {
		start = skipSpace(doc, start+1, end)
	}
	line := doc[start:end]
	if line == "" || strings.HasPrefix(line, "```") {
		return
	}
	if isRules(line) {
		p.blocks = append(p.blocks, block{layout: rule})
		return
	}
	p.level, p.bullet = 0, false
	if level, n := headingLevel(line); level > 0 {
		p.level = level
		start += n
		end = start + len(strings.TrimRight(doc[start:end], "# \t"))
	} else if n := bulletEnd(line); n > 0 && p.inline.markdown {
		p.bullet = true
		start += n
	}
	p.inline.line(start, end)
}

// skipSpace returns the first place in doc[start:end] that is not white space.
func skipSpace(doc string, start, end int) int {
	return end - len(strings.TrimLeftFunc(doc[start:end], unicode.IsSpace))
}

// add appends a block, unless it is empty.
func (p *lineParser) add(runs []run, bold bool, link string) {
	b := block{bold: bold, level: p.level, link: link}
	if p.level > 0 {
		b.layout = heading
	}
	if b.set(runs) {
		b.item = p.bullet || isItem(b.text)
		p.blocks = append(p.blocks, b)
	}
}
