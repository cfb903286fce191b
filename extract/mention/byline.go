package mention

import (
	"strings"
	"unicode/utf8"

	"kg/extract/article"
	"kg/extract/lexicon"
)

// Bylines, as in graph/schema.yaml.
const (
	reporter     = "reporter"
	photographer = "photographer"
)

// findBylines finds reporters: lines that are bylines, brackets with names at the end of a
// paragraph or behind 讯, and photographers before 摄.
func (s *scanner) findBylines() {
	for _, b := range s.art.Blocks {
		switch b.Kind {
		case article.BylineBlock:
			s.bylineNames(b.Span, false)
		case article.SourceBlock, article.TitleBlock:
		default:
			s.bracketBylines(b.Span)
			s.photographers(b.Span)
		}
	}
}

// bracketBylines reads the brackets of a paragraph that hold a byline.
func (s *scanner) bracketBylines(block article.Span) {
	for at := block.Start; at < block.End; {
		open := strings.IndexAny(s.text[at:block.End], "（(【")
		if open < 0 {
			return
		}
		start := at + open
		_, size := utf8.DecodeRuneInString(s.text[start:])
		start += size
		length := strings.IndexAny(s.text[start:block.End], "）)】")
		if length < 0 {
			return
		}
		inner := article.Span{Start: start, End: start + length}
		_, size = utf8.DecodeRuneInString(s.text[inner.End:])
		at = inner.End + size
		last := strings.Trim(s.text[at:block.End], " 　。") == ""
		if word, _ := s.bylineWord(inner.Start, inner.End); word != "" || last {
			s.bylineNames(inner, word == "")
		}
	}
}

// maxByline is the longest byline, in bytes.
const maxByline = 300

// bylineNames reads the names of a byline. With plain, the text is a byline only if it
// consists of names (陈鹏 秦利莎), and one name that is a pen name of an office is none.
func (s *scanner) bylineNames(span article.Span, plain bool) {
	if span.End-span.Start > maxByline {
		return
	}
	var names []Mention
	as, worded := reporter, false
	for at := span.Start; at < span.End; {
		r, size := utf8.DecodeRuneInString(s.text[at:])
		if !han(r) {
			at += size
			continue
		}
		if word, role := s.bylineWord(at, span.End); word != "" {
			if at += len(word); role == photographer && !worded {
				setByline(names, role) // the names came before the word
			}
			as, worded = role, true
			continue
		}
		end := s.bylineName(at, span.End)
		if end == 0 {
			if plain && len(names) == 0 {
				return
			}
			at = s.nextPiece(at, span.End)
			continue
		}
		m := s.mention(Person, at, end, "person.byline")
		m.Person = &PersonPart{Byline: as}
		names = append(names, m)
		at = end
	}
	if plain && len(names) == 1 && s.isPenName(names[0].Norm) {
		return
	}
	s.people = append(s.people, names...)
}

func setByline(names []Mention, as string) {
	for i := range names {
		names[i].Person.Byline = as
	}
}

// bylineWord returns the byline word at byte at that ends at or before limit.
func (s *scanner) bylineWord(at, limit int) (word, as string) {
	word, as = lexicon.BylineAt(s.text[:limit], at)
	return word, as
}

// nextPiece returns the start of what follows the next mark or white space.
func (s *scanner) nextPiece(at, limit int) int {
	for at < limit {
		r, size := utf8.DecodeRuneInString(s.text[at:])
		if !han(r) {
			return at
		}
		if word, _ := s.bylineWord(at, limit); word != "" {
			return at
		}
		at += size
	}
	return limit
}

// bylineName returns the end of the name at byte at: a surname with one or two characters
// up to a mark, white space, a byline word or the limit; else 0.
func (s *scanner) bylineName(at, limit int) int {
	if end := s.dottedName(at); end != 0 && end <= limit {
		return end
	}
	surname, ok := lexicon.SurnameAt(s.text[:limit], at)
	if !ok {
		return 0
	}
	end := at + len(surname)
	if end < limit && (s.runeAt(end) == ' ' || s.runeAt(end) == '　') && len(surname) == 3 {
		return s.spacedByline(end, limit)
	}
	end = s.bylineGiven(end, limit)
	if end == at+len(surname) && len(surname) == 3 {
		return 0 // a double surname alone is two characters, and may be a name
	}
	if end < limit && han(s.runeAt(end)) {
		if word, _ := s.bylineWord(end, limit); word == "" {
			return 0
		}
	}
	return end
}

// bylineGiven returns the end of the given name of at most two characters at byte at; at
// itself when a mark or the limit stands there.
func (s *scanner) bylineGiven(at, limit int) int {
	end := at
	for count := 0; count < 2 && end < limit; count++ {
		r, size := utf8.DecodeRuneInString(s.text[end:])
		if !han(r) {
			break
		}
		if word, _ := s.bylineWord(end, limit); word != "" && count > 0 {
			break
		}
		end += size
	}
	return end
}

// spacedByline returns the end of a name whose surname ends at byte end and whose one
// given character stands alone behind white space (王　刚).
func (s *scanner) spacedByline(end, limit int) int {
	given := s.skip(end, " 　")
	r, size := utf8.DecodeRuneInString(s.text[given:])
	after := given + size
	if given >= limit || !han(r) || after < limit && han(s.runeAt(after)) {
		return 0
	}
	return after
}

// isPenName reports whether a name is that of an office: (牧宣) in a paper of 牧野.
func (s *scanner) isPenName(name string) bool {
	if runes(name) > 3 || !lexicon.EndsPenName(name) {
		return false
	}
	first, _ := utf8.DecodeRuneInString(name)
	for i := range s.places {
		if strings.ContainsRune(s.places[i].Text, first) {
			return true
		}
	}
	entry, ok := lexicon.LookupSurname(string(first))
	return runes(name) == 2 && (!ok || entry.Class != "common")
}

// photographers reads the names before 摄 at the end of a line: what follows its last
// sentence (记者 石泉生 摄) or its last words (医生送上香囊 记者 石泉生 摄).
func (s *scanner) photographers(block article.Span) {
	end := block.Start + len(strings.TrimRight(s.text[block.Start:block.End], " 　。）)"))
	if _, as := lexicon.BylineBefore(s.text, end); as != photographer {
		return
	}
	start := block.Start
	if i := strings.LastIndexAny(s.text[block.Start:end], "。！？】"); i >= 0 {
		_, size := utf8.DecodeRuneInString(s.text[block.Start+i:])
		start += i + size
	}
	s.bylineNames(article.Span{Start: start, End: end}, false)
}
