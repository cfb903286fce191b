package article

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"codeberg.org/readeck/go-readability"
	"golang.org/x/net/html"
	"golang.org/x/net/html/charset"
)

// Text nodes are marked with two characters of the private planes before the page
// is parsed: the parser and the selection of the main content move and copy nodes,
// and the mark leads from a node back to its bytes.
const (
	markHigh = 0xF0000
	markLow  = 0xF8000
	markBase = 0x8000
)

// minContent is the number of characters at which the main content counts as found;
// the library's own figure, 500, is meant for English.
const minContent = 140

// declaredEncoding returns the encoding that an HTML page declares for itself, ""
// when it declares none or is valid UTF-8 anyway.
func declaredEncoding(data []byte) string {
	if utf8.Valid(data) {
		return ""
	}
	if _, name, certain := charset.DetermineEncoding(data, ""); !certain && name != "windows-1252" && name != "utf-8" {
		return name
	}
	return ""
}

// htmlPage is a page being read.
type htmlPage struct {
	lineParser
	texts []Span // the bytes of each text, by mark
	used  []bool
	root  *html.Node
}

// parseHTML returns the main content of a page as blocks, its headline first, and
// sets the fields that the page's head gives.
func parseHTML(d *Document) []block {
	page := htmlPage{}
	page.inline = inline{doc: d.text, invisible: d.invisible, closed: page.add}
	marked := page.mark(d.text)
	root, err := html.Parse(strings.NewReader(marked))
	if err != nil {
		return parseLines(d, 0) // nested too deep for the parser: text without the tags
	}
	page.used = make([]bool, len(page.texts))
	page.root = root
	content := page.content(marked)
	page.head(d)
	if content != nil {
		page.walk(content)
	}
	page.inline.close()
	return page.blocks
}

// mark returns the page with a mark before each text and remembers where it was.
func (p *htmlPage) mark(doc string) string {
	var out strings.Builder
	out.Grow(len(doc) + len(doc)/16)
	tokens := html.NewTokenizer(strings.NewReader(doc))
	at, raw := 0, false
	for {
		kind := tokens.Next()
		token := doc[at : at+len(tokens.Raw())]
		switch kind {
		case html.ErrorToken:
			out.WriteString(doc[at:])
			return out.String()
		case html.StartTagToken:
			name, _ := tokens.TagName()
			raw = tags[strings.ToLower(string(name))] == skipTag || string(name) == "textarea"
		case html.TextToken:
			if !raw && strings.TrimSpace(token) != "" {
				n := len(p.texts)
				out.WriteRune(rune(markHigh + n/markBase%markBase))
				out.WriteRune(rune(markLow + n%markBase))
				p.texts = append(p.texts, Span{at, at + len(token)})
			}
			raw = false
		default:
			raw = false
		}
		out.WriteString(token)
		at += len(token)
	}
}

// content returns the node of the main content, the body when none was found.
func (p *htmlPage) content(marked string) *html.Node {
	parser := readability.NewParser()
	parser.CharThresholds = minContent
	if found, err := parser.Parse(strings.NewReader(marked), nil); err == nil && found.Node != nil && p.hasText(found.Node) {
		return found.Node
	}
	return findNode(p.root, "body")
}

// hasText reports whether a marked text is below n.
func (p *htmlPage) hasText(n *html.Node) bool {
	if n.Type == html.TextNode && len(p.spans(n.Data)) > 0 {
		return true
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if p.hasText(c) {
			return true
		}
	}
	return false
}

// spans returns the numbers of the marked texts in a text node.
func (p *htmlPage) spans(data string) []int {
	var out []int
	high := -1
	for _, r := range data {
		switch {
		case r >= markHigh && r < markLow:
			high = int(r - markHigh)
			continue
		case high >= 0 && r >= markLow && r < markLow+markBase:
			if n := high*markBase + int(r-markLow); n < len(p.texts) {
				out = append(out, n)
			}
		}
		high = -1
	}
	return out
}

// walk reads a node and what is below it.
func (p *htmlPage) walk(n *html.Node) {
	if n.Type == html.TextNode {
		for _, i := range p.spans(n.Data) {
			if !p.used[i] {
				p.used[i] = true
				p.textNode(p.texts[i])
			}
		}
		return
	}
	if n.Type == html.ElementNode && !p.enter(n) {
		return
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		p.walk(c)
	}
	if n.Type == html.ElementNode {
		p.leave(n)
	}
}

// enter reads a start tag and reports whether the element has text.
func (p *htmlPage) enter(n *html.Node) bool {
	switch kind := tags[n.Data]; {
	case kind == skipTag:
		return false
	case n.Data == "td" || n.Data == "th":
		p.inline.space(0) // the cells of a row are one line
	case kind == blockTag:
		p.inline.close()
		p.level = headingElement(n.Data)
	case kind == boldTag:
		p.inline.bold += 2
	}
	return true
}

// leave reads an end tag.
func (p *htmlPage) leave(n *html.Node) {
	switch kind := tags[n.Data]; {
	case n.Data == "td" || n.Data == "th":
	case kind == blockTag:
		p.inline.close()
		p.level = 0
	case kind == boldTag:
		p.inline.bold = max(0, p.inline.bold-2)
	}
}

// headingElement returns the level of h1 to h6, 0 for other elements.
func headingElement(name string) int {
	if len(name) == 2 && name[0] == 'h' && name[1] >= '1' && name[1] <= '6' {
		return int(name[1] - '0')
	}
	return 0
}

// textNode adds the bytes of one text. Line ends in it are white space of the source:
// between Latin words they stay a space, elsewhere nothing.
func (p *htmlPage) textNode(s Span) {
	doc := p.inline.doc
	for start := s.Start; start < s.End; {
		end := start + strings.IndexByte(doc[start:s.End], '\n')
		if end < start {
			end = s.End
		}
		from, to := start, end
		if start > s.Start {
			from = skipSpace(doc, start, end)
		}
		if end < s.End {
			to = from + len(strings.TrimRightFunc(doc[from:end], unicode.IsSpace))
		}
		if from < to {
			if start > s.Start && isASCIIAlphanumeric(doc[from]) && p.endsLatin() {
				p.inline.space(from)
			}
			p.inline.scan(from, to)
		}
		start = end + 1
	}
}

// endsLatin reports whether the block being read ends with a Latin letter or a digit.
func (p *htmlPage) endsLatin() bool {
	n := len(p.inline.runs)
	if n == 0 {
		return false
	}
	last := p.inline.runs[n-1].text
	return last != "" && isASCIIAlphanumeric(last[len(last)-1])
}

// findNode returns the first element with a name, in the order of the page; nil
// when there is none.
func findNode(n *html.Node, name string) *html.Node {
	if n.Type == html.ElementNode && n.Data == name {
		return n
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if found := findNode(c, name); found != nil {
			return found
		}
	}
	return nil
}
