// Figures learns the figures of package lexicon from a folder of Chinese text
// (.md and .txt): words.tsv, characters.tsv and given.tsv. Only counts leave the
// text, never a sentence.
//
//	go run ./extract/lexicon/gen/figures -corpus DIR -lexicon ./extract/lexicon
//
// Words are found without a dictionary or a tagger. Strings of 2 to 4 characters
// become candidates when their characters stick together and their neighbours
// vary (mine.go); then the text is segmented with the candidates several times,
// each time with the counts of the last one, and those that the segmentation
// does not use, or that it could as well build from shorter words, go (prune.go).
//
// Names of people are found beside titles and verbs of speaking and in lists of
// names (names.go). Their given-name characters are counted, each name once, and
// they are taken out of the text before it is searched for words: the tables hold
// no full names that the contexts give away.
package main

import (
	"flag"
	"fmt"
	"os"
)

func main() {
	corpus := flag.String("corpus", "", "folder of text files")
	lexicon := flag.String("lexicon", "extract/lexicon", "folder of the lexicon's tables")
	about := flag.String("source", "", "what the text is, for the tables' headers")
	flag.Parse()
	if err := run(*corpus, *lexicon, *about); err != nil {
		fmt.Fprintln(os.Stderr, "figures:", err)
		os.Exit(1)
	}
}

// run counts the folder corpus and writes the tables.
func run(corpus, lexicon, about string) error {
	text, err := readCorpus(corpus)
	if err != nil {
		return err
	}
	hints, err := readHints(lexicon)
	if err != nil {
		return err
	}
	names := findNames(text, mine(text), hints)
	counts := countCharacters(text)
	names.mask(text)
	given := names.chinese(hints).givenUses(hints)
	words := withoutNames(prune(text, mine(text)), given, counts, hints)
	fmt.Fprintf(os.Stderr, "%d characters, %d words, %d names\n", len(text), len(words), len(names))
	if err := writeWords(lexicon, about, words); err != nil {
		return err
	}
	if err := writeCharacters(lexicon, about, counts, words); err != nil {
		return err
	}
	return writeGiven(lexicon, about, given, counts)
}
