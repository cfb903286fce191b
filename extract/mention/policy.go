package mention

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"kg/extract/lexicon"
)

// maxTitle is the longest title of a document, in bytes; a mark that opens a longer one
// was never closed.
const maxTitle = 400

// draft is the mark of a draft at the end of a title: (讨论稿), （草案）.
var draft = regexp.MustCompile(`[（(][^（(]*(?:稿|草案)[）)]$`)

// findPolicies finds the documents in 《》. Books and films are none. What stands inside
// is shaded: no people and organs are looked for there.
func (s *scanner) findPolicies() {
	for at := 0; ; {
		i := strings.Index(s.text[at:], "《")
		if i < 0 {
			return
		}
		start := at + i
		end := s.bookEnd(start)
		if end == 0 {
			at = start + len("《")
			continue
		}
		for b := start; b < end; b++ {
			s.shade[b] = true
		}
		s.addPolicy(start, end)
		at = end
	}
}

// bookEnd returns the byte after the 》 that closes the mark at byte start, else 0.
func (s *scanner) bookEnd(start int) int {
	depth := 0
	for i, r := range s.text[start:min(len(s.text), start+maxTitle)] {
		switch r {
		case '《':
			depth++
		case '》':
			if depth--; depth == 0 {
				return start + i + utf8.RuneLen(r)
			}
		case '\n':
			return 0
		}
	}
	return 0
}

func (s *scanner) addPolicy(start, end int) {
	title := compactTitle(s.text[start+len("《") : end-len("》")])
	mark := draft.FindString(title)
	name := strings.TrimSuffix(title, mark)
	if mark == "" && strings.HasSuffix(name, draftWord) {
		mark = draftWord
	}
	kind := lexicon.PolicyKind(plainTitle(name))
	if kind == "" {
		return
	}
	m := s.mention(Policy, start, end, "policy.brackets")
	m.Norm, m.Kind, m.Class = name, kind, mark
	s.others = append(s.others, m)
}

// draftWord marks a draft also without brackets.
const draftWord = "草案"

// plainTitle returns a title without a remark in brackets at its end: 行动（2019—2030年）.
func plainTitle(title string) string {
	for _, marks := range []string{"（）", "()"} {
		open, _ := utf8.DecodeRuneInString(marks)
		if strings.HasSuffix(title, strings.TrimPrefix(marks, string(open))) {
			if i := strings.LastIndex(title, string(open)); i > 0 {
				return title[:i]
			}
		}
	}
	return title
}

// compactTitle returns title without white space at its ends and around line breaks; a
// space between two parts of a title stays.
func compactTitle(title string) string { return strings.Join(strings.Fields(title), " ") }
