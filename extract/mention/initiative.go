package mention

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"kg/extract/lexicon"
)

// Bounds of a quoted name in characters.
const (
	minQuoted = 2
	maxQuoted = 24
)

// counted is a quoted formula of numbers: “十大行动”, “1239N”, “三个提升”, “4+N”.
var counted = regexp.MustCompile(`^(?:[一二两三四五六七八九十百千万\d]+[大个项条有保稳优新要进心岛区改严实联马讲学创拔].*|[\d一二三四五六七八九十]+\+[\dN一二三四五六七八九十A-Z+]+|\d+[A-Z]?)$`)

// quotePairs are the quotation marks.
var quotePairs = map[rune]string{'“': "”", '‘': "’", '"': "\"", '「': "」"}

// findInitiatives finds campaigns, mechanisms and the like: a quoted name with a class word
// behind it (“二马”机制), a quoted formula with a number, and names that a class word ends
// without quotes (污染防治攻坚战).
func (s *scanner) findInitiatives() {
	for i, r := range s.text {
		if closing, ok := quotePairs[r]; ok && !s.shade[i] {
			s.quoted(i, utf8.RuneLen(r), closing)
			continue
		}
		end := i + utf8.RuneLen(r)
		if r != utf8.RuneError && s.starts[end] && !s.shade[i] {
			s.unquoted(end)
		}
	}
}

// quoted reads the quotation that opens at byte start.
func (s *scanner) quoted(start, size int, closing string) {
	length := strings.Index(s.text[start+size:min(len(s.text), start+size+3*maxQuoted+len(closing))], closing)
	if length <= 0 {
		return
	}
	inner := s.text[start+size : start+size+length]
	end := start + size + length + len(closing)
	if n := runes(inner); n < minQuoted && !strings.ContainsAny(inner, "+") || strings.ContainsAny(inner, "。！？；\n") {
		return
	}
	class, kind := s.classOf(inner, end)
	if kind == "" || looseClass(class) && !counted.MatchString(inner) && runes(inner) > maxLoose {
		return
	}
	m := s.mention(Initiative, start, end+len(class), "initiative.quoted")
	m.Kind, m.Class = kind, class
	s.others = append(s.others, m)
}

// maxLoose is the longest quotation, in characters, of which a loose class word makes a name.
const maxLoose = 6

// classOf returns the class word of the quotation inner that ends at byte end and its kind:
// a word behind it, else its own last word, which is then no class word; a formula with a
// number needs none. kind is "" for what is no initiative.
func (s *scanner) classOf(inner string, end int) (class, kind string) {
	if class, kind = lexicon.InitiativeClassAt(s.text, end); class == "" {
		class, kind = s.classFurther(end)
	}
	if class != "" {
		return class, kind
	}
	formula := counted.MatchString(inner)
	if own, k := lexicon.InitiativeClassBefore(inner, len(inner)); own != "" && (formula || runes(inner) > minOwnClass) {
		return "", k
	}
	if formula {
		return "", "strategy"
	}
	return "", ""
}

// minOwnClass is what a quotation must be longer than, in characters, for its own last word
// to make it a name.
const minOwnClass = 4

// looseClass reports whether a class word also stands behind quotations that are no names.
func looseClass(class string) bool {
	return runes(class) == 2 && (class == "工作" || class == "建设" || class == "目标")
}

// maxFurther is how many characters may stand between a quotation and its class word:
// “周五清洁日”环境整治志愿服务活动.
const maxFurther = 8

// classFurther returns what follows the quotation that ends at byte end up to a class word
// soon after, and its kind.
func (s *scanner) classFurther(end int) (class, kind string) {
	at := end
	for count := 0; count < maxFurther && at < len(s.text); count++ {
		_, size := utf8.DecodeRuneInString(s.text[at:])
		if !s.starts[at] {
			at += size
			continue
		}
		if word, k := lexicon.InitiativeClassAt(s.text, at); runes(word) > 1 && count > 0 && !looseClass(word) {
			return s.text[end : at+len(word)], k
		}
		t := s.tokens[s.token[at]]
		if word := s.text[t.Start:t.End]; stops(word) {
			return "", ""
		}
		at += size
	}
	return "", ""
}

// Bounds of an unquoted name in characters, with its class word.
const (
	minUnquoted = 6
	maxUnquoted = 24
)

// unquoted reads a name that a class word at byte end closes.
func (s *scanner) unquoted(end int) {
	class := lexicon.UnquotedInitiativeBefore(s.text, end)
	if class == "" {
		return
	}
	if longer, _ := lexicon.InitiativeClassAt(s.text, end); longer != "" && !looseClass(longer) {
		return
	}
	start := end - len(class)
	for start > 0 {
		at, word := s.before(start)
		if stops(word) || runes(s.text[at:end]) > maxUnquoted {
			break
		}
		start = at
	}
	if n := runes(s.text[start:end]); n < minUnquoted && runes(class) < 5 || start == end-len(class) && runes(class) < 6 {
		return
	}
	_, kind := lexicon.InitiativeClassBefore(s.text, end)
	if kind == "" {
		kind = "campaign"
	}
	m := s.mention(Initiative, start, end, "initiative.class-word")
	m.Kind, m.Class = kind, class
	s.others = append(s.others, m)
}

// InitiativeCore returns the name of an Initiative mention without quotation marks and
// class word, by which it is the same in other articles: 二马 for “二马”机制.
func InitiativeCore(m *Mention) string {
	core := strings.TrimSuffix(m.Norm, m.Class)
	first, size := utf8.DecodeRuneInString(core)
	if closing, ok := quotePairs[first]; ok && strings.HasSuffix(core, closing) && len(core) > size+len(closing) {
		core = core[size : len(core)-len(closing)]
	}
	if core == "" {
		return m.Norm
	}
	return core
}
