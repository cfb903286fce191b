package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"kg/graph"
	"kg/graph/neo4j"
)

// loadOptions is what kg load was asked to do.
type loadOptions struct {
	App     *app
	Paths   []string
	DB      string
	Input   inputOptions
	Prune   bool
	DryRun  bool
	Tune    tuning
	Extract extractFunc
}

func newLoadCmd(a *app) *cobra.Command {
	return loadCmd(a, func(cmd *cobra.Command, o loadOptions) error { return loadRun(cmd.Context(), o) })
}

// loadCmd reads the flags and passes them to run.
func loadCmd(a *app, run func(*cobra.Command, loadOptions) error) *cobra.Command {
	o := loadOptions{App: a, Extract: runExtract}
	cmd := &cobra.Command{
		Use:   "load <path>...",
		Short: "Load articles or facts into the store / 把文章或事实载入图库",
		Long: `Load reads articles (folders and files as kg extract takes them, - for stdin) or facts
(what kg extract --per-article prints) and brings the store up to date: what is new is
added, a changed article is replaced, the rest stays. Loading the same again changes
nothing. Articles that are gone stay too, unless --prune is given.`,
		Example: "  kg load docs/sample --collection sample",
		Args:    usageArgs(cobra.MinimumNArgs(1)),
		RunE: func(cmd *cobra.Command, args []string) error {
			o.Paths = args
			if err := o.Input.check(); err != nil {
				return err
			}
			if o.Tune.BatchSize < 0 || o.Tune.Concurrency < 0 {
				return &exitError{exitUsage, errors.New("--batch-size and --concurrency must be at least 1")}
			}
			return run(cmd, o)
		},
	}
	addDBFlag(cmd, &o.DB)
	flags := cmd.Flags()
	o.Input.addFlags(cmd)
	flags.BoolVar(&o.Prune, "prune", false, "remove the articles of these collections that are gone")
	flags.BoolVar(&o.DryRun, "dry-run", false, "say what would change and change nothing")
	flags.IntVar(&o.Tune.BatchSize, "batch-size", 0, fmt.Sprintf("most rows of one transaction in Neo4j (default %d)", neo4j.DefaultBatchSize))
	flags.IntVar(&o.Tune.Concurrency, "concurrency", 0, fmt.Sprintf("transactions at once in Neo4j (default %d)", neo4j.DefaultConcurrency))
	return cmd
}

// usageArgs gives the errors of an argument check their exit code.
func usageArgs(check cobra.PositionalArgs) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if err := check(cmd, args); err != nil {
			return &exitError{exitUsage, err}
		}
		return nil
	}
}

// loadRun loads o.Paths.
func loadRun(ctx context.Context, o loadOptions) error {
	a := o.App
	store, err := openStoreTuned(ctx, a, o.DB, o.Tune)
	if err != nil {
		return err
	}
	begun := a.Now()
	in, err := newLoadInput(ctx, o)
	if err != nil {
		return errors.Join(err, store.Close())
	}
	ch, err := store.Update(ctx, in.all(), graph.UpdateOptions{
		Prune: o.Prune, Prunable: in.prunable, DryRun: o.DryRun, Progress: in.show.stage,
	})
	in.show.end()
	in.tell()
	if err = errors.Join(err, store.Close()); err != nil {
		return storeError(err)
	}
	if !a.Quiet {
		fmt.Fprintln(a.Err, summary(ch, o, a.Now().Sub(begun)))
	}
	return in.failure(o)
}

// summary says what an update did.
func summary(ch graph.Changes, o loadOptions, took time.Duration) string {
	size := fmt.Sprintf("the graph has %d nodes and %d relationships; %.1f s", ch.Nodes, ch.Relationships, took.Seconds())
	switch {
	case ch.Rebuilt:
		return fmt.Sprintf("no article changed (%d as before), but the graph was not whole, or of another version of kg, and was built again; %s", ch.Unchanged, size)
	case !ch.Any():
		return fmt.Sprintf("nothing changed (%s as before); %s", articles(ch.Unchanged), size)
	case o.DryRun:
		return fmt.Sprintf("would add %d, change %d, remove %d, leave %s; then %s", ch.Added, ch.Changed, ch.Removed, articles(ch.Unchanged), size)
	}
	return fmt.Sprintf("%d added, %d changed, %d removed, %s as before; %s", ch.Added, ch.Changed, ch.Removed, articles(ch.Unchanged), size)
}

func articles(n int) string {
	if n == 1 {
		return "1 article"
	}
	return fmt.Sprintf("%d articles", n)
}

// loadInput is what comes in, and what went wrong with it.
type loadInput struct {
	ctx         context.Context
	o           loadOptions
	show        *progress
	articles    []string // paths that extraction reads
	facts       []factsFile
	stdin       io.Reader
	count       int   // contributions read from facts
	bytes       int64 // of their files
	collections map[string]bool
	problems    []error
	warnings    []string
}

func newLoadInput(ctx context.Context, o loadOptions) (*loadInput, error) {
	in := &loadInput{ctx: ctx, o: o, stdin: o.App.In, collections: map[string]bool{}}
	for _, path := range o.Paths {
		f, err := in.factsIn(path)
		switch {
		case err != nil:
			return nil, err
		case f != nil:
			in.facts = append(in.facts, *f)
		default:
			in.articles = append(in.articles, path)
		}
	}
	if len(in.facts) > 0 && o.Input.Collection != "" {
		return nil, &exitError{exitUsage, fmt.Errorf("--collection does not fit facts, which name theirs: %s", in.facts[0].name)}
	}
	in.show = newProgress(o.App, inputBytes(o.Paths))
	return in, nil
}

// errEnough stops extraction when the store takes no more.
var errEnough = errors.New("enough")

// all yields the contributions of all paths. Inputs that fail are noted, not yielded.
func (in *loadInput) all() iter.Seq2[*graph.Contribution, error] {
	return func(yield func(*graph.Contribution, error) bool) {
		for _, f := range in.facts {
			if !in.readFacts(f, yield) {
				return
			}
		}
		if len(in.articles) == 0 {
			return
		}
		options := in.o.Input.extract(in.stdin)
		options.Progress = func(done int, bytes int64) { in.show.articles(in.count+done, in.bytes+bytes) }
		report, err := in.o.Extract(in.ctx, in.articles, options, func(c *graph.Contribution) error {
			if !yield(c, nil) {
				return errEnough
			}
			return nil
		})
		if errors.Is(err, errEnough) {
			return
		}
		if err != nil {
			yield(nil, err)
			return
		}
		in.problems = append(in.problems, report.Problems...)
		in.warnings = append(in.warnings, report.Warnings...)
		for _, c := range report.Collections {
			in.collections[c] = true
		}
	}
}

// prunable returns the collections that came whole. With a failed input there are none:
// which articles were in it is not known.
func (in *loadInput) prunable() []string {
	if len(in.problems) > 0 {
		return nil
	}
	names := make([]string, 0, len(in.collections))
	for c := range in.collections {
		names = append(names, c)
	}
	slices.Sort(names)
	return names
}

// tell prints what was found wrong, also with --quiet.
func (in *loadInput) tell() {
	for _, w := range in.warnings {
		fmt.Fprintln(in.o.App.Err, "warning: "+w)
	}
	for _, p := range in.problems {
		fmt.Fprintln(in.o.App.Err, p)
	}
}

// failure is the error of a load that left inputs out, or nil.
func (in *loadInput) failure(o loadOptions) error {
	n := len(in.problems)
	if n == 0 {
		return nil
	}
	parts := []string{fmt.Sprintf("%d inputs failed; the others are done", n)}
	if n == 1 {
		parts[0] = "1 input failed; the others are done"
	}
	if o.Prune {
		parts = append(parts, "nothing was pruned, since the articles of what failed must stay")
	}
	return &exitError{exitPartial, errors.New(strings.Join(parts, "; "))}
}
