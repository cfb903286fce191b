package lexicon

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"unicode/utf8"
)

//go:embed *.tsv
var files embed.FS

// maxTableErrors bounds how many faults of one table are reported together.
const maxTableErrors = 20

// readTable returns the rows of the embedded file name, in file order, each with
// exactly columns fields; the first field is the row's key and must be unique.
// Lines that begin with '#' are header and are only allowed above the first row.
// All faults of the file come back joined, each as "name:line: …".
func readTable(name string, columns int) ([][]string, error) {
	return readRows(files, name, columns, true)
}

// readRelation is readTable for tables in which a key may have several rows; only
// the whole line must be unique.
func readRelation(name string, columns int) ([][]string, error) {
	return readRows(files, name, columns, false)
}

// mustTable returns what read returned. It panics on an error, which can only
// mean that a file embedded in this very program is broken; TestTables reads all
// of them, so that cannot pass the tests.
func mustTable[T any](table T, err error) T {
	if err != nil {
		panic(err)
	}
	return table
}

// readRows reads a table into memory; see scanRows.
func readRows(fsys fs.FS, name string, columns int, uniqueKeys bool) ([][]string, error) {
	var rows [][]string
	err := scanRows(fsys, name, columns, uniqueKeys, func(fields []string) error {
		rows = append(rows, append([]string(nil), fields...))
		return nil
	})
	if err != nil {
		return nil, err
	}
	return rows, nil
}

// scanRows calls visit for every row of a table, in file order. fields is reused
// between calls; its strings may be kept. It exists beside readRows for tables
// with tens of thousands of rows, where a slice per row would double the time.
func scanRows(fsys fs.FS, name string, columns int, uniqueKeys bool, visit func(fields []string) error) error {
	data, err := fs.ReadFile(fsys, name)
	if err != nil {
		return fmt.Errorf("read table %s: %w", name, err)
	}
	s := rowScanner{columns: columns, uniqueKeys: uniqueKeys, fields: make([]string, 0, columns)}
	var faults []error
	text := string(data)
	for number := 1; text != "" && len(faults) < maxTableErrors; number++ {
		var line string
		line, text, _ = strings.Cut(text, "\n")
		row, err := s.next(line)
		if err == nil && row {
			err = visit(s.fields)
		}
		if err != nil {
			faults = append(faults, fmt.Errorf("%s:%d: %w", name, number, err))
		}
	}
	return errors.Join(faults...)
}

// rowScanner checks the lines of one table, one after the other.
type rowScanner struct {
	columns    int
	uniqueKeys bool
	previous   string   // the last row, "" before the first one
	fields     []string // the columns of the last row
}

// next checks line and splits it into s.fields. It reports false for a header
// line.
func (s *rowScanner) next(line string) (bool, error) {
	if strings.HasPrefix(line, "#") {
		if s.previous != "" {
			return false, errors.New("header line below the first row")
		}
		return false, nil
	}
	if !utf8.ValidString(line) {
		return false, errors.New("not UTF-8")
	}
	if count := strings.Count(line, "\t") + 1; count != s.columns {
		return false, fmt.Errorf("%d columns, want %d", count, s.columns)
	}
	previous := s.previous
	s.previous = line
	s.split(line)
	if previous == "" {
		return true, nil
	}
	return true, s.compare(previous, line)
}

// split puts the columns of line into s.fields.
func (s *rowScanner) split(line string) {
	s.fields = s.fields[:0]
	for {
		field, rest, more := strings.Cut(line, "\t")
		s.fields = append(s.fields, field)
		if !more {
			return
		}
		line = rest
	}
}

// compare reports an error unless line belongs below previous.
func (s *rowScanner) compare(previous, line string) error {
	if line == previous {
		return fmt.Errorf("%q is given twice", s.fields[0])
	}
	if line < previous {
		return fmt.Errorf("%q is out of order (sort the rows by bytes: LC_ALL=C sort -u)", s.fields[0])
	}
	if key, _, _ := strings.Cut(previous, "\t"); s.uniqueKeys && key == s.fields[0] {
		return fmt.Errorf("key %q is given twice", key)
	}
	return nil
}
