//go:build cgo

package kuzu

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"kg/graph"
	"kg/graph/changeset"
)

// maxLine is the longest row that goes through COPY, in bytes: Kuzu's JSON reader took
// lines of 25 MB here and refused one of 60 MB. Longer rows are inserted one by one.
const maxLine = 8 << 20

// chunkBytes is the size at which a table goes on in another file, and batchBytes how
// much is loaded in one transaction: Kuzu keeps what is not committed in its buffer pool,
// and 150 MB of text did not fit into one of 256 MB.
const (
	chunkBytes = 32 << 20
	batchBytes = 64 << 20
)

// table is a node table, or the part of a relationship table between two labels.
type table struct {
	Name       string
	Start, End string // labels of the ends; empty for a node table
}

// rows collects the merged graph as one file of JSON lines for each table.
type rows struct {
	dir         string
	order       []table // as the vocabulary has them
	files       map[table][]*rowFile
	nodes, rels int
	line        bytes.Buffer
	encoder     *json.Encoder
	schema      *graph.Vocabulary
}

// rowFile is a file of one table.
type rowFile struct {
	path  string
	file  *os.File // nil when all is written
	out   *bufio.Writer
	bytes int              // written; 0 when there are only long rows
	long  []map[string]any // rows over maxLine
}

func newRows(dir string) *rows {
	r := &rows{dir: dir, files: map[table][]*rowFile{}, schema: graph.Schema()}
	r.encoder = json.NewEncoder(&r.line)
	r.encoder.SetEscapeHTML(false)
	for _, l := range r.schema.Labels {
		r.order = append(r.order, table{Name: l.Name})
	}
	for _, t := range r.schema.Types {
		for _, e := range t.Ends {
			r.order = append(r.order, table{t.Name, e.Start, e.End})
		}
	}
	return r
}

// node adds a row to the table of its label.
func (r *rows) node(n *graph.Node) error {
	if r.schema.Label(n.Label) == nil {
		return fmt.Errorf("node %s: unknown label %q", n.ID, n.Label)
	}
	r.nodes++
	row := row(n.Properties, 1)
	row["id"] = n.ID
	return r.add(table{Name: n.Label}, row)
}

// rel adds a row to the table of its type and ends.
func (r *rows) rel(rel *graph.Relationship) error {
	t := r.schema.Type(rel.Type)
	if t == nil || !t.Joins(rel.Start.Label, rel.End.Label) {
		return fmt.Errorf("relationship %s: no %s from %s to %s in the vocabulary", rel.ID, rel.Type, rel.Start.Label, rel.End.Label)
	}
	r.rels++
	row := row(rel.Properties, 3)
	row["id"], row["from"], row["to"] = rel.ID, rel.Start.ID, rel.End.ID
	return r.add(table{rel.Type, rel.Start.Label, rel.End.Label}, row)
}

// row copies properties, with room for more.
func row(props graph.Properties, more int) map[string]any {
	row := make(map[string]any, len(props)+more)
	for k, v := range props {
		row[k] = v
	}
	return row
}

func (r *rows) add(t table, row map[string]any) error {
	f, err := r.file(t)
	if err != nil {
		return err
	}
	r.line.Reset()
	if err := r.encoder.Encode(row); err != nil {
		return fmt.Errorf("%s %v: %w", t.Name, row["id"], err)
	}
	if changeset.HoldsNUL(r.line.Bytes()) {
		return fmt.Errorf("%s %v: a property holds the character U+0000, at which the store would cut it", t.Name, row["id"])
	}
	if r.line.Len() > maxLine {
		f.long = append(f.long, row)
		return nil
	}
	n, err := f.out.Write(r.line.Bytes())
	f.bytes += n
	return err
}

// file returns the file that the next row of t goes into.
func (r *rows) file(t table) (*rowFile, error) {
	n := len(r.files[t])
	if n > 0 {
		f := r.files[t][n-1]
		if f.bytes < chunkBytes {
			return f, nil
		}
		if err := f.close(); err != nil {
			return nil, err
		}
	}
	path := filepath.Join(r.dir, fmt.Sprintf("%s-%s-%s-%d.json", t.Name, t.Start, t.End, n))
	file, err := os.Create(path)
	if err != nil {
		return nil, err
	}
	f := &rowFile{path: path, file: file, out: bufio.NewWriterSize(file, 64<<10)}
	r.files[t] = append(r.files[t], f)
	return f, nil
}

// close ends writing; the file stays.
func (f *rowFile) close() error {
	if f.file == nil {
		return nil
	}
	err := errors.Join(f.out.Flush(), f.file.Close())
	f.file, f.out = nil, nil
	return err
}

// close ends writing; the files stay.
func (r *rows) close() error {
	var errs []error
	for _, t := range r.order {
		for _, f := range r.files[t] {
			errs = append(errs, f.close())
		}
	}
	return errors.Join(errs...)
}
