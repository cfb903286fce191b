package main

import (
	"bufio"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"unicode"
)

// corpus is the text as 16-bit characters: Chinese characters of the basic plane
// as they are, one value for any stretch of anything else. Nothing else is needed
// to count, and keys of four characters fit 64 bits.
type corpus []uint16

// The values of a corpus that are not characters.
const (
	gap      = uint16(',')  // marks, digits, other scripts
	listMark = uint16(';')  // the enumeration comma, or a blank between names in a list
	lineEnd  = uint16('\n') // also in place of a name that mask removed
)

func isHan(r uint16) bool { return r > 0x3000 }

// readCorpus reads the .md and .txt files below folder in the order of their names.
func readCorpus(folder string) (corpus, error) {
	if folder == "" {
		return nil, errors.New("-corpus names no folder")
	}
	var text corpus
	err := filepath.WalkDir(folder, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || !strings.HasSuffix(path, ".md") && !strings.HasSuffix(path, ".txt") {
			return err
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		text = appendText(text, string(data))
		return nil
	})
	text.thin()
	return text, err
}

// maxRepeats is how often a whole run of characters counts.
const maxRepeats = 100

// thin puts line ends in place of runs of four characters and more that have come
// maxRepeats times already. What stands in every article of a source (查看原文) would
// make its parts look as if they never stood alone.
func (text corpus) thin() {
	seen := map[string]int{}
	for start := 0; start < len(text); {
		end := start
		var run []rune
		for end < len(text) && isHan(text[end]) {
			run = append(run, rune(text[end]))
			end++
		}
		if len(run) >= maxWord {
			if seen[string(run)]++; seen[string(run)] > maxRepeats {
				for i := start; i < end; i++ {
					text[i] = lineEnd
				}
			}
		}
		start = end + 1
	}
}

func appendText(text corpus, data string) corpus {
	for _, r := range data {
		switch {
		case r == '\n':
			text = append(text, lineEnd)
		case unicode.Is(unicode.Han, r) && r > 0x3007 && r <= 0xFFFF:
			text = append(text, uint16(r))
		case r == '、' || unicode.IsSpace(r):
			text = append(text, listMark)
		case len(text) > 0 && text[len(text)-1] != gap:
			text = append(text, gap)
		}
	}
	return append(text, lineEnd)
}

// key packs up to four characters.
func key(chars []uint16) uint64 {
	var k uint64
	for _, c := range chars {
		k = k<<16 | uint64(c)
	}
	return k
}

// keyText is the inverse of key.
func keyText(k uint64) string {
	var runes []rune
	for shift := 48; shift >= 0; shift -= 16 {
		if c := rune(k >> shift & 0xFFFF); c != 0 {
			runes = append(runes, c)
		}
	}
	return string(runes)
}

// encode turns a word into corpus characters.
func encode(word string) []uint16 {
	var chars []uint16
	for _, r := range word {
		chars = append(chars, uint16(r))
	}
	return chars
}

// hints are the hand-made tables that help to find names.
type hints struct {
	surnames map[uint64]bool // one or two characters
	before   map[uint64]bool // words before a name
	after    map[uint64]bool // words after it

	ambiguous map[uint64]bool // surnames that are rare or ordinary characters
	usual     map[uint64]bool // usual characters of given names
	foreign   map[uint64]bool // characters that foreign names are written with
}

// readHints reads the lexicon's name tables and this program's own.
func readHints(lexicon string) (*hints, error) {
	h := &hints{}
	own := filepath.Join("gen", "figures")
	h.ambiguous = map[uint64]bool{}
	err := eachRow(filepath.Join(lexicon, "surnames.tsv"), func(fields []string) {
		if fields[1] == "rare" || fields[3] != "" {
			h.ambiguous[key(encode(fields[0]))] = true
		}
	})
	if err != nil {
		return nil, err
	}
	sets := []struct {
		name string
		set  *map[uint64]bool
		side string // the second column must be this, if not empty
	}{
		{"surnames.tsv", &h.surnames, ""},
		{"given_common.tsv", &h.usual, ""},
		{filepath.Join(own, "foreign.tsv"), &h.foreign, ""},
		{filepath.Join(own, "contexts.tsv"), &h.before, "before"},
		{filepath.Join(own, "contexts.tsv"), &h.after, "after"},
	}
	for _, s := range sets {
		*s.set = map[uint64]bool{}
		err := eachRow(filepath.Join(lexicon, s.name), func(fields []string) {
			chars := encode(fields[0])
			if len(chars) <= maxWord && (s.side == "" || fields[1] == s.side) {
				(*s.set)[key(chars)] = true
			}
		})
		if err != nil {
			return nil, err
		}
	}
	return h, nil
}

// eachRow calls add for the rows of a table; package lexicon's own tests check
// the tables' form.
func eachRow(path string, add func(fields []string)) error {
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	defer file.Close() //nolint:errcheck // only read
	lines := bufio.NewScanner(file)
	for lines.Scan() {
		if line := lines.Text(); !strings.HasPrefix(line, "#") {
			add(strings.Split(line, "\t"))
		}
	}
	return lines.Err()
}
