package main

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// unit is one line of the package: a code of 2, 4, 6 or 9 digits and a name.
type unit struct{ code, name string }

// regions are the three provinces that the bureau's list does not hold; their
// names are those of the package's HK-MO-TW.json, their codes those of GB/T 2260.
var regions = []unit{{"71", "台湾省"}, {"81", "香港特别行政区"}, {"82", "澳门特别行政区"}}

// readUnits returns the lines of the package's tables from province to township.
func readUnits(pkg string) ([]unit, error) {
	units := append([]unit(nil), regions...)
	for _, name := range []string{"provinces.csv", "cities.csv", "areas.csv", "streets.csv"} {
		path := filepath.Join(pkg, "dist", name)
		data, err := os.ReadFile(path)
		if err != nil {
			return nil, err
		}
		records, err := csv.NewReader(bytes.NewReader(data)).ReadAll()
		if err != nil {
			return nil, fmt.Errorf("%s: %w", path, err)
		}
		for _, record := range records[1:] {
			units = append(units, unit{code: record[0], name: record[1]})
		}
	}
	return units, nil
}

// words are the tables of the lexicon that decide about levels and short names.
type words struct {
	levels  map[string]string   // class suffix -> level
	strip   map[string]bool     // class suffix -> a short name drops it
	peoples map[string]bool     // 土家, without 族
	aliases map[string][]string // code -> customary short forms
	zones   map[string]string   // class word of a zone -> what people say
	units   map[string][]string // place -> words of units.tsv
}

// readWords reads the hand-made division tables of the lexicon's folder.
func readWords(lexicon string) (*words, error) {
	w := &words{levels: map[string]string{}, strip: map[string]bool{}, peoples: map[string]bool{}, aliases: map[string][]string{}, zones: map[string]string{}, units: map[string][]string{}}
	readers := []struct {
		name string
		add  func(fields []string)
	}{
		{"divisions_suffixes.tsv", func(f []string) { w.levels[f[0]], w.strip[f[0]] = f[1], f[2] == "yes" }},
		{"divisions_peoples.tsv", func(f []string) { w.peoples[f[0]] = true }},
		{"divisions_aliases.tsv", func(f []string) { w.aliases[f[1]] = append(w.aliases[f[1]], f[0]) }},
		{"divisions_zones.tsv", func(f []string) { w.zones[f[0]] = f[1] }},
		{filepath.Join("gen", "divisions", "units.tsv"), func(f []string) { w.units[f[1]] = append(w.units[f[1]], f[0]) }},
	}
	for _, r := range readers {
		if err := eachRow(filepath.Join(lexicon, r.name), r.add); err != nil {
			return nil, err
		}
	}
	return w, nil
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
