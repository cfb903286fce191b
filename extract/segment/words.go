package segment

import (
	"fmt"
	"sync"
	"unicode/utf8"

	"github.com/go-ego/gse"

	"kg/extract/lexicon"
)

// Token is one word: bytes [Start, End) of the text.
type Token struct{ Start, End int }

// termUses is the weight of a term of the lexicon that the learned list does not
// hold: that of a word seen thirty times in eleven million characters.
const termUses = 30

// segmenter is the loaded segmenter, shared by all callers.
var segmenter = sync.OnceValues(func() (*gse.Segmenter, error) { return load(lexicon.EachWord, lexicon.EachTerm) })

// Words returns the words of text in order. They tile it: the first starts at 0,
// each next one where the last one ended, the last one ends at len(text), also
// when text is not valid UTF-8. Marks and characters that belong to no word are
// tokens of their own; a run of Latin letters or digits is one token. It returns
// nil for an empty text. Safe for concurrent use.
//
// The first call loads the dictionary. The error is that of a broken embedded
// table, and then the same on every call.
func Words(text string) ([]Token, error) {
	if text == "" {
		return nil, nil
	}
	seg, err := segmenter()
	if err != nil {
		return nil, err
	}
	return words(seg, text), nil
}

// words cuts text with seg. Only positions are taken from gse, never its text.
func words(seg *gse.Segmenter, text string) []Token {
	segments := seg.Segment([]byte(text))
	tokens := make([]Token, len(segments))
	for i := range segments {
		tokens[i] = Token{segments[i].Start(), segments[i].End()}
	}
	return tokens
}

// load builds a segmenter from learned words with their weights and from further
// terms. A term that is learned keeps the learned weight.
func load(eachWord func(func(word string, uses int)) error, eachTerm func(func(term string)) error) (*gse.Segmenter, error) {
	gse.ToLower = false // its default would lower-case the text it is given
	seg := &gse.Segmenter{Dict: gse.NewDict(), SkipLog: true, NotLoadHMM: true}
	var first error
	add := func(word string, uses int) {
		if err := seg.AddToken(word, float64(max(uses, 1))); err != nil && first == nil {
			first = fmt.Errorf("add word %q to the segmenter: %w", word, err)
		}
	}
	if err := eachWord(add); err != nil {
		return nil, err
	}
	err := eachTerm(func(term string) {
		if utf8.RuneCountInString(term) > 1 {
			add(term, termUses)
		}
	})
	if err == nil {
		err = first
	}
	if err != nil {
		return nil, err
	}
	seg.CalcToken()
	return seg, nil
}
