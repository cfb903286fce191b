package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// maxCharacters is the number of rows of characters.tsv.
const maxCharacters = 4000

func countCharacters(text corpus) map[uint64]uint32 {
	counts := map[uint64]uint32{}
	for _, c := range text {
		if isHan(c) {
			counts[uint64(c)]++
		}
	}
	return counts
}

func writeWords(lexicon, about string, words map[uint64]uint32) error {
	var rows []string
	for _, k := range sortedKeys(words) {
		if k >= 1<<16 {
			rows = append(rows, fmt.Sprintf("%s\t%d", keyText(k), words[k]))
		}
	}
	return writeTable(lexicon, "words.tsv", about, "word, uses in the final segmentation of the text", rows)
}

func writeCharacters(lexicon, about string, counts, uses map[uint64]uint32) error {
	keys := sortedKeys(counts)
	slices.SortStableFunc(keys, func(a, b uint64) int { return int(counts[b]) - int(counts[a]) })
	var rows []string
	for _, k := range keys[:min(len(keys), maxCharacters)] {
		rows = append(rows, fmt.Sprintf("%s\t%d\t%d", keyText(k), counts[k], uses[k]))
	}
	return writeTable(lexicon, "characters.tsv", about, "character, occurrences, uses as a piece of its own in the final segmentation", rows)
}

// writeGiven writes the counts of the characters of given names, by their place.
func writeGiven(lexicon, about string, given map[uint16]*givenUse, counts map[uint64]uint32) error {
	var rows []string
	for c, u := range given {
		k := uint64(c)
		rows = append(rows, fmt.Sprintf("%s\t%d\t%d\t%d\t%d", keyText(k), u.first, u.last, u.single, counts[k]))
	}
	return writeTable(lexicon, "given.tsv", about, "character, different names that have it as first of two, as last of two, as only one, occurrences anywhere in the text", rows)
}

// writeTable sorts rows by bytes and writes them under a header.
func writeTable(folder, name, about, columns string, rows []string) error {
	slices.Sort(rows)
	header := fmt.Sprintf("# source: counts over %s; licence: MIT\n# made by gen/figures; do not edit\n# columns: %s\n", about, columns)
	return os.WriteFile(filepath.Join(folder, name), []byte(header+strings.Join(rows, "\n")+"\n"), 0o644)
}
