package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"kg/cypher"
	"kg/graph/export"
)

// exportOptions is what kg export was asked to do.
type exportOptions struct {
	App    *app
	DB     string
	Format string
	Target string // a file, "" or - for stdout; for some formats a folder
}

// fileFormats write one stream, folderFormats a folder.
var fileFormats = map[string]func(context.Context, export.Source, io.Writer, export.Options) error{
	"jsonl": export.JSONL, "cypher": export.Cypher, "graphml": export.GraphML,
}

var folderFormats = []string{"neo4j-admin", "browser"}

func newExportCmd(a *app) *cobra.Command {
	o := exportOptions{App: a}
	cmd := &cobra.Command{
		Use:   "export --format FORMAT [TARGET]",
		Short: "Write the graph for other programs / 导出图谱",
		Long: `Export writes the graph of the store:

  jsonl        the merged graph as kg extract prints it, to TARGET or stdout
  graphml      for Gephi, yEd, networkx and others, to TARGET or stdout
  cypher       a script that makes the graph in an empty Neo4j database
  neo4j-admin  a folder for neo4j-admin database import, with the script that runs it:
               the fastest way into Neo4j; kg load goes on from it
  browser      a folder for Neo4j Browser: every canned query as a favourite, and a style
               (needs no store)`,
		Example: "  kg export --format neo4j-admin import\n  kg export --format graphml city.graphml",
		Args:    usageArgs(cobra.MaximumNArgs(1)),
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) > 0 && args[0] != "-" {
				o.Target = args[0]
			}
			return exportRun(cmd.Context(), o)
		},
	}
	addDBFlag(cmd, &o.DB)
	cmd.Flags().StringVar(&o.Format, "format", "jsonl", "{jsonl | graphml | cypher | neo4j-admin | browser}")
	return cmd
}

func exportRun(ctx context.Context, o exportOptions) error {
	write := fileFormats[o.Format]
	isFolder := slices.Contains(folderFormats, o.Format)
	switch {
	case write == nil && !isFolder:
		return &exitError{exitUsage, fmt.Errorf("--format %q: want jsonl, graphml, cypher, neo4j-admin or browser", o.Format)}
	case isFolder && o.Target == "":
		return &exitError{exitUsage, fmt.Errorf("--format %s writes a folder: kg export --format %s FOLDER", o.Format, o.Format)}
	case o.Format == "browser":
		return toFolder(o.Target, func(dir string) error { return writeBrowser(o.App, dir) })
	}
	store, err := openStore(ctx, o.App, o.DB)
	if err != nil {
		return err
	}
	show := newProgress(o.App, 0)
	options := export.Options{Progress: func(done int) { show.stage("export", done, -1) }}
	if isFolder {
		err = toFolder(o.Target, func(dir string) error { return export.Admin(ctx, store, dir, options) })
	} else {
		err = toOutput(o.App, o.Target, func(w io.Writer) error { return write(ctx, store, w, options) })
	}
	show.end()
	return storeError(errors.Join(err, store.Close()))
}

func writeBrowser(a *app, dir string) error {
	files, err := cypher.BrowserFiles(a.Now())
	if err != nil {
		return err
	}
	for _, f := range files {
		path := filepath.Join(dir, filepath.FromSlash(f.Name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(path, []byte(f.Text), 0o644); err != nil {
			return err
		}
	}
	return nil
}

// toFolder calls write with a new folder, which becomes target only when all went well. A
// target that holds something is refused.
func toFolder(target string, write func(dir string) error) (err error) {
	entries, err := os.ReadDir(target)
	switch {
	case err == nil && len(entries) > 0:
		return &exitError{exitUsage, fmt.Errorf("%s is not empty; name a new folder", target)}
	case err != nil && !errors.Is(err, fs.ErrNotExist):
		return &exitError{exitUsage, err}
	}
	target = strings.TrimRight(target, string(filepath.Separator))
	if err := os.MkdirAll(filepath.Dir(target), 0o755); err != nil {
		return err
	}
	dir, err := os.MkdirTemp(filepath.Dir(target), "."+filepath.Base(target)+"-*")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	if err := os.Chmod(dir, 0o755); err != nil { //nolint:gosec // as any folder
		return err
	}
	if err := write(dir); err != nil {
		return err
	}
	if err := os.Remove(target); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return os.Rename(dir, target)
}
