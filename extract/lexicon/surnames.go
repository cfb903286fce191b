package lexicon

import (
	"fmt"
	"strconv"
	"sync"
	"unicode/utf8"
)

// Surname is one entry of surnames.tsv.
type Surname struct {
	Text   string
	Class  string // common, rare or double
	Weight int    // rough number of bearers in ten thousand people; 0 below one
	Word   bool   // also a frequent ordinary word or part of words (于, 和, 高)
}

var surnames = sync.OnceValue(func() map[string]Surname { return mustTable(readSurnames()) })

func readSurnames() (map[string]Surname, error) {
	table := make(map[string]Surname, 900)
	err := scanRows(files, "surnames.tsv", 4, true, func(f []string) error {
		weight, err := strconv.Atoi(f[2])
		if err != nil {
			return err
		}
		if class := f[1]; class != "common" && class != "rare" && class != "double" {
			return fmt.Errorf("unknown class %q (have common, double, rare)", class)
		}
		if f[3] != "" && f[3] != "word" {
			return fmt.Errorf("unknown note %q (have word)", f[3])
		}
		table[f[0]] = Surname{Text: f[0], Class: f[1], Weight: weight, Word: f[3] == "word"}
		return nil
	})
	return table, err
}

// LookupSurname returns the entry of a surname.
func LookupSurname(surname string) (Surname, bool) {
	entry, ok := surnames()[surname]
	return entry, ok
}

// surnameStarts holds the first characters of surnames.
var surnameStarts = sync.OnceValue(func() *runeSet {
	set := new(runeSet)
	for surname := range surnames() {
		r, _ := utf8.DecodeRuneInString(surname)
		set.add(r)
	}
	return set
})

// StartsSurname reports whether some surname begins with r, so that a scan of text asks
// SurnameAt only there.
func StartsSurname(r rune) bool { return surnameStarts().has(r) }

// maxSurname is the number of characters of the longest surname (爱新觉罗).
const maxSurname = 4

// SurnameAt returns the longest surname that starts at byte at of text, and
// whether there is one. 上官云 gives 上官 and never 上; a caller to whom 东方 (east)
// matters asks LookupSurname about it.
func SurnameAt(text string, at int) (string, bool) {
	longest := ""
	for end, count := at, 0; end < len(text) && count < maxSurname; count++ {
		_, size := utf8.DecodeRuneInString(text[end:])
		end += size
		if _, known := surnames()[text[at:end]]; known {
			longest = text[at:end]
		} else if count == 0 && size < 3 {
			break // not a Chinese character
		}
	}
	return longest, longest != ""
}

var transliteration = sync.OnceValue(func() *runeSet {
	set := new(runeSet)
	for text := range loadWords("transliteration.tsv", 1)().class {
		r, _ := utf8.DecodeRuneInString(text)
		set.add(r)
	}
	return set
})

// Transliterates reports whether r writes the sounds of names from other languages.
func Transliterates(r rune) bool { return transliteration().has(r) }
