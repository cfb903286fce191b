package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"kg/extract"
	"kg/graph"
)

// extractOptions is what kg extract was asked to do.
type extractOptions struct {
	App        *app
	Paths      []string
	Input      inputOptions
	PerArticle bool
	Out        string
}

// inputOptions are the flags of every command that reads articles.
type inputOptions struct {
	Workers                         int
	Encoding, Published, Collection string
}

// addFlags gives cmd the flags of o.
func (o *inputOptions) addFlags(cmd *cobra.Command) {
	flags := cmd.Flags()
	flags.StringVar(&o.Collection, "collection", "", "the name under which these articles are kept (default: the argument's base name)")
	flags.StringVar(&o.Encoding, "encoding", "", "the encoding of the files, instead of detecting it (utf-8, gb18030, …)")
	flags.StringVar(&o.Published, "published", "", "the date of articles that give none, as 2023-08-29, 2023-08 or 2023")
	flags.IntVar(&o.Workers, "workers", 0, "documents read in parallel (default: one per processor)")
}

// check returns a usage error when o cannot be used.
func (o inputOptions) check() error {
	if o.Workers < 0 {
		return &exitError{exitUsage, fmt.Errorf("--workers %d: want 0 (one per processor) or more", o.Workers)}
	}
	if err := o.extract(nil).Check(); err != nil {
		return &exitError{exitUsage, err}
	}
	return nil
}

// extract returns the options of package extract.
func (o inputOptions) extract(stdin io.Reader) extract.Options {
	return extract.Options{Workers: o.Workers, Encoding: o.Encoding, Published: o.Published, Collection: o.Collection, Stdin: stdin}
}

func newExtractCmd(a *app) *cobra.Command { return extractCmd(a, extractRun) }

// extractCmd reads the flags and passes them to run.
func extractCmd(a *app, run func(context.Context, extractOptions) error) *cobra.Command {
	o := extractOptions{App: a}
	cmd := &cobra.Command{
		Use:   "extract <path>...",
		Short: "Print what articles say as a graph in JSON lines / 从文章中抽取图谱",
		Long: `Extract reads articles (.md .txt .html .jsonl .csv .docx, also .gz; folders are walked; - is
stdin) and prints the graph that they make: nodes, then relationships, each sorted by id.
With --per-article it prints what each article says, one line an article, which kg merge
folds into the same graph and kg load takes. Equal input gives equal bytes, whatever
--workers is. An input that cannot be read is told on stderr, the rest is done, and the
exit code is 3.`,
		Example: "  kg extract docs/sample/pages -o graph.jsonl",
		Args:    usageArgs(cobra.MinimumNArgs(1)),
		RunE: func(cmd *cobra.Command, args []string) error {
			o.Paths = args
			if err := o.Input.check(); err != nil {
				return err
			}
			return run(cmd.Context(), o)
		},
	}
	o.Input.addFlags(cmd)
	cmd.Flags().BoolVar(&o.PerArticle, "per-article", false, "print what each article says, not the merged graph")
	cmd.Flags().StringVarP(&o.Out, "output", "o", "", "write to this `file`, which is replaced only when all is well")
	return cmd
}

func extractRun(ctx context.Context, o extractOptions) error {
	var report extract.Report
	err := toOutput(o.App, o.Out, func(w io.Writer) error {
		var err error
		if o.PerArticle {
			report, err = writeContributions(ctx, o, w)
		} else {
			report, err = writeGraph(ctx, o, w)
		}
		return err
	})
	tellReport(o.App, report)
	if err != nil {
		return err
	}
	return partial(len(report.Problems))
}

// runExtraction reads the articles with progress on stderr.
func runExtraction(ctx context.Context, o extractOptions, emit func(*graph.Contribution) error) (extract.Report, error) {
	show := newProgress(o.App, inputBytes(o.Paths))
	defer show.end()
	in := o.Input.extract(o.App.In)
	in.Progress = show.articles
	return extract.Run(ctx, o.Paths, in, emit)
}

// writeContributions writes one line an article.
func writeContributions(ctx context.Context, o extractOptions, w io.Writer) (extract.Report, error) {
	out := bufio.NewWriterSize(w, 1<<18)
	var line []byte
	report, err := runExtraction(ctx, o, func(c *graph.Contribution) error {
		line = append(graph.AppendContribution(line[:0], c), '\n')
		_, err := out.Write(line)
		return err
	})
	return report, errors.Join(err, out.Flush())
}

// writeGraph writes the merged graph.
func writeGraph(ctx context.Context, o extractOptions, w io.Writer) (report extract.Report, err error) {
	m, err := graph.NewMerger(graph.MergeOptions{})
	if err != nil {
		return report, err
	}
	defer func() { err = errors.Join(err, m.Close()) }()
	if report, err = runExtraction(ctx, o, m.Add); err != nil {
		return report, err
	}
	return report, writeMerged(ctx, m, w)
}

// tellReport prints warnings and what could not be read, also with --quiet.
func tellReport(a *app, r extract.Report) {
	for _, w := range r.Warnings {
		fmt.Fprintln(a.Err, "warning: "+w)
	}
	for _, p := range r.Problems {
		fmt.Fprintln(a.Err, p)
	}
}

// partial is the error of a run that left n inputs out; nil for none.
func partial(n int) error {
	switch n {
	case 0:
		return nil
	case 1:
		return &exitError{exitPartial, errors.New("1 input failed; the others are done")}
	}
	return &exitError{exitPartial, fmt.Errorf("%d inputs failed; the others are done", n)}
}
