package article

import (
	_ "embed" // for the table of marks
	"fmt"
	"sort"
	"strings"
	"sync"
)

//go:embed marks.tsv
var marksTable string

// markKind names a group of forms in marks.tsv, whose header says what each is for.
type markKind string

const (
	placeMark          markKind = "place"
	furnitureMark      markKind = "furniture"
	furnitureStartMark markKind = "furniture-start"
	originalLinkMark   markKind = "original-link"
	roleMark           markKind = "role"
	captionMark        markKind = "caption"
	sourceMark         markKind = "source"
	originalTitleMark  markKind = "original-title"
	newsMark           markKind = "news"
	wireMark           markKind = "wire"
	paperMark          markKind = "paper"
	continueMark       markKind = "continue"
	unfinishedMark     markKind = "unfinished"
	sayingMark         markKind = "saying"
	soFarMark          markKind = "so-far"
	weekdayMark        markKind = "weekday"
	dateLabelMark      markKind = "date-label"
	untilBeforeMark    markKind = "until-before"
	untilAfterMark     markKind = "until-after"
	frontPublishedMark markKind = "front-published"
	frontPublisherMark markKind = "front-publisher"
	frontURLMark       markKind = "front-url"
	frontPageMark      markKind = "front-page"
	frontTitleMark     markKind = "front-title"
)

// markSet is the forms of one kind, longest first, so that the first match is the longest.
type markSet struct {
	forms []string
	has   map[string]bool
}

// prefix returns the longest form that s begins with, or "".
func (m *markSet) prefix(s string) string {
	for _, form := range m.forms {
		if strings.HasPrefix(s, form) {
			return form
		}
	}
	return ""
}

// suffix returns the longest form that s ends with, or "".
func (m *markSet) suffix(s string) string {
	for _, form := range m.forms {
		if strings.HasSuffix(s, form) {
			return form
		}
	}
	return ""
}

// within reports whether s contains a form.
func (m *markSet) within(s string) bool {
	for _, form := range m.forms {
		if strings.Contains(s, form) {
			return true
		}
	}
	return false
}

// noMarks answers for a kind that the table does not have.
var noMarks = &markSet{has: map[string]bool{}}

// marks returns the forms of a kind. Safe for concurrent use.
func marks(kind markKind) *markSet {
	if set := allMarks()[kind]; set != nil {
		return set
	}
	return noMarks
}

// allMarks reads the table once. It panics on a faulty table, which can only be a
// file embedded in this very program: the tests read it.
var allMarks = sync.OnceValue(func() map[markKind]*markSet {
	table, err := readMarks(marksTable)
	if err != nil {
		panic(err)
	}
	return table
})

// readMarks parses the table: '#' lines, then kind<TAB>form, sorted and unique.
func readMarks(table string) (map[markKind]*markSet, error) {
	out := make(map[markKind]*markSet)
	previous := ""
	for i, line := range strings.Split(strings.TrimSuffix(table, "\n"), "\n") {
		if strings.HasPrefix(line, "#") {
			continue
		}
		kind, form, ok := strings.Cut(line, "\t")
		if !ok || kind == "" || form == "" {
			return nil, fmt.Errorf("marks.tsv:%d: want kind<TAB>form, got %q", i+1, line)
		}
		if line <= previous {
			return nil, fmt.Errorf("marks.tsv:%d: %q is out of order or given twice", i+1, line)
		}
		previous = line
		set := out[markKind(kind)]
		if set == nil {
			set = &markSet{has: make(map[string]bool)}
			out[markKind(kind)] = set
		}
		set.forms = append(set.forms, form)
		set.has[form] = true
	}
	for _, set := range out {
		sort.SliceStable(set.forms, func(i, j int) bool { return len(set.forms[i]) > len(set.forms[j]) })
	}
	return out, nil
}
