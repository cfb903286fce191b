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
)

// maxLine is the longest row that goes through COPY, in bytes: Kuzu's JSON reader took
// lines of 25 MB here and refused one of 60 MB. Longer rows are inserted one by one.
const maxLine = 8 << 20

// table is a node table, or the part of a relationship table between two labels.
type table struct {
	Name       string
	Start, End string // labels of the ends; empty for a node table
}

// rows collects the merged graph as one file of JSON lines for each table.
type rows struct {
	dir         string
	order       []table // as the vocabulary has them
	files       map[table]*rowFile
	nodes, rels int
	line        bytes.Buffer
	encoder     *json.Encoder
	schema      *graph.Vocabulary
}

// rowFile is the file of one table.
type rowFile struct {
	path  string
	file  *os.File
	out   *bufio.Writer
	count int
	long  []map[string]any // rows over maxLine
}

func newRows(dir string) *rows {
	r := &rows{dir: dir, files: map[table]*rowFile{}, schema: graph.Schema()}
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
	f := r.files[t]
	if f == nil {
		var err error
		if f, err = r.create(t); err != nil {
			return err
		}
	}
	f.count++
	r.line.Reset()
	if err := r.encoder.Encode(row); err != nil {
		return fmt.Errorf("%s %v: %w", t.Name, row["id"], err)
	}
	if holdsNUL(r.line.Bytes()) {
		return fmt.Errorf("%s %v: a property holds the character U+0000, at which the store would cut it", t.Name, row["id"])
	}
	if r.line.Len() > maxLine {
		f.long = append(f.long, row)
		return nil
	}
	_, err := f.out.Write(r.line.Bytes())
	return err
}

func (r *rows) create(t table) (*rowFile, error) {
	path := filepath.Join(r.dir, t.Name+"-"+t.Start+"-"+t.End+".json")
	file, err := os.Create(path)
	if err != nil {
		return nil, err
	}
	f := &rowFile{path: path, file: file, out: bufio.NewWriterSize(file, 64<<10)}
	r.files[t] = f
	return f, nil
}

// close ends writing; the files stay.
func (r *rows) close() error {
	var errs []error
	for _, t := range r.order {
		if f := r.files[t]; f != nil && f.file != nil {
			errs = append(errs, f.out.Flush(), f.file.Close())
			f.file = nil
		}
	}
	return errors.Join(errs...)
}
