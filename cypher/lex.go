package cypher

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// tokenKind tells the pieces of a query apart as far as this package needs it.
type tokenKind int

const (
	word      tokenKind = iota // name, keyword or number
	quoted                     // `name`; its text is without the marks
	literal                    // 'string' or "string"; its text is the source
	parameter                  // $name; its text is the name
	sign                       // any other character
)

// token is the piece of a query from Start to End, in bytes. Comments and white space
// make none. Depth is the number of brackets of any kind that are open before it.
type token struct {
	Kind       tokenKind
	Text       string
	Start, End int
	Depth      int
}

// is reports whether t is the keyword or name s, whatever its case.
func (t token) is(s string) bool { return t.Kind == word && strings.EqualFold(t.Text, s) }

// isSign reports whether t is the character s.
func (t token) isSign(s string) bool { return t.Kind == sign && t.Text == s }

// lex splits a query into tokens. It never fails: what is not closed runs to the end.
func lex(src string) []token {
	var toks []token
	depth := 0
	for i := 0; i < len(src); {
		t, ok := next(src, i)
		i = t.End
		if !ok {
			continue
		}
		if t.Kind == sign && strings.Contains(")]}", t.Text) && depth > 0 {
			depth--
		}
		t.Depth = depth
		if t.Kind == sign && strings.Contains("([{", t.Text) {
			depth++
		}
		toks = append(toks, t)
	}
	return toks
}

// next returns the token at i; ok is false for white space and comments.
func next(src string, i int) (t token, ok bool) {
	rest := src[i:]
	r, size := utf8.DecodeRuneInString(rest)
	t = token{Start: i}
	switch {
	case unicode.IsSpace(r):
		t.End = i + size
		return t, false
	case strings.HasPrefix(rest, "//"):
		t.End = i + through(rest, "\n", 2)
		return t, false
	case strings.HasPrefix(rest, "/*"):
		t.End = i + through(rest, "*/", 2)
		return t, false
	case r == '\'' || r == '"':
		t.Kind, t.End = literal, i+literalLen(rest, byte(r))
	case r == '`':
		t.Kind, t.End = quoted, i+through(rest, "`", 1)
		t.Text = strings.Trim(src[i:t.End], "`")
		return t, true
	case r == '$':
		t.Kind, t.End = parameter, i+1+nameLen(rest[1:])
		t.Text = src[i+1 : t.End]
		return t, true
	case isNameRune(r):
		t.Kind, t.End = word, i+nameLen(rest)
	default:
		t.Kind, t.End = sign, i+size
	}
	t.Text = src[i:t.End]
	return t, true
}

// through returns the length of s up to and with the first end at or after from, or of all s.
func through(s, end string, from int) int {
	if n := strings.Index(s[from:], end); n >= 0 {
		return from + n + len(end)
	}
	return len(s)
}

// literalLen returns the length of the string literal that s begins with; a backslash
// hides the byte after it.
func literalLen(s string, quote byte) int {
	for i := 1; i < len(s); i++ {
		switch s[i] {
		case '\\':
			i++
		case quote:
			return i + 1
		}
	}
	return len(s)
}

func nameLen(s string) int {
	for i, r := range s {
		if !isNameRune(r) {
			return i
		}
	}
	return len(s)
}

func isNameRune(r rune) bool {
	return r == '_' || r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsDigit(r))
}
