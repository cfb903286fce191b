package segment

import (
	"strings"
	"unicode/utf8"
)

// Sentence is one sentence: bytes [Start, End) of the text, without white space at
// either end.
type Sentence struct{ Start, End int }

// Marks of sentences. A closing mark after an end belongs to the sentence; a bracket
// holds sentences together, since what stands in it explains a word.
const (
	sentenceEnds   = "。！？!?…"
	closers        = "”’」』）)】》〉\"'"
	openBrackets   = "（("
	closeBrackets  = "）)"
	maxBracketRune = 200 // a bracket that is longer was never closed
)

// Sentences returns the sentences of text[start:end], offsets into text, in order.
// A sentence ends after 。！？… and the closing quotes that follow, and at a line
// break; an end inside brackets is none. What has no end mark is a sentence, too. It
// returns nil when there is nothing but white space.
func Sentences(text string, start, end int) []Sentence {
	var out []Sentence
	from := start
	for at := start; at < end; {
		r, size := utf8.DecodeRuneInString(text[at:end])
		switch {
		case r == '\n':
			out = appendTrimmed(out, text, from, at)
			from = at + size
		case strings.ContainsRune(openBrackets, r):
			size = bracketEnd(text[at:end])
		case strings.ContainsRune(sentenceEnds, r):
			size = endMarks(text[at:end])
			out = appendTrimmed(out, text, from, at+size)
			from = at + size
		}
		at += size
	}
	return appendTrimmed(out, text, from, end)
}

// bracketEnd returns the length of the bracket that text begins with, or of its
// opening mark when it is not closed soon and on the same line.
func bracketEnd(text string) int {
	_, open := utf8.DecodeRuneInString(text)
	count := 0
	for at, r := range text {
		if count++; count > maxBracketRune || r == '\n' {
			break
		}
		if strings.ContainsRune(closeBrackets, r) {
			return at + utf8.RuneLen(r)
		}
	}
	return open
}

// endMarks returns the length of the end marks and closing marks at the start of text.
func endMarks(text string) int {
	for at, r := range text {
		if !strings.ContainsRune(sentenceEnds, r) && !strings.ContainsRune(closers, r) {
			return at
		}
	}
	return len(text)
}

// appendTrimmed appends text[start:end] without white space at its ends, if something is left.
func appendTrimmed(out []Sentence, text string, start, end int) []Sentence {
	part := text[start:end]
	trimmed := strings.TrimSpace(part)
	if trimmed == "" {
		return out
	}
	start += strings.Index(part, trimmed)
	return append(out, Sentence{start, start + len(trimmed)})
}
