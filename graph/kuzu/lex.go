package kuzu

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// tokenKind tells the tokens of Cypher apart as far as the checks need it.
type tokenKind int

const (
	word      tokenKind = iota // name or keyword
	quoted                     // `name`
	text                       // 'string' or "string"
	parameter                  // $name or $`name`; Text is the name alone
	sign                       // any other single character; digits count as words
)

// token is a piece of a query: source bytes [Start,End) of kind Kind. Comments and
// white space make no tokens.
type token struct {
	Kind       tokenKind
	Text       string
	Start, End int
	Line       int // from 1
}

// is reports whether t is the keyword or name s, whatever its case.
func (t token) is(s string) bool { return t.Kind == word && strings.EqualFold(t.Text, s) }

// isSign reports whether t is the punctuation s.
func (t token) isSign(s string) bool { return t.Kind == sign && t.Text == s }

// lex splits a query into tokens. It never fails: an unclosed string, name or
// comment runs to the end of the text, which the store will refuse.
func lex(src string) []token {
	var toks []token
	line := 1
	for i := 0; i < len(src); {
		t, ok := next(src, i)
		t.Line = line
		line += strings.Count(src[i:t.End], "\n")
		i = t.End
		if ok {
			toks = append(toks, t)
		}
	}
	return toks
}

// next returns the token at i; ok is false for white space and comments.
func next(src string, i int) (t token, ok bool) {
	r, size := utf8.DecodeRuneInString(src[i:])
	rest := src[i:]
	t = token{Start: i}
	switch {
	case unicode.IsSpace(r):
		t.End = i + size
		return t, false
	case strings.HasPrefix(rest, "//"):
		t.End = i + until(rest, "\n", 2)
		return t, false
	case strings.HasPrefix(rest, "/*"):
		t.End = i + until(rest, "*/", 2)
		return t, false
	case r == '\'' || r == '"':
		t.Kind, t.End = text, i+closing(rest, byte(r))
	case r == '`':
		t.Kind, t.End = quoted, i+until(rest, "`", 1)
	case r == '$':
		return parameterAt(src, i), true
	case isNameRune(r):
		t.Kind, t.End = word, i+nameLen(rest)
	default:
		t.Kind, t.End = sign, i+size
	}
	t.Text = src[t.Start:t.End]
	return t, true
}

func parameterAt(src string, i int) token {
	t := token{Kind: parameter, Start: i}
	rest := src[i+1:]
	if strings.HasPrefix(rest, "`") {
		t.End = i + 1 + until(rest, "`", 1)
		t.Text = strings.Trim(rest[:t.End-i-1], "`")
		return t
	}
	t.End = i + 1 + nameLen(rest)
	t.Text = src[i+1 : t.End]
	return t
}

// until returns the length of s up to and with the first end at or after from, or all of s.
func until(s, end string, from int) int {
	if n := strings.Index(s[from:], end); n >= 0 {
		return from + n + len(end)
	}
	return len(s)
}

// closing returns the length of the string literal that s begins with; a backslash
// hides the next byte.
func closing(s string, quote byte) int {
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
	n := 0
	for _, r := range s {
		if !isNameRune(r) {
			break
		}
		n += utf8.RuneLen(r)
	}
	return n
}

func isNameRune(r rune) bool {
	return r != utf8.RuneError && (r == '_' || unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.Mn, r))
}
