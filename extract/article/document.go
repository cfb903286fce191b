package article

import (
	"fmt"
	"io"
)

// Options says how documents are read. The zero value detects everything.
type Options struct {
	Encoding    string    // label of the encoding ("gb18030", "utf-8", …); "" detects it
	Published   string    // ISO date of articles that bring none; "" for none
	Collection  string    // "" takes the base name of the argument, "stdin" for "-"
	Stdin       io.Reader // what the path "-" reads; nil is an empty input
	StdinFormat string    // md, txt, html, jsonl, csv or docx; "" looks at the first bytes

	files fileSystem // nil is the machine's; tests put faults in
}

// Problem is an input that could not be read, wholly or in part; what else there is
// has been or will be read.
type Problem struct {
	Path string
	Line int // from 1; 0 when no line is meant
	Err  error
}

// Error returns "path:line: message".
func (p *Problem) Error() string {
	if p.Line == 0 {
		return fmt.Sprintf("%s: %v", p.Path, p.Err)
	}
	return fmt.Sprintf("%s:%d: %v", p.Path, p.Line, p.Err)
}

// Unwrap returns the cause.
func (p *Problem) Unwrap() error { return p.Err }

// WarningKind says what was mended while reading.
type WarningKind string

// The kinds of warning.
const (
	InvisibleWarning   WarningKind = "control or invisible characters dropped"
	InvalidWarning     WarningKind = "invalid bytes replaced by U+FFFD"
	FrontMatterWarning WarningKind = "front matter is not YAML and was skipped"
	DateWarning        WarningKind = "published is not a date and was ignored"
)

// Warning counts what was mended in one document. The document was read.
type Warning struct {
	Path  string
	Line  int // of the first case, from 1; 0 when unknown
	Kind  WarningKind
	Count int
}

// String returns "path:line: 3 control or invisible characters dropped".
func (w Warning) String() string {
	return (&Problem{Path: w.Path, Line: w.Line, Err: fmt.Errorf("%d %s", w.Count, w.Kind)}).Error()
}

// DocumentKind tells articles from facts.
type DocumentKind int

// The kinds of document.
const (
	// ArticlesDocument holds articles: call Articles.
	ArticlesDocument DocumentKind = iota
	// FactsDocument is a JSONL file of nodes and relationships or of contributions:
	// call Open and read it; Articles returns nil.
	FactsDocument
)

// Document is one input unit: a file, or one record of a record file, already read
// and decoded but not yet split. It is small enough to be one job of a worker.
type Document struct {
	Kind       DocumentKind
	Collection string
	Source     string // path relative to the argument, with slashes; a file argument: its base name
	Path       string // as a user would type it, for messages
	Line       int    // of the record in its file, from 1; 0 for a whole file
	Warnings   []Warning

	// Open returns the decompressed bytes of a FactsDocument; nil for articles. For
	// stdin it can be called once.
	Open func() (io.ReadCloser, error)

	format    format
	text      string // the document as Origin means it
	fields    fields
	invisible bool           // text has characters that the articles leave out
	nth       int            // of a record without id: earlier records of the file with its title
	levels    map[string]int // of the paragraph styles of a docx that are headings
	start     int            // where the page begins, after the front matter
}

// Text returns the document as Origin means it: see Origin. It is "" for facts.
func (d Document) Text() string { return d.text }

// fields is what front matter or a record says about its article.
type fields struct {
	key, title, published, publisher, url, page string
	fallback                                    string // published of Options or file name, already ISO
	record                                      bool
}

// format is how the bytes of a document are laid out.
type format string

const (
	markdownFormat format = "md"
	textFormat     format = "txt"
	htmlFormat     format = "html"
	jsonlFormat    format = "jsonl"
	csvFormat      format = "csv"
	docxFormat     format = "docx"
)

// formats lists the formats for messages.
const formats = ".md, .txt, .html, .jsonl, .csv, .docx, each also .gz"

// formatOf returns the format that a file name's extension says, and whether the
// file is compressed; "" for any other file.
func formatOf(name string) (f format, compressed bool) {
	ext, base := lastExtension(name)
	if ext == "gz" {
		compressed = true
		ext, _ = lastExtension(base)
	}
	switch ext {
	case "md", "markdown":
		return markdownFormat, compressed
	case "htm", "html":
		return htmlFormat, compressed
	case "txt", "jsonl", "csv", "docx":
		return format(ext), compressed
	}
	return "", compressed
}
