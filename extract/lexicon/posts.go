package lexicon

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"
)

// wordTable is a table of words that are looked for in running text. starts and ends
// hold, by first and by last character, the length of the longest word in bytes, so that
// most positions of a text cost one look.
type wordTable struct {
	class  map[string]string
	starts [1 << 16]uint8
	ends   [1 << 16]uint8
}

// loadWords returns the reader of a table of words with a class each.
func loadWords(name string, columns int, classes ...string) func() *wordTable {
	return sync.OnceValue(func() *wordTable { return mustTable(readWords(name, columns, classes)) })
}

func readWords(name string, columns int, classes []string) (*wordTable, error) {
	table := &wordTable{class: make(map[string]string, 512)}
	err := scanRows(files, name, columns, true, func(f []string) error {
		class := ""
		if columns > 1 {
			class = f[1]
		}
		if len(classes) > 0 && !slices.Contains(classes, class) {
			return fmt.Errorf("unknown class %q (have %s)", class, strings.Join(classes, ", "))
		}
		table.add(f[0], class)
		return nil
	})
	return table, err
}

// add puts a word of at most 255 bytes into the table.
func (t *wordTable) add(word, class string) {
	t.class[word] = class
	first, _ := utf8.DecodeRuneInString(word)
	last, _ := utf8.DecodeLastRuneInString(word)
	size := uint8(min(len(word), 255))
	t.starts[uint16(first)] = max(t.starts[uint16(first)], size)
	t.ends[uint16(last)] = max(t.ends[uint16(last)], size)
}

// startingAt returns the longest word that text begins with at byte at, and its class.
func (t *wordTable) startingAt(text string, at int) (word, class string, ok bool) {
	first, size := utf8.DecodeRuneInString(text[at:])
	longest := int(t.starts[uint16(first)])
	if longest == 0 {
		return "", "", false
	}
	limit := min(len(text), at+longest)
	for end := at + size; end <= limit; end += size {
		if c, found := t.class[text[at:end]]; found {
			word, class, ok = text[at:end], c, true
		}
		if _, size = utf8.DecodeRuneInString(text[end:]); size == 0 {
			break
		}
	}
	return word, class, ok
}

// endingAt returns the longest word that ends at byte end of text, and its class.
func (t *wordTable) endingAt(text string, end int) (word, class string, ok bool) {
	last, size := utf8.DecodeLastRuneInString(text[:end])
	longest := int(t.ends[uint16(last)])
	if longest == 0 {
		return "", "", false
	}
	limit := max(0, end-longest)
	for at := end - size; at >= limit; at -= size {
		if c, found := t.class[text[at:end]]; found {
			word, class, ok = text[at:end], c, true
		}
		if _, size = utf8.DecodeLastRuneInString(text[:at]); size == 0 {
			break
		}
	}
	return word, class, ok
}

// Classes of titles.
const (
	PostTitle    = "post"    // a seat or office: 区长
	ChiefTitle   = "chief"   // the head of a company, a school, a society: 董事长
	MemberTitle  = "member"  // a seat of which there are several: 常委
	RankTitle    = "rank"    // a learned or technical rank: 教授
	GenericTitle = "generic" // a group of posts: 区领导
	PersonTitle  = "person"  // who somebody is, no post: 居民
)

var titles = loadWords("titles.tsv", 2, PostTitle, ChiefTitle, MemberTitle, RankTitle, GenericTitle, PersonTitle)

// TitleAt returns the longest head of a title that starts at byte at of text, and its
// class; "" and "" when none does.
func TitleAt(text string, at int) (word, class string) {
	word, class, _ = titles().startingAt(text, at)
	return word, class
}

// Classes of title modifiers that are no status.
const (
	DeputyModifier = "deputy"
	PlainModifier  = "plain"
)

var modifiers = loadWords("title_modifiers.tsv", 2, DeputyModifier, PlainModifier, "acting", "former", "current", "appointed", "nominated")

// ModifierBefore returns the longest modifier of a title (副, 代理, 原) that ends at byte
// end of text, and its class: DeputyModifier, PlainModifier or the status that it gives.
func ModifierBefore(text string, end int) (word, class string) {
	word, class, _ = modifiers().endingAt(text, end)
	return word, class
}

// Classes of words that bound names.
const (
	SpeechWord  = "speech"  // says something: its subject is a person
	OfficeWord  = "office"  // takes a post or a part: so is its subject
	AppointWord = "appoint" // its object is a person
	FieldWord   = "field"   // may be a field of an organization: 攻坚
	PlainWord   = "word"
)

var boundaries = loadWords("boundaries.tsv", 2, SpeechWord, OfficeWord, AppointWord, FieldWord, PlainWord)

// BoundaryAt returns the longest word that starts at byte at of text and cannot be
// part of a name, and its class; "" when there is none.
func BoundaryAt(text string, at int) (word, class string) {
	word, class, _ = boundaries().startingAt(text, at)
	return word, class
}

// BoundaryClass returns the class of a word that cannot be part of a name; "" for others.
func BoundaryClass(word string) string { return boundaries().class[word] }

// IsBoundary reports whether word cannot be part of a name: a word of the table or two of
// them that the words joined (主持召开).
func IsBoundary(word string) bool {
	t := boundaries()
	if _, found := t.class[word]; found {
		return true
	}
	if len(word) != 2*twoCharacters {
		return false
	}
	_, first := t.class[word[:twoCharacters]]
	_, second := t.class[word[twoCharacters:]]
	return first && second
}

// twoCharacters is the length of two Chinese characters in bytes.
const twoCharacters = 2 * 3

var departments = loadWords("departments.tsv", 1)

// DepartmentBefore returns the longest field of a department (财政, 农业农村) that ends at
// byte end of text; "" when none does.
func DepartmentBefore(text string, end int) string {
	word, _, _ := departments().endingAt(text, end)
	return word
}

var bodies = loadWords("bodies.tsv", 1)

// BodyAt returns the longest body that needs no more words (区委, 国务院) and starts at
// byte at of text; "" when none does.
func BodyAt(text string, at int) string {
	word, _, _ := bodies().startingAt(text, at)
	return word
}

// Organ is what the last characters of an organization's name say.
type Organ struct {
	Suffix string
	Kind   string // value of organizationKind in graph/schema.yaml
	Apart  bool   // stands beside the title of its posts (a company), not in it (a bureau)
}

var organs = sync.OnceValue(func() *organTable { return mustTable(readOrgans()) })

type organTable struct {
	wordTable
	entries map[string]Organ
}

func readOrgans() (*organTable, error) {
	t := &organTable{wordTable: wordTable{class: map[string]string{}}, entries: map[string]Organ{}}
	err := scanRows(files, "organs.tsv", 3, true, func(f []string) error {
		switch f[2] {
		case "title", "apart", "none":
		default:
			return fmt.Errorf("unknown use %q (have apart, none, title)", f[2])
		}
		t.add(f[0], f[1])
		if f[2] != "none" {
			t.entries[f[0]] = Organ{Suffix: f[0], Kind: f[1], Apart: f[2] == "apart"}
		}
		return nil
	})
	return t, err
}

// OrganBefore returns the organ whose suffix is the longest one that ends at byte end
// of text, and whether there is one.
func OrganBefore(text string, end int) (Organ, bool) {
	t := organs()
	word, _, ok := t.endingAt(text, end)
	if !ok {
		return Organ{}, false
	}
	organ, ok := t.entries[word]
	return organ, ok
}

// EndsOrgan reports whether r is the last character of some organ suffix, so that a
// scan of text asks OrganBefore only there.
func EndsOrgan(r rune) bool { return organs().ends[uint16(r)] > 0 }

var ambiguousShorts = loadWords("divisions_ambiguous.tsv", 1)

// AmbiguousShort reports whether the short form of a division is a usual word (和平), so
// that alone it does not fix a division.
func AmbiguousShort(short string) bool {
	_, found := ambiguousShorts().class[short]
	return found
}

var genericPlaces = loadWords("generic_places.tsv", 1)

// EndsGenericPlace returns the longest word that ends at byte end of text, looks like
// the name of a division and is none (辖区, 示范村); "" when none does.
func EndsGenericPlace(text string, end int) string {
	word, _, _ := genericPlaces().endingAt(text, end)
	return word
}

var organPrefixes = loadWords("organ_prefixes.tsv", 2)

// OrganPrefixBefore returns the longest word that ends at byte end and may stand before
// the division of an organ (中共某某区委); "" when none does.
func OrganPrefixBefore(text string, end int) string {
	word, _, _ := organPrefixes().endingAt(text, end)
	return word
}

var bylines = loadWords("bylines.tsv", 2, "reporter", "correspondent", "photographer", "editor")

// BylineAt returns the longest byline word (记者, 摄) that starts at byte at of text and
// what the people beside it did, as in graph/schema.yaml; "" and "" when none does.
func BylineAt(text string, at int) (word, as string) {
	word, as, _ = bylines().startingAt(text, at)
	return word, as
}

// BylineBefore is BylineAt for the word that ends at byte end.
func BylineBefore(text string, end int) (word, as string) {
	word, as, _ = bylines().endingAt(text, end)
	return word, as
}

var penNames = loadWords("pen_names.tsv", 1)

// EndsPenName reports whether name ends as pen names of offices do (牧宣).
func EndsPenName(name string) bool {
	word, _, _ := penNames().endingAt(name, len(name))
	return word != ""
}

var policies = loadWords("policies.tsv", 2)

// PolicyKind returns the kind of document (value of policyKind in graph/schema.yaml) that
// the last word of title says; "" for one that does not govern: a book, a film.
func PolicyKind(title string) string {
	_, kind, _ := policies().endingAt(title, len(title))
	return kind
}

var initiatives = loadWords("initiatives.tsv", 2)

// InitiativeClassAt returns the longest class word of initiatives (机制, 专项行动) that
// starts at byte at of text, and the kind that it says; "" and "" when none does.
func InitiativeClassAt(text string, at int) (word, kind string) {
	word, kind, _ = initiatives().startingAt(text, at)
	return word, kind
}

// InitiativeClassBefore is InitiativeClassAt for the word that ends at byte end.
func InitiativeClassBefore(text string, end int) (word, kind string) {
	word, kind, _ = initiatives().endingAt(text, end)
	return word, kind
}

var unquotedInitiatives = loadWords("initiatives_unquoted.tsv", 1)

// UnquotedInitiativeBefore returns the longest class word that ends at byte end of text
// and closes the name of an initiative also without quotes; "" when none does.
func UnquotedInitiativeBefore(text string, end int) string {
	word, _, _ := unquotedInitiatives().endingAt(text, end)
	return word
}

var slogans = loadWords("slogans.tsv", 1)

// SloganAt returns the longest formula that starts at byte at of text, behind the name of a
// leader (同志为核心, 新时代); "" when none does.
func SloganAt(text string, at int) string {
	word, _, _ := slogans().startingAt(text, at)
	return word
}
