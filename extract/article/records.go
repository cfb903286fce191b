package article

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/transform"
)

// record is one line of a JSONL file or one row of a CSV file. Other fields are
// not looked at.
type record struct {
	ID        scalar `json:"id"`
	Title     scalar `json:"title"`
	Text      string `json:"text"`
	Published scalar `json:"published"`
	Publisher scalar `json:"publisher"`
	URL       scalar `json:"url"`
	Page      scalar `json:"page"`
}

// scalar is a field that may be a string or a number; null is "".
type scalar string

// UnmarshalJSON reads a string, a number or null.
func (s *scalar) UnmarshalJSON(data []byte) error {
	switch data[0] {
	case '"':
		return json.Unmarshal(data, (*string)(s))
	case 'n':
		return nil
	case '{', '[', 't', 'f':
		return fmt.Errorf("got %.20s, want a string or a number", data)
	}
	*s = scalar(data)
	return nil
}

// IsFacts reports whether a JSONL file that begins with this line holds facts and
// not articles: a node or a relationship of a graph, or an article's contribution.
func IsFacts(firstLine []byte) bool {
	var probe struct {
		Type    json.RawMessage `json:"type"`
		Article json.RawMessage `json:"article"`
		Text    json.RawMessage `json:"text"`
	}
	if json.Unmarshal(bytes.TrimPrefix(firstLine, []byte("\xef\xbb\xbf")), &probe) != nil {
		return false
	}
	kind := string(probe.Type)
	return kind == `"node"` || kind == `"relationship"` || bytes.HasPrefix(probe.Article, []byte("{"))
}

// jsonl reads a file of JSON lines as a stream.
func (r *reader) jsonl(in input) bool {
	lines, line, err := newLines(in.in, r.options.Encoding)
	if err != nil {
		return r.problem(in.path, line, err)
	}
	file := recordFile{reader: r, input: in, nth: make(map[string]int)}
	for {
		data, number, err := lines.next()
		switch {
		case errors.Is(err, io.EOF):
			return file.end()
		case errors.Is(err, errTooLong):
			if !r.problem(in.path, number, err) {
				return false
			}
			file.records++
			continue
		case err != nil:
			return r.problem(in.path, number, fmt.Errorf("read: %w", cause(err)))
		}
		if len(bytes.TrimSpace(data)) == 0 {
			continue
		}
		if file.records == 0 && IsFacts(data) {
			return file.facts(data, lines)
		}
		var rec record
		if err := json.Unmarshal(data, &rec); err != nil {
			err = fmt.Errorf("not a JSON record: %w", err)
			file.records++
			if !r.problem(in.path, number, err) {
				return false
			}
			continue
		}
		if !file.add(rec, number, data) {
			return false
		}
	}
}

// recordFile yields the records of one file as documents.
type recordFile struct {
	reader  *reader
	input   input
	records int            // lines or rows read, good or bad
	nth     map[string]int // how many records without id have had a title
}

// end reports a file without a record.
func (f *recordFile) end() bool {
	if f.records == 0 {
		return f.reader.problem(f.input.path, 0, errEmpty)
	}
	return true
}

// facts yields the whole file as facts. Stdin cannot be opened again: what was read
// of it is put back in front.
func (f *recordFile) facts(read []byte, rest *lines) bool {
	open := f.input.open
	if f.input.path == "-" {
		open = func() (io.ReadCloser, error) {
			return io.NopCloser(io.MultiReader(bytes.NewReader(append(read, '\n')), rest.in)), nil
		}
	}
	return f.reader.yield(Document{
		Kind: FactsDocument, Collection: f.reader.collection, Source: f.input.source, Path: f.input.path, Open: open,
	}, nil)
}

// add yields one record. raw is its line, nil when it was valid UTF-8 already.
func (f *recordFile) add(rec record, line int, raw []byte) bool {
	f.records++
	r := f.reader
	if r.ctx.Err() != nil {
		return false
	}
	if strings.TrimSpace(rec.Text) == "" {
		return r.problem(f.input.path, line, errors.New("record without text"))
	}
	d := Document{
		Collection: r.collection, Source: f.input.source, Path: f.input.path, Line: line,
		format: f.input.format, text: rec.Text,
	}
	d.fields = fields{
		record: true,
		key:    cleanField(string(rec.ID)), title: cleanField(string(rec.Title)),
		publisher: cleanField(string(rec.Publisher)), url: cleanField(string(rec.URL)), page: cleanField(string(rec.Page)),
		fallback: first(r.options.Published, fileDate(lastSegment(f.input.source))),
	}
	d.fields.published = d.published(string(rec.Published))
	if raw != nil && !utf8.Valid(raw) {
		c := countUTF8(raw, true)
		d.warn(Warning{Kind: InvalidWarning, Count: c.invalid, Line: line})
	}
	d.countInvisible()
	if d.fields.key == "" {
		for _, art := range d.Articles() {
			d.nth = f.nth[art.Title]
			f.nth[art.Title]++
		}
	}
	return r.yield(d, nil)
}

// published returns the ISO form of a date field, "" with a warning when it is none.
func (d *Document) published(field string) string {
	if strings.TrimSpace(field) == "" {
		return ""
	}
	date, ok := parseDate(field)
	if !ok {
		d.warn(Warning{Kind: DateWarning, Count: 1, Line: d.Line})
		return ""
	}
	return date.iso()
}

// cleanField returns a field on one line without control characters: each stretch
// of white space becomes one space.
func cleanField(s string) string {
	s = strings.Map(func(r rune) rune {
		if isInvisible(r) && r != '\r' {
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, "\ufffd"))
	return strings.Join(strings.Fields(s), " ")
}

// lastSegment returns the last segment of a path with slashes.
func lastSegment(source string) string { return source[strings.LastIndexByte(source, '/')+1:] }

// errTooLong says that a record passes maxDocument; the rest of the file is read.
var errTooLong = fmt.Errorf("record longer than %d MiB", maxDocument>>20)

// lines reads a stream of text line by line, decoded to UTF-8.
type lines struct {
	in     *bufio.Reader
	number int
	limit  int
	buffer []byte
}

// newLines detects the encoding of in. The line in an error counts from 1.
func newLines(in *bufio.Reader, encoding string) (*lines, int, error) {
	sample, _ := in.Peek(sampleBytes)
	enc, skip, bad, err := detect(sample, encoding, len(sample) < sampleBytes)
	if err != nil {
		return nil, lineAt(sample, bad), err
	}
	if _, err := in.Discard(skip); err != nil {
		return nil, 0, fmt.Errorf("read: %w", err)
	}
	if enc != nil {
		in = bufio.NewReaderSize(transform.NewReader(in, enc.NewDecoder()), sampleBytes)
	}
	return &lines{in: in, limit: maxDocument}, 0, nil
}

// next returns the next line without its end, valid until the next call, and its
// number. A line over the limit is passed over and gives errTooLong; the end of the
// stream gives io.EOF.
func (l *lines) next() ([]byte, int, error) {
	l.buffer = l.buffer[:0]
	l.number++
	long := false
	for {
		part, err := l.in.ReadSlice('\n')
		if !long {
			l.buffer = append(l.buffer, part...)
		}
		if len(l.buffer) > l.limit {
			long = true
			l.buffer = nil
		}
		switch {
		case errors.Is(err, bufio.ErrBufferFull):
			continue
		case err != nil && (!errors.Is(err, io.EOF) || len(l.buffer) == 0 && !long):
			return nil, l.number, err
		case long:
			return nil, l.number, errTooLong
		}
		return bytes.TrimRight(l.buffer, "\r\n"), l.number, nil
	}
}
