package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"kg/graph"
)

// mergeOptions is what kg merge was asked to do.
type mergeOptions struct {
	App    *app
	Files  []string
	Out    string // path, or "" for stdout
	Temp   string
	Memory int64 // bytes
}

// minMergeMemory is what --memory must give: below it the sorts only make small files.
const minMergeMemory = 8 // MB

func newMergeCmd(a *app) *cobra.Command { return mergeCmd(a, mergeRun) }

// mergeCmd reads the flags and passes them to run.
func mergeCmd(a *app, run func(context.Context, mergeOptions) error) *cobra.Command {
	o := mergeOptions{App: a}
	var megabytes int64
	cmd := &cobra.Command{
		Use:   "merge <file>...",
		Short: "Fold contributions into one graph / 合并各篇文章的事实",
		Long: `Merge folds what kg extract --per-article printed, in one file or many, into the graph
that kg extract prints: nodes, then relationships, each sorted by id. Neither the order of
the files nor how the articles are spread over them matters, and an article that comes
twice counts once. - is stdin; files may be compressed with gzip.`,
		Example: "  kg extract --per-article docs/sample | kg merge - -o graph.jsonl",
		Args:    usageArgs(cobra.MinimumNArgs(1)),
		RunE: func(cmd *cobra.Command, args []string) error {
			if megabytes < minMergeMemory {
				return &exitError{exitUsage, fmt.Errorf("--memory %d: want %d or more", megabytes, minMergeMemory)}
			}
			o.Files, o.Memory = args, megabytes<<20
			return run(cmd.Context(), o)
		},
	}
	flags := cmd.Flags()
	flags.StringVarP(&o.Out, "output", "o", "", "write to this `file`, which is replaced only when all is well")
	flags.StringVar(&o.Temp, "temp-dir", "", "`folder` for temporary files (default: the system's)")
	flags.Int64Var(&megabytes, "memory", 256, "`MB` of facts to keep in memory while sorting")
	return cmd
}

func mergeRun(ctx context.Context, o mergeOptions) (err error) {
	m, err := graph.NewMerger(graph.MergeOptions{TempDir: o.Temp, MemoryBytes: o.Memory})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, m.Close()) }()
	for _, file := range o.Files {
		if err := mergeFile(ctx, m, o.App, file); err != nil {
			return err
		}
	}
	return toOutput(o.App, o.Out, func(w io.Writer) error { return writeMerged(ctx, m, w) })
}

// mergeFile adds the contributions of one file. A bad line fails the merge: a graph
// that silently lacks an article would be worse than none.
func mergeFile(ctx context.Context, m *graph.Merger, a *app, path string) error {
	in, name := io.Reader(a.In), "stdin"
	if path != "-" {
		f, err := openFacts(path)
		if err != nil {
			return err
		}
		defer f.Close() //nolint:errcheck // only read
		in, name = f, path
	}
	for c, err := range graph.ReadContributions(in, name) {
		if err == nil {
			err = ctx.Err()
		}
		if err != nil {
			return err
		}
		if err := m.Add(c); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
	}
	return nil
}

// writeMerged writes the merged graph to w.
func writeMerged(ctx context.Context, m *graph.Merger, w io.Writer) error {
	out := bufio.NewWriterSize(w, 1<<18)
	var line []byte
	write := func() error {
		line = append(line, '\n')
		_, err := out.Write(line)
		return err
	}
	err := m.Finish(ctx,
		func(n *graph.Node) error {
			line = graph.AppendNode(line[:0], n)
			return write()
		},
		func(r *graph.Relationship) error {
			line = graph.AppendRelationship(line[:0], r)
			return write()
		})
	if err != nil {
		return err
	}
	if err := out.Flush(); err != nil {
		return fmt.Errorf("write graph: %w", err)
	}
	return nil
}
