//go:build cgo

package kuzu

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"runtime"
	"slices"
	"strings"

	kuzu "github.com/kuzudb/go-kuzu"

	"kg/graph"
)

const (
	// bufferPool bounds Kuzu's memory, in bytes; its own default is 80% of the machine's.
	bufferPool = 1 << 30
	// maxDBSize is the address space that Kuzu reserves, in bytes, and so the largest graph
	// file; its own default is 8 TiB, which some systems refuse.
	maxDBSize = 1 << 35
)

// config returns the settings that every database is opened with.
func config(readOnly bool) kuzu.SystemConfig {
	return kuzu.SystemConfig{
		BufferPoolSize: bufferPool, MaxNumThreads: uint64(runtime.GOMAXPROCS(0)),
		EnableCompression: true, ReadOnly: readOnly, MaxDbSize: maxDBSize,
	}
}

// buildGraph merges the contributions of m's shards into a new graph file and notes its
// name and size in m.
func (f folder) buildGraph(ctx context.Context, m *manifest, o graph.UpdateOptions) error {
	dir := f.join(tmpName, "build")
	if err := os.Mkdir(dir, 0o755); err != nil {
		return err
	}
	r := newRows(dir)
	if err := f.mergeInto(ctx, r, m, o); err != nil {
		return err
	}
	stage("copy")
	path := f.join(tmpName, "graph.kuzu")
	if err := buildFile(ctx, path, r, o); err != nil {
		return err
	}
	stage("verify")
	if err := verify(ctx, path, r); err != nil {
		return err
	}
	stage("rename")
	m.Nodes, m.Relationships = r.nodes, r.rels
	m.Graph = "graph-" + graph.ID(m.Schema, m.Index) + ".kuzu"
	info, err := syncFile(path)
	if err != nil {
		return err
	}
	m.GraphBytes = info.Size()
	return os.Rename(path, f.join(m.Graph))
}

// mergeInto writes the merged graph of m's shards as rows.
func (f folder) mergeInto(ctx context.Context, r *rows, m *manifest, o graph.UpdateOptions) error {
	stage("merge")
	done := 0
	fill := func(add func(*graph.Contribution) error) error {
		return f.eachContribution(ctx, m.Shards, nil, func(c *graph.Contribution) error {
			done++
			o.Report("merge", done, m.Articles)
			return add(c)
		})
	}
	err := merge(ctx, f.join(tmpName), fill, r.node, r.rel)
	return errors.Join(err, r.close())
}

// buildFile makes a database of rows at path. It is closed, and so complete, when
// buildFile returns.
func buildFile(ctx context.Context, path string, r *rows, o graph.UpdateOptions) error {
	db, err := kuzu.OpenDatabase(path, config(false))
	defer db.Close()
	if err != nil {
		return err
	}
	conn, err := kuzu.OpenConnection(db)
	if err != nil {
		return err
	}
	defer conn.Close()
	stop := interruptOn(ctx, conn)
	defer stop()
	if err := fillFile(ctx, conn, r, o); err != nil {
		return errors.Join(ctx.Err(), err)
	}
	return nil
}

// fillFile makes the tables and loads them in transactions of about batchBytes. A small
// graph is one: with a transaction for each, the 40 tables took twice as long.
func fillFile(ctx context.Context, conn *kuzu.Connection, r *rows, o graph.UpdateOptions) error {
	if err := execute(conn, "BEGIN TRANSACTION", nil); err != nil {
		return err
	}
	for _, ddl := range definitions() {
		if err := execute(conn, ddl, nil); err != nil {
			return err
		}
	}
	batch := 0
	for i, t := range r.order {
		for _, f := range r.files[t] {
			if err := ctx.Err(); err != nil {
				return err
			}
			if batch += f.bytes; batch > batchBytes {
				if err := nextBatch(conn); err != nil {
					return err
				}
				batch = f.bytes
			}
			if err := copyFile(conn, t, f); err != nil {
				return fmt.Errorf("%s: %w", t.Name, err)
			}
		}
		o.Report("build", i+1, len(r.order))
	}
	if err := execute(conn, "COMMIT", nil); err != nil {
		return err
	}
	return execute(conn, "CHECKPOINT", nil)
}

// nextBatch commits, which frees memory when it is in the file, and goes on.
func nextBatch(conn *kuzu.Connection) error {
	for _, statement := range []string{"COMMIT", "CHECKPOINT", "BEGIN TRANSACTION"} {
		if err := execute(conn, statement, nil); err != nil {
			return err
		}
	}
	return nil
}

// copyFile loads a file of a table, then removes it.
func copyFile(conn *kuzu.Connection, t table, f *rowFile) error {
	if f.bytes > 0 {
		stmt := fmt.Sprintf("COPY `%s` FROM %s", t.Name, quote(f.path))
		if t.Start != "" {
			stmt += fmt.Sprintf(" (from=%s, to=%s)", quote(t.Start), quote(t.End))
		}
		if err := execute(conn, stmt, nil); err != nil {
			return err
		}
	}
	for _, row := range f.long {
		if err := insert(conn, t, row); err != nil {
			return err
		}
	}
	return os.Remove(f.path)
}

// insert adds one row that is too long for COPY.
func insert(conn *kuzu.Connection, t table, row map[string]any) error {
	params := map[string]any{}
	var fields []string
	for _, k := range slices.Sorted(maps.Keys(row)) {
		v, err := parameterValue(row[k])
		if err != nil {
			return fmt.Errorf("%v: %s: %w", row["id"], k, err)
		}
		params[paramPrefix+k] = v
		if k != "from" && k != "to" {
			fields = append(fields, fmt.Sprintf("`%s`: $%s%s", k, paramPrefix, k))
		}
	}
	props := "{" + strings.Join(fields, ", ") + "}"
	stmt := fmt.Sprintf("CREATE (:`%s` %s)", t.Name, props)
	if t.Start != "" {
		stmt = fmt.Sprintf("MATCH (a:`%s`), (b:`%s`) WHERE a.id = $%sfrom AND b.id = $%sto CREATE (a)-[:`%s` %s]->(b)",
			t.Start, t.End, paramPrefix, paramPrefix, t.Name, props)
	}
	return execute(conn, stmt, params)
}

// quote writes s as a string of Cypher.
func quote(s string) string {
	return "'" + strings.NewReplacer(`\`, `\\`, `'`, `\'`).Replace(s) + "'"
}

// execute runs one statement that gives no rows of interest.
func execute(conn *kuzu.Connection, text string, params map[string]any) error {
	_, err := run(context.Background(), conn, &statement{text: text, params: params})
	return err
}

// verify opens the finished file as a reader will and counts what came in, since a file
// that does not open, or lost a row silently, must not replace a good one.
func verify(ctx context.Context, path string, r *rows) error {
	db, err := kuzu.OpenDatabase(path, config(true))
	defer db.Close()
	if err != nil {
		return fmt.Errorf("open what was built: %w", err)
	}
	h := handle{db: db}
	for _, check := range []struct {
		query string
		want  int
	}{
		{"MATCH (n) RETURN count(*)", r.nodes},
		{"MATCH ()-[r]->() RETURN count(*)", r.rels},
	} {
		res, err := h.query(ctx, &statement{text: check.query})
		if err != nil {
			return err
		}
		if got := res.Rows[0][0]; got != int64(check.want) {
			return fmt.Errorf("%s gives %v after loading %d", check.query, got, check.want)
		}
	}
	return nil
}

// syncFile writes a file through to the disk.
func syncFile(path string) (os.FileInfo, error) {
	file, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return nil, err
	}
	info, err := file.Stat()
	return info, errors.Join(err, file.Sync(), file.Close())
}
