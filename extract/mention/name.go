package mention

import (
	"math"
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"kg/extract/lexicon"
)

// Scores of a name, in natural logarithms of odds like lexicon.GivenScore. They were set
// on sentences of news and have no other source.
const (
	markScore     = 2.0  // a mark follows
	speechScore   = 2.5  // a verb of saying follows
	boundaryScore = 1.5  // another word follows that is part of no name
	singleScore   = 0.75 // and it is one character
	openScore     = -2.5 // something else follows
	splitScore    = -1.0 // and a word is cut
	listScore     = 6.0  // a mark of a list follows a name behind a title or another name
	closeScore    = 4.5  // a mark that closes one
	verbScore     = 1.5  // another word does, and the surname is no usual word
	doubleScore   = 3.0  // the surname has two characters
	rareScore     = -0.5 // the surname is rare
	wordScore     = -1.5 // the surname is rare and a usual word
)

// What the limits are for a name by what stands before it.
const (
	titleLimit = -2.5 // a title, or a name of the same list
	wordLimit  = 0.5  // a word for a person: 居民
	plainLimit = 1.5  // a mark that also ends clauses; a title behind the name
	organLimit = -0.5 // an organ, a mark or a name before, a title behind the name
	weakLimit  = 4.0  // a mark or a word that is part of no name

	speechLimit = 0.0 // the start of a clause, and a verb of saying follows
)

// nameAt returns the end of the likeliest name that starts at byte i and its score; 0
// when none does. It is a surname with one or two characters.
func (s *scanner) nameAt(i int) (end int, score float64) { return s.bestName(i, false) }

// bestName is nameAt; with listed, the name stands behind a title or in a list, where one
// that reaches to the next mark is a name whatever its characters mean (李安全、).
func (s *scanner) bestName(i int, listed bool) (end int, score float64) {
	surname, ok := lexicon.SurnameAt(s.text, i)
	if !ok {
		return 0, 0
	}
	if word, _ := lexicon.BoundaryAt(s.text, i); runes(word) > 1 && (!listed || !s.isPiece(i, word)) {
		return 0, 0 // 应邀, 关于
	}
	end, score = s.givenAfter(i, surname, listed)
	if _, size := utf8.DecodeRuneInString(surname); size < len(surname) {
		if one, known := lexicon.LookupSurname(surname[:size]); known {
			if e, sc := s.givenAfter(i, one.Text, listed); end == 0 || sc > score+1 {
				end, score = e, sc
			}
		}
	}
	return end, score
}

// isPiece reports whether byte i begins a piece of a list of the length of a name that begins
// with a usual word: 、高兴夫、.
func (s *scanner) isPiece(i int, word string) bool {
	end := i + len(word)
	r := s.runeAt(end)
	if runes(word) != 2 || !han(r) {
		return false
	}
	return strings.ContainsRune(listMarks, s.runeBefore(i)) && strings.ContainsRune(listMarks, s.runeAt(end+utf8.RuneLen(r)))
}

// listMarks stand between the names of a list.
const listMarks = "、"

// givenAfter returns the end of the likeliest name with surname at byte i.
func (s *scanner) givenAfter(i int, surname string, listed bool) (end int, score float64) {
	entry, _ := lexicon.LookupSurname(surname)
	base := 0.0
	switch {
	case entry.Class == "double":
		base = doubleScore
	case entry.Class == "rare" && entry.Word:
		base = wordScore
	case entry.Class == "rare":
		base = rareScore
	}
	score = math.Inf(-1)
	at := i + len(surname)
	if head, _ := lexicon.TitleAt(s.text, at); runes(head) > 1 {
		return 0, 0 // 张主任
	}
	for count, e := 0, at; count < 2; count++ {
		r, size := utf8.DecodeRuneInString(s.text[e:])
		if !han(r) || strings.ContainsRune(anonymous, r) {
			break
		}
		e += size
		if s.overlapsPlace(i, e) {
			break
		}
		if sc := base + lexicon.GivenScore(s.text[at:e]) + s.after(e) + s.pieceScore(e, listed, entry.Word); sc > score {
			end, score = e, sc
		}
	}
	return end, score
}

// pieceScore is what speaks for a name behind a title or in a list that ends at byte end
// before a mark; ordinary says that the surname is a usual word, too.
func (s *scanner) pieceScore(end int, listed, ordinary bool) float64 {
	if !listed {
		return 0
	}
	switch r := s.runeAt(end); {
	case s.endsWithSaying(end):
		return 0 // 张三说。
	case r == '、':
		return listScore
	case strings.ContainsRune("，,。；）)等", r):
		return closeScore
	}
	if word, _ := lexicon.BoundaryAt(s.text, end); word != "" && !ordinary && !s.mayGoOn(end+len(word), word) {
		return verbScore
	}
	return 0
}

// endsWithSaying reports whether the character before byte end is a verb of saying: 说, 称.
func (s *scanner) endsWithSaying(end int) bool {
	r := s.runeBefore(end)
	return lexicon.BoundaryClass(string(r)) == lexicon.SpeechWord
}

// anonymous characters stand for what is not said: 王某.
const anonymous = "某×"

// after scores what follows a name that ends at byte end.
func (s *scanner) after(end int) float64 {
	r := s.runeAt(end)
	if !han(r) {
		if unicode.IsLetter(r) {
			return openScore
		}
		return markScore
	}
	word, class := lexicon.BoundaryAt(s.text, end)
	switch {
	case strings.ContainsRune(joiners, r) && len(word) == utf8.RuneLen(r) && s.verbAt(end+len(word)):
		return openScore // 顾清和到: nobody is joined, 和 is part of the name
	case class == lexicon.SpeechWord:
		return speechScore
	case runes(word) > 1:
		return boundaryScore
	case word != "" && s.starts[end] && !s.mayGoOn(end+len(word), word):
		return singleScore
	}
	if head, _ := lexicon.TitleAt(s.text, end); runes(head) > 1 {
		return boundaryScore
	}
	if modifier, _ := lexicon.TitleAt(s.text, end+utf8.RuneLen(r)); runes(modifier) > 1 && strings.ContainsRune(deputies, r) {
		return boundaryScore // 黄来生副主席
	}
	if !s.starts[end] {
		return openScore + splitScore
	}
	return openScore
}

// afterNames are the words of one character that often stand behind a name.
const afterNames = "在于率赴到向对与和等为任就来说称还也一先将已则从并出主作做指带前同表不被是的由以因"

// mayGoOn reports whether word, before byte end, may be the last character of a name instead
// of a verb, as another word follows: 王东进从医.
func (s *scanner) mayGoOn(end int, word string) bool {
	if strings.Contains(afterNames, word) || !s.starts[end] {
		return false
	}
	next, _ := lexicon.BoundaryAt(s.text, end)
	return next != ""
}

// joiners join two names, or end one.
const joiners = "和与同及"

// verbAt reports whether a word starts at byte i that is in no name.
func (s *scanner) verbAt(i int) bool {
	if !han(s.runeAt(i)) {
		return true
	}
	word, _ := lexicon.BoundaryAt(s.text, i)
	return word != ""
}

// deputies are characters before the head of a title that follows a name.
const deputies = "副代"

// overlapsPlace reports whether a division begins inside [start, end), or one that is
// no short form covers it.
func (s *scanner) overlapsPlace(start, end int) bool {
	first := sort.Search(len(s.places), func(i int) bool { return s.places[i].End > start })
	for _, p := range s.places[first:] {
		if p.Start >= end {
			break
		}
		if !p.Place.Short {
			return true
		}
	}
	return false
}
