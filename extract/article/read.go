package article

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"github.com/klauspost/compress/gzip"
)

// maxDocument bounds one file, or one record of a record file, in bytes.
const maxDocument = 64 << 20

// errEmpty says that a file holds nothing.
var errEmpty = errors.New("empty")

// file reads one file; named says that it was an argument itself.
func (r *reader) file(path, source string, named bool) bool {
	if r.ctx.Err() != nil {
		return false
	}
	r.found++
	f, _ := formatOf(path)
	if f == "" && named {
		return r.problem(path, 0, errors.New("unknown format (have "+formats+")"))
	}
	open := func() (io.ReadCloser, error) { return r.open(path) }
	in, err := open()
	if err != nil {
		return r.problem(path, 0, err)
	}
	defer in.Close() //nolint:errcheck // only read
	return r.stream(input{in: bufio.NewReaderSize(in, sampleBytes), path: path, source: source, format: f, open: open})
}

// open opens a file and unpacks it when its first bytes say that it is compressed.
func (r *reader) open(path string) (io.ReadCloser, error) {
	file, err := r.options.files.Open(path)
	if err != nil {
		return nil, cause(err)
	}
	plain, err := unpack(file)
	if err != nil {
		file.Close() //nolint:errcheck,gosec // only read
		return nil, err
	}
	return struct {
		io.Reader
		io.Closer
	}{plain, file}, nil
}

// unpack returns in, decompressed when it begins as a gzip file does.
func unpack(in io.Reader) (io.Reader, error) {
	buffered := bufio.NewReader(in)
	if magic, _ := buffered.Peek(2); len(magic) < 2 || magic[0] != 0x1f || magic[1] != 0x8b {
		return buffered, nil
	}
	plain, err := gzip.NewReader(buffered)
	if err != nil {
		return nil, fmt.Errorf("unpack: %w", err)
	}
	return plain, nil
}

// stdin reads the standard input.
func (r *reader) stdin() bool {
	if r.options.Stdin == nil {
		return r.problem("-", 0, errEmpty)
	}
	plain, err := unpack(r.options.Stdin)
	if err != nil {
		return r.problem("-", 0, err)
	}
	in := bufio.NewReaderSize(plain, sampleBytes)
	f := format(r.options.StdinFormat)
	if f == "" {
		sample, _ := in.Peek(sampleBytes)
		f = sniff(sample)
	} else if known, _ := formatOf("x." + string(f)); known == "" {
		return r.problem("-", 0, fmt.Errorf("unknown format %q of the standard input (have md, txt, html, jsonl, csv, docx)", f))
	}
	open := func() (io.ReadCloser, error) { return io.NopCloser(in), nil }
	return r.stream(input{in: in, path: "-", source: "stdin", format: f, open: open})
}

// sniff returns the format that the first bytes of a stream look like.
func sniff(sample []byte) format {
	start := bytes.TrimSpace(bytes.TrimPrefix(sample, []byte("\xef\xbb\xbf")))
	lower := strings.ToLower(string(start[:min(len(start), 200)]))
	switch {
	case strings.HasPrefix(lower, "{"):
		return jsonlFormat
	case strings.HasPrefix(lower, "<!doctype html"), strings.HasPrefix(lower, "<html"):
		return htmlFormat
	case strings.HasPrefix(lower, "pk\x03\x04"):
		return docxFormat
	}
	return markdownFormat
}

// input is one opened file.
type input struct {
	in           *bufio.Reader
	path, source string
	format       format
	open         func() (io.ReadCloser, error)
}

// stream reads an opened file as what it is.
func (r *reader) stream(in input) bool {
	switch in.format {
	case jsonlFormat:
		return r.jsonl(in)
	case csvFormat:
		return r.csv(in)
	}
	data, line, err := readAll(in.in)
	if err != nil {
		return r.problem(in.path, line, err)
	}
	if len(bytes.TrimSpace(data)) == 0 {
		return r.problem(in.path, 0, errEmpty)
	}
	d := Document{Collection: r.collection, Source: in.source, Path: in.path, format: in.format}
	if line, err := d.load(data, r.options); err != nil {
		return r.problem(in.path, line, err)
	}
	return r.yield(d, nil)
}

// readAll reads a whole file, up to maxDocument bytes; line is where it was left.
func readAll(in io.Reader) (data []byte, line int, err error) {
	data, err = io.ReadAll(io.LimitReader(in, maxDocument+1))
	if err != nil {
		return nil, lineAt(data, len(data)), fmt.Errorf("read: %w", cause(err))
	}
	if len(data) > maxDocument {
		return nil, lineAt(data, len(data)), fmt.Errorf("file longer than %d MiB", maxDocument>>20)
	}
	return data, 0, nil
}

// load decodes a file's bytes into the document.
func (d *Document) load(data []byte, o Options) (line int, err error) {
	d.fields.fallback = first(o.Published, fileDate(filepath.Base(d.Source)))
	var invalid Warning
	switch d.format {
	case docxFormat:
		data, d.levels, err = unpackDocx(data)
		if err != nil {
			return 0, err
		}
		d.text, invalid, line, err = decode(data, "utf-8")
		if err == nil {
			_, err = readDocx(d)
		}
	case htmlFormat:
		d.text, invalid, line, err = decode(data, first(o.Encoding, declaredEncoding(data)))
	default:
		d.text, invalid, line, err = decode(data, o.Encoding)
	}
	if err != nil {
		return line, err
	}
	d.warn(invalid)
	d.countInvisible()
	if d.format == markdownFormat || d.format == textFormat {
		d.readFrontMatter()
	}
	return 0, nil
}

// warn adds a warning, unless it counts nothing.
func (d *Document) warn(w Warning) {
	if w.Count > 0 {
		w.Path = d.Path
		d.Warnings = append(d.Warnings, w)
	}
}

// countInvisible looks for the characters that the articles will leave out.
func (d *Document) countInvisible() {
	n, line := countInvisible(d.text)
	d.invisible = n > 0
	if d.Line > 0 {
		line = d.Line
	}
	d.warn(Warning{Kind: InvisibleWarning, Count: n, Line: line})
}
