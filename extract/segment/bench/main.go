// Command bench measures kg beside gse, in turn and in one process, and prints ratios:
// a figure of MB/s says little on another machine, a ratio does.
//
// It answers two questions. Is reading an article whole (formats, sentences, names,
// posts, links, facts) as fast as cutting its text into words with gse's Cut and HMM?
// And is a whole run of kg extract on a newspaper page over before gse's own dictionary
// is loaded?
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"runtime"
	"time"

	"github.com/go-ego/gse"

	"kg/extract"
	"kg/graph"
)

func main() {
	var o options
	flag.StringVar(&o.Corpus, "corpus", os.Getenv("KG_CORPUS"), "folder of articles; without one -pages is read again and again")
	flag.StringVar(&o.Pages, "pages", "docs/sample/pages", "folder of newspaper pages, for the start-up")
	flag.StringVar(&o.Program, "kg", "bin/kg", "the built program, for the start-up")
	flag.IntVar(&o.MB, "mb", 8, "how much of the corpus is read, in million bytes, spread over its files")
	flag.IntVar(&o.Rounds, "rounds", 3, "times that each is measured; the best counts")
	load := flag.Bool("load", false, "only load gse's dictionary: the other side of the start-up")
	flag.Parse()
	run := func() error { return measure(context.Background(), o, os.Stdout) }
	if *load {
		run = func() error { _, err := loadGse(); return err }
	}
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

// options say what is measured on what.
type options struct {
	Corpus, Pages, Program string
	MB, Rounds             int
}

// loadGse is gse with the dictionary that it embeds.
func loadGse() (*gse.Segmenter, error) {
	gse.ToLower = false
	seg := &gse.Segmenter{SkipLog: true}
	return seg, seg.LoadDictEmbed("zh_s")
}

// measure prints the ratios.
func measure(ctx context.Context, o options, w io.Writer) error {
	text, err := readText(o.Corpus, o.Pages, o.MB*1e6)
	if err != nil {
		return err
	}
	fmt.Fprintf(w, "%s %s/%s, %d processors; %.1f MB in %d files of %s; best of %d\n\n", runtime.Version(),
		runtime.GOOS, runtime.GOARCH, runtime.NumCPU(), float64(text.bytes)/1e6, len(text.paths), text.from, o.Rounds)
	if err := throughput(ctx, text, o.Rounds, w); err != nil {
		return err
	}
	return startUp(ctx, o, w)
}

// throughput prints how fast kg and gse go through text.
func throughput(ctx context.Context, text *text, rounds int, w io.Writer) error {
	seg, err := loadGse()
	if err != nil {
		return err
	}
	contributions := 0
	whole := func(paths []string) error {
		report, err := extract.Run(ctx, paths, extract.Options{Workers: 1}, func(*graph.Contribution) error { contributions++; return nil })
		return errors.Join(append(report.Problems, err)...)
	}
	if err := whole(text.paths[:1]); err != nil { // loads kg's tables, as gse's are loaded
		return err
	}
	contenders := []contender{
		{"kg extract, whole, one worker", func() error { return times(text.times, func() error { return whole(text.paths) }) }},
		{"gse Cut with HMM", func() error { return text.each(func(line string) { seg.Cut(line, true) }) }},
		{"gse Segment", func() error { return text.each(func(line string) { seg.Segment([]byte(line)) }) }},
	}
	took, err := best(contenders, rounds)
	if err != nil {
		return err
	}
	for i, c := range contenders {
		fmt.Fprintf(w, "%-30s %6.2f MB/s", c.name, float64(text.bytes)/1e6/took[i].Seconds())
		if i > 0 {
			fmt.Fprintf(w, "   kg is %.2f times as fast", took[i].Seconds()/took[0].Seconds())
		}
		fmt.Fprintln(w)
	}
	if contributions == 0 {
		return fmt.Errorf("%s: no article found", text.from)
	}
	return nil
}

// times runs f n times, or until it fails.
func times(n int, f func() error) error {
	for range n {
		if err := f(); err != nil {
			return err
		}
	}
	return nil
}

// startUp prints how long a whole run on a few pages takes, and only loading gse.
func startUp(ctx context.Context, o options, w io.Writer) error {
	self, err := os.Executable()
	if err != nil {
		return err
	}
	contenders := []contender{
		{"start-up: kg extract " + o.Pages, func() error { return child(ctx, o.Program, "extract", "--quiet", o.Pages) }},
		{"start-up: gse LoadDictEmbed", func() error { return child(ctx, self, "-load") }},
	}
	took, err := best(contenders, o.Rounds)
	if err != nil {
		return err
	}
	fmt.Fprintln(w)
	for i, c := range contenders {
		fmt.Fprintf(w, "%-40s %6.2f s\n", c.name, took[i].Seconds())
	}
	fmt.Fprintf(w, "kg takes %.2f of gse's time\n", took[0].Seconds()/took[1].Seconds())
	return nil
}

// child runs a program to its end and drops what it prints.
func child(ctx context.Context, name string, args ...string) error {
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Stderr = os.Stderr
	if err := cmd.Run(); err != nil {
		return fmt.Errorf("%s: %w", cmd, err)
	}
	return nil
}

// contender is one thing to time.
type contender struct {
	name string
	run  func() error
}

// best runs all contenders in turn, round after round, and returns the shortest time of
// each: what disturbs the machine for a while disturbs all of them.
func best(contenders []contender, rounds int) ([]time.Duration, error) {
	took := make([]time.Duration, len(contenders))
	for range rounds {
		for i, c := range contenders {
			runtime.GC()
			begun := time.Now()
			if err := c.run(); err != nil {
				return nil, err
			}
			if d := time.Since(begun); took[i] == 0 || d < took[i] {
				took[i] = d
			}
		}
	}
	return took, nil
}
