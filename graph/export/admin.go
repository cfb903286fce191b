package export

import (
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/klauspost/compress/gzip"

	"kg/graph"
)

// arrayDelimiter stands between the elements of a list: reading drops control characters,
// so no element has it.
const arrayDelimiter = "\u001f"

// shardRows is how many rows one compressed file has.
const shardRows = 1_000_000

// Admin writes into the empty folder dir what neo4j-admin database import full reads: for
// each label, and each relationship type between two labels, a header and gzip shards;
// import.sh with the command line; and after.cypher with the constraints and the index
// that the database needs before kg load goes on from it. Articles carry their facts.
func Admin(ctx context.Context, src Source, dir string, o Options) (err error) {
	a := &admin{dir: dir, tables: map[string]*table{}}
	defer func() { err = errors.Join(err, a.close()) }()
	if err := withFacts(ctx, src, o, a.item); err != nil {
		return err
	}
	if err := a.close(); err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(dir, "after.cypher"), []byte(a.after()), 0o644); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(dir, "import.sh"), []byte(a.script()), 0o755) //nolint:gosec // a script is run
}

// admin holds the open files.
type admin struct {
	dir    string
	tables map[string]*table
	fields []string
}

// table is the files of one label, or of one type between two labels.
type table struct {
	option string // of the command line, up to the names of files
	name   string // that files begin with
	files  []string
	rows   int // of the open shard
	file   *os.File
	zip    *gzip.Writer
	csv    *csv.Writer
}

// columnTypes are those of the import tool.
var columnTypes = map[graph.PropertyType]string{
	graph.TypeString: "string", graph.TypeDate: "string", graph.TypeStrings: "string[]",
	graph.TypeInt: "long", graph.TypeFloat: "double", graph.TypeBool: "boolean",
}

func (a *admin) item(it graph.Item, facts string) error {
	if it.Node != nil {
		return a.node(it.Node, facts)
	}
	return a.relationship(it.Relationship)
}

func (a *admin) node(n *graph.Node, facts string) error {
	props := graph.Schema().Label(n.Label).Properties
	t, err := a.table("nodes-"+n.Label, "--nodes="+n.Label, func() []string {
		header := append([]string{"id:ID(" + n.Label + ")"}, columns(props[1:])...)
		if n.Label == labelArticle {
			header = append(header, graph.FactsProperty+":string")
		}
		return header
	})
	if err != nil {
		return err
	}
	if a.fields, err = appendFields(append(a.fields[:0], n.ID), props[1:], n.Properties); err != nil {
		return fmt.Errorf("%s %s: %w", n.Label, n.ID, err)
	}
	if n.Label == labelArticle {
		a.fields = append(a.fields, facts)
	}
	return a.write(t)
}

func (a *admin) relationship(r *graph.Relationship) error {
	props := graph.Schema().Type(r.Type).Properties
	name := fmt.Sprintf("relationships-%s-%s-%s", r.Start.Label, r.Type, r.End.Label)
	t, err := a.table(name, "--relationships="+r.Type, func() []string {
		return append([]string{":START_ID(" + r.Start.Label + ")", ":END_ID(" + r.End.Label + ")"}, columns(props)...)
	})
	if err != nil {
		return err
	}
	if a.fields, err = appendFields(append(a.fields[:0], r.Start.ID, r.End.ID), props, r.Properties); err != nil {
		return fmt.Errorf("%s %s: %w", r.Type, r.ID, err)
	}
	return a.write(t)
}

// columns are properties as a header names them.
func columns(props []graph.Property) []string {
	names := make([]string, len(props))
	for i, p := range props {
		names[i] = p.Name + ":" + columnTypes[p.Type]
	}
	return names
}

func appendFields(fields []string, props []graph.Property, have graph.Properties) ([]string, error) {
	for _, p := range props {
		switch v := have[p.Name].(type) {
		case nil:
			fields = append(fields, "")
		case []string:
			if slices.ContainsFunc(v, func(s string) bool { return strings.Contains(s, arrayDelimiter) }) {
				return nil, fmt.Errorf("%s holds the character U+001F, which stands between the elements of a list", p.Name)
			}
			fields = append(fields, strings.Join(v, arrayDelimiter))
		default:
			fields = append(fields, plain(v))
		}
	}
	return fields, nil
}

// table returns the table of that name; it is made, with its header, when it is new.
func (a *admin) table(name, option string, header func() []string) (*table, error) {
	if t := a.tables[name]; t != nil {
		return t, nil
	}
	t := &table{option: option, name: name, files: []string{name + "-header.csv"}}
	var line strings.Builder
	w := csv.NewWriter(&line)
	if err := w.Write(header()); err != nil {
		return nil, err
	}
	w.Flush()
	a.tables[name] = t
	return t, os.WriteFile(filepath.Join(a.dir, t.files[0]), []byte(line.String()), 0o644)
}

// write adds a.fields as a row.
func (a *admin) write(t *table) error {
	if t.csv == nil || t.rows == shardRows {
		if err := a.open(t); err != nil {
			return err
		}
	}
	t.rows++
	return t.csv.Write(a.fields)
}

// open begins the next shard.
func (a *admin) open(t *table) error {
	if err := t.close(); err != nil {
		return err
	}
	name := fmt.Sprintf("%s-%03d.csv.gz", t.name, len(t.files))
	file, err := os.Create(filepath.Join(a.dir, name))
	if err != nil {
		return err
	}
	t.files = append(t.files, name)
	t.file, t.zip, t.rows = file, gzip.NewWriter(file), 0
	t.csv = csv.NewWriter(t.zip)
	return nil
}

// close ends the open shard. It may be called more than once.
func (t *table) close() error {
	if t.file == nil {
		return nil
	}
	t.csv.Flush()
	err := errors.Join(t.csv.Error(), t.zip.Close(), t.file.Close())
	t.file, t.csv = nil, nil
	return err
}

func (a *admin) close() error {
	var errs []error
	for _, t := range a.tables {
		errs = append(errs, t.close())
	}
	return errors.Join(errs...)
}

// after is run when the server has been started on the import.
func (a *admin) after() string {
	v := graph.Schema()
	return strings.Join(append(v.Constraints(), v.NameIndexStatement()), ";\n") + ";\n"
}

// script is import.sh.
func (a *admin) script() string {
	var names []string
	for name := range a.tables {
		names = append(names, name)
	}
	slices.Sort(names)
	var b strings.Builder
	b.WriteString(`#!/bin/sh
# Imports this folder into a database of a Neo4j server that is stopped:
#
#   ./import.sh [DATABASE] [OPTION...]
#
# DATABASE is neo4j when not given; --overwrite-destination replaces what it holds.
# NEO4J_ADMIN names the tool when it is not on the path. Start the server then, and run
# after.cypher on the database.
set -eu
database=neo4j
case ${1:-} in
'' | -*) ;;
*)
	database=$1
	shift
	;;
esac
cd "$(dirname "$0")"
exec ${NEO4J_ADMIN:-neo4j-admin} database import full "$database" "$@" \
	--array-delimiter=U+001F --multiline-fields=true`)
	for _, name := range names {
		t := a.tables[name]
		b.WriteString(" \\\n\t'" + t.option + "=" + strings.Join(t.files, ",") + "'")
	}
	return b.String() + "\n"
}
