package article

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
)

// csv reads a CSV file with a header as a stream. Quoted fields may hold newlines; a
// record is numbered by its first line.
func (r *reader) csv(in input) bool {
	lines, line, err := newLines(in.in, r.options.Encoding)
	if err != nil {
		return r.problem(in.path, line, err)
	}
	file := recordFile{reader: r, input: in, nth: make(map[string]int)}
	var header []string
	for {
		data, number, err := nextRow(lines)
		switch {
		case errors.Is(err, io.EOF):
			return file.end()
		case errors.Is(err, errTooLong) && header != nil:
			if !r.problem(in.path, number, err) {
				return false
			}
			continue
		case err != nil:
			return r.problem(in.path, number, fmt.Errorf("read: %w", cause(err)))
		}
		if len(bytes.TrimSpace(data)) == 0 {
			continue
		}
		row, err := parseRow(data)
		if header == nil {
			file.records++
			if header, err = headerOf(row, err); err != nil {
				return r.problem(in.path, number, err)
			}
			continue
		}
		if !file.row(header, row, number, data, err) {
			return false
		}
	}
}

// row yields one row of a CSV file, or what is wrong with it.
func (f *recordFile) row(header, row []string, number int, data []byte, err error) bool {
	if err == nil && len(row) > len(header) {
		err = fmt.Errorf("%d fields, the header has %d", len(row), len(header))
	}
	if err != nil {
		return f.reader.problem(f.input.path, number, err)
	}
	return f.add(rowRecord(header, row), number, data)
}

// headerOf returns the column names of the first row in lower case.
func headerOf(row []string, err error) ([]string, error) {
	if err != nil {
		return nil, err
	}
	for i, name := range row {
		row[i] = strings.ToLower(strings.TrimSpace(name))
	}
	if !slices.Contains(row, "text") {
		return nil, fmt.Errorf("no column \"text\" (the header has %s)", strings.Join(row, ", "))
	}
	return row, nil
}

// rowRecord gives the fields of a row their names. Of two columns with one name the
// first counts.
func rowRecord(header, row []string) record {
	get := func(name string) string {
		if i := slices.Index(header, name); i >= 0 && i < len(row) {
			return row[i]
		}
		return ""
	}
	return record{
		ID: scalar(get("id")), Title: scalar(get("title")), Text: strings.ToValidUTF8(get("text"), "\ufffd"),
		Published: scalar(get("published")), Publisher: scalar(get("publisher")),
		URL: scalar(get("url")), Page: scalar(get("page")),
	}
}

// parseRow parses one record.
func parseRow(data []byte) ([]string, error) {
	in := csv.NewReader(bytes.NewReader(data))
	row, err := in.Read()
	var parseErr *csv.ParseError
	if errors.As(err, &parseErr) {
		err = parseErr.Err
	}
	if err != nil {
		return nil, fmt.Errorf("not a CSV record: %w", err)
	}
	return row, nil
}

// nextRow returns the lines of the next record and the number of the first one. The
// errors are those of lines.next.
func nextRow(l *lines) ([]byte, int, error) {
	var row []byte
	first, quoted, long := 0, false, false
	for {
		line, number, err := l.next()
		if first == 0 {
			first = number
		}
		if err != nil {
			if errors.Is(err, io.EOF) && len(row) > 0 {
				return row, first, nil // an open quotation: parseRow says so
			}
			return nil, first, err
		}
		quoted = endsQuoted(line, quoted)
		if long = long || len(row)+len(line) > l.limit; long {
			row = nil
		} else {
			row = append(append(row, line...), '\n')
		}
		if !quoted && long {
			return nil, first, errTooLong
		}
		if !quoted {
			return row, first, nil
		}
	}
}

// endsQuoted reports whether a quoted field is open at the end of line, given
// whether one was at its start.
func endsQuoted(line []byte, quoted bool) bool {
	fieldStart := !quoted
	for i := 0; i < len(line); i++ {
		c := line[i]
		switch {
		case quoted && c == '"' && i+1 < len(line) && line[i+1] == '"':
			i++
		case quoted:
			quoted = c != '"'
			fieldStart = false
		default:
			quoted = fieldStart && c == '"'
			fieldStart = c == ','
		}
	}
	return quoted
}
