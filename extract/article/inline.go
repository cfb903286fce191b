package article

import (
	"html"
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxTag bounds the length of a tag and of a link's target, in bytes: what is
// longer is text.
const maxTag = 2000

// maxEntity bounds the length of an entity, in bytes.
const maxEntity = 32

// special marks the bytes where the inline scanner has to look twice; the bytes
// from 0x80 up only when the document has invisible characters.
var special = func() (table [256]bool) {
	for c := range 0x20 {
		table[c] = c != '\t'
	}
	table[0x7f] = true
	for _, c := range "*[]!<&\\" {
		table[byte(c)] = true
	}
	return table
}()

// inline takes the markup out of one line of Markdown or text. Blocks close at
// tags such as <p>.
type inline struct {
	doc       string
	markdown  bool
	invisible bool
	closed    func(runs []run, bold bool, link string) // takes over runs

	runs    []run
	bold    int  // depth of **, <b>, <strong>
	plain   bool // something outside bold was read
	opens   int  // links open
	link    string
	skip    string          // name of the element whose content is dropped
	open    map[string]bool // elements whose content is never closed again
	literal int             // place behind a backslash
	star    int             // place of a * that closes an emphasis
	finders [4]finder
}

// finder remembers where the next byte or string is, so that asking again from a
// little further on costs nothing: each is searched for once per line.
type finder struct{ at int }

// next returns the first place of what in doc[from:end], or end.
func (f *finder) next(doc, what string, from, end int) int {
	if f.at >= from && f.at <= end {
		return f.at
	}
	if n := strings.Index(doc[from:end], what); n >= 0 {
		f.at = from + n
	} else {
		f.at = end
	}
	return f.at
}

// line scans doc[start:end], which holds no newline, and closes a block at its end.
func (s *inline) line(start, end int) {
	s.scan(start, end)
	s.close()
}

// scan adds doc[start:end], which holds no newline, to the block being read.
func (s *inline) scan(start, end int) {
	for i := range s.finders {
		s.finders[i].at = -1
	}
	s.star, s.literal, s.opens = -1, -1, 0
	from := start
	for i := start; i < end; {
		c := s.doc[i]
		if !special[c] && (c < 0x80 || !s.invisible) {
			i++
			continue
		}
		next := s.special(i, end)
		if next == i { // text after all
			if c < 0x80 {
				i++
				continue
			}
			_, size := utf8.DecodeRuneInString(s.doc[i:end])
			i += size
			continue
		}
		s.text(from, i)
		s.act(i, next)
		i, from = next, next
	}
	s.text(from, end)
}

// space adds a space that the document does not have, where a markup keeps words apart.
func (s *inline) space(at int) {
	if len(s.runs) > 0 && s.skip == "" {
		s.runs = append(s.runs, run{text: " ", doc: at})
	}
}

// special returns the end of the markup at i, or i when there is none. It changes
// nothing but what is remembered of the line.
func (s *inline) special(i, end int) int {
	switch c := s.doc[i]; c {
	case '<':
		return s.tagEnd(i, end)
	case '&':
		return s.entityEnd(i, end)
	case '*', '[', ']', '!', '\\':
		if !s.markdown || i == s.literal {
			return i
		}
		return s.markdownEnd(i, end)
	default:
		if c < 0x80 {
			return i + 1 // a control character
		}
		r, size := utf8.DecodeRuneInString(s.doc[i:end])
		if isInvisible(r) {
			return i + size
		}
		return i
	}
}

// markdownEnd is special for the marks of Markdown.
func (s *inline) markdownEnd(i, end int) int {
	rest := s.doc[i+1 : end]
	switch s.doc[i] {
	case '*':
		return s.starEnd(i, end)
	case '!':
		if strings.HasPrefix(rest, "[") {
			return s.targetEnd(s.finders[0].next(s.doc, "](", i, end), end, i)
		}
	case '[':
		return s.linkStart(i, end)
	case ']':
		if s.opens > 0 && strings.HasPrefix(rest, "(") {
			return s.targetEnd(i, end, i)
		}
	case '\\':
		if rest != "" && strings.IndexByte(`\*_[]()#+-.!<>`+"`|", rest[0]) >= 0 {
			s.literal = i + 1
			return i + 1
		}
	}
	return i
}

// linkStart returns the place behind the bracket at i when a link or a linked image
// begins there, else i.
func (s *inline) linkStart(i, end int) int {
	middle := s.finders[0].next(s.doc, "](", i, end)
	bracket := s.finders[1].next(s.doc, "]", i, end)
	if middle != bracket && !strings.HasPrefix(s.doc[i+1:end], "![") || s.targetEnd(middle, end, i) == i {
		return i
	}
	return i + 1
}

// targetEnd returns the end of the "](target)" at middle, or otherwise when there
// is none near.
func (s *inline) targetEnd(middle, end, otherwise int) int {
	if middle == end || middle-otherwise > maxTag {
		return otherwise
	}
	if n := s.finders[2].next(s.doc, ")", middle, end); n < end && n-middle < maxTag {
		return n + 1
	}
	return otherwise
}

// starEnd is special for asterisks: two and more are dropped, one only where it
// hugs the words on both ends of an emphasis.
func (s *inline) starEnd(i, end int) int {
	n := i
	for n < end && s.doc[n] == '*' {
		n++
	}
	if n-i > 1 || i == s.star {
		return n
	}
	if n < end && s.doc[n] != ' ' && (i == 0 || !isASCIIAlphanumeric(s.doc[i-1])) {
		limit := min(end, i+600)
		if j := strings.IndexByte(s.doc[n:limit], '*'); j > 0 && s.doc[n+j-1] != ' ' && !strings.HasPrefix(s.doc[n+j:end], "**") {
			s.star = n + j
			return n
		}
	}
	return i
}

// entityEnd returns the end of the entity at i, or i.
func (s *inline) entityEnd(i, end int) int {
	n := strings.IndexByte(s.doc[i:min(end, i+maxEntity)], ';')
	if n < 2 {
		return i
	}
	entity := s.doc[i : i+n+1]
	if text := html.UnescapeString(entity); text == entity || len(text) == len(entity) || strings.HasSuffix(text, ";") && text != ";" {
		return i
	}
	return i + n + 1
}

// tagEnd returns the end of the HTML tag or comment at i, or i.
func (s *inline) tagEnd(i, end int) int {
	close := s.finders[3].next(s.doc, ">", i, end)
	if close >= end || close-i > maxTag {
		return i
	}
	tag := s.doc[i+1 : close]
	if strings.HasPrefix(tag, "!--") {
		return close + 1
	}
	if _, known := tags[tagName(tag)]; known {
		return close + 1
	}
	return i
}

// act does what the markup doc[i:next] asks.
func (s *inline) act(i, next int) {
	switch s.doc[i] {
	case '<':
		s.tag(i, s.doc[i+1:next-1])
	case '&':
		s.entity(i, next)
	case '*':
		if next-i > 1 {
			s.bold ^= 1
		}
	case '[':
		s.opens++
	case ']':
		s.opens--
		s.link = strings.TrimSpace(s.doc[i+2 : next-1])
	}
}

// entity adds the character that an entity stands for, unless it is one that is
// left out everywhere.
func (s *inline) entity(i, next int) {
	text := html.UnescapeString(s.doc[i:next])
	for _, r := range text {
		if r < 0x20 || isInvisible(r) || r == utf8.RuneError {
			return
		}
	}
	if s.skip == "" {
		s.plain = s.plain || s.bold == 0 && strings.TrimSpace(text) != ""
		s.runs = append(s.runs, run{text: text, doc: i, docLen: next - i})
	}
}

// text adds doc[from:to] as it is.
func (s *inline) text(from, to int) {
	if from == to || s.skip != "" {
		return
	}
	if !s.plain && s.bold == 0 && strings.TrimSpace(s.doc[from:to]) != "" {
		s.plain = true
	}
	if n := len(s.runs); n > 0 {
		if last := &s.runs[n-1]; last.doc+last.docLen == from && last.docLen == len(last.text) {
			last.docLen += to - from
			last.text = s.doc[last.doc:to]
			return
		}
	}
	s.runs = append(s.runs, run{text: s.doc[from:to], doc: from, docLen: to - from})
}

// tag closes a block, changes the depth of bold or drops the content of a script.
func (s *inline) tag(i int, tag string) {
	name := tagName(tag)
	end := strings.HasPrefix(tag, "/")
	switch tags[name] {
	case blockTag:
		s.close()
	case boldTag:
		if end {
			s.bold = max(0, s.bold-2)
		} else {
			s.bold += 2
		}
	case skipTag:
		if end && s.skip == name {
			s.skip = ""
		} else if !end && s.skip == "" && !strings.HasSuffix(tag, "/") && s.closes(name, i) {
			s.skip = name
		}
	}
}

// closes reports whether the element name is closed somewhere after i. An element
// that is not is remembered, so that a page of them is searched once.
func (s *inline) closes(name string, i int) bool {
	if s.open[name] {
		return false
	}
	if strings.Contains(s.doc[i:], "</"+name) {
		return true
	}
	if s.open == nil {
		s.open = make(map[string]bool)
	}
	s.open[name] = true
	return false
}

// close hands the runs so far over as one block.
func (s *inline) close() {
	if len(s.runs) > 0 {
		s.closed(s.runs, !s.plain, s.link)
	}
	s.runs, s.plain, s.link = nil, false, ""
	s.bold &^= 1
}

// tagKind says what a tag means for the text.
type tagKind int

const (
	inlineTag tagKind = iota + 1
	blockTag
	boldTag
	skipTag
)

// tags are the elements that are read as markup inside Markdown and text files; any
// other <word> is text.
var tags = func() map[string]tagKind {
	out := make(map[string]tagKind)
	for kind, names := range map[tagKind]string{
		inlineTag: "a abbr big cite code em font i img ins mark o:p q s small source span sub sup time u wbr",
		blockTag: "article aside blockquote br caption center dd div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr li " +
			"main nav ol p pre section table tbody td tfoot th thead tr ul",
		boldTag: "b strong",
		skipTag: "audio iframe noscript object script style svg video",
	} {
		for _, name := range strings.Fields(names) {
			out[name] = kind
		}
	}
	return out
}()

// tagName returns the lower-case name in the inside of a tag.
func tagName(tag string) string {
	tag = strings.TrimPrefix(tag, "/")
	n := 0
	for n < len(tag) && (isASCIIAlphanumeric(tag[n]) || tag[n] == ':') {
		n++
	}
	return strings.ToLower(tag[:n])
}

// isASCIIAlphanumeric reports whether c is a Latin letter or a digit.
func isASCIIAlphanumeric(c byte) bool {
	return c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
}

// isInvisible reports whether r has no place in a text: control characters other
// than tab and newline, zero-width and direction marks, line separators, stray
// byte order marks. The zero-width joiner stays: pictographs need it.
func isInvisible(r rune) bool {
	switch {
	case r == '\t' || r == '\n':
		return false
	case unicode.IsControl(r), r == '\u00ad', r == '\u200b', r == '\u200c', r == '\u2060', r == '\ufeff':
		return true
	}
	return r >= '\u200e' && r <= '\u200f' || r >= '\u2028' && r <= '\u202e' || r >= '\u2066' && r <= '\u2069'
}
