package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"kg/cypher"
	"kg/graph"
)

// explainFunc reads the source of a sentence again and returns how its fact came about,
// one choice a line, or one line that says that the source is gone or has changed.
type explainFunc func(ctx context.Context, fact cypher.Fact, s cypher.Sentence) ([]string, error)

// whyNotFunc writes which stage dropped a text that should have been found in paths.
type whyNotFunc func(ctx context.Context, w io.Writer, text string, paths []string) error

// whyOptions is what kg why was asked to do.
type whyOptions struct {
	App    *app
	Args   []string // an id, or a name and perhaps a second; with Not the paths
	Not    string
	DB     string
	Format string

	Sources []string // folders in which sources are looked for

	Explain explainFunc // nil: the choices are not shown, and that is said
	WhyNot  whyNotFunc  // nil: --not is refused
}

func newWhyCmd(a *app) *cobra.Command {
	return whyCmd(a, func(cmd *cobra.Command, o whyOptions) error {
		o.Explain, o.WhyNot = explainer(o.Sources), whyNot
		return whyRun(cmd.Context(), o)
	})
}

// whyCmd reads the flags and passes them to run.
func whyCmd(a *app, run func(*cobra.Command, whyOptions) error) *cobra.Command {
	o := whyOptions{App: a}
	cmd := &cobra.Command{
		Use:   "why {<id> | <person> [<post or event>] | --not <text> <path>...}",
		Short: "Show the sentences and rules behind a fact / 说明依据",
		Long: `Why shows the facts with that id, about that node, about a name, or between two names:
for each the rule that read it, how often that rule is right, and every sentence that says
so with its article. The id of a fact is in the rows of kg query --format json.

With --not it reads the paths and says which stage dropped a text.`,
		Example: "  kg why 林知远 青岚区委书记",
		RunE: func(cmd *cobra.Command, args []string) error {
			o.Args = args
			if err := checkWhy(o, cmd.Flags().Changed("not")); err != nil {
				return &exitError{exitUsage, err}
			}
			return run(cmd, o)
		},
	}
	addDBFlag(cmd, &o.DB)
	flags := cmd.Flags()
	flags.StringVar(&o.Format, "format", "text", "{text | json}")
	flags.StringArrayVar(&o.Sources, "source", nil, "`folder` whose articles were loaded, to read a source again (default: here)")
	flags.StringVar(&o.Not, "not", "", "say why this text was not found in the paths")
	return cmd
}

func checkWhy(o whyOptions, not bool) error {
	switch {
	case o.Format != "text" && o.Format != "json":
		return fmt.Errorf("--format %q: want text or json", o.Format)
	case not && (o.Not == "" || len(o.Args) == 0):
		return errors.New("--not takes a text, and then the paths to read")
	case !not && (len(o.Args) == 0 || len(o.Args) > 2):
		return errors.New("want an id, or a name and perhaps a second one")
	}
	return nil
}

func whyRun(ctx context.Context, o whyOptions) error {
	if o.Not != "" {
		if o.WhyNot == nil {
			return errors.New("--not is not available in this build of kg")
		}
		return o.WhyNot(ctx, o.App.Out, o.Not, o.Args)
	}
	store, err := openStore(ctx, o.App, o.DB)
	if err != nil {
		return err
	}
	facts, err := findFacts(ctx, store, o.Args)
	if err = errors.Join(err, store.Close()); err != nil {
		return storeError(err)
	}
	if o.Format == "json" {
		return writeFactsJSON(o.App.Out, facts)
	}
	return writeFacts(ctx, o, facts)
}

var idArgument = regexp.MustCompile(`^[0-9a-f]{24}$`)

func findFacts(ctx context.Context, store graph.Store, args []string) ([]cypher.Fact, error) {
	if len(args) == 2 {
		return cypher.FactsOf(ctx, store, args[0], args[1])
	}
	if idArgument.MatchString(args[0]) {
		return cypher.FactsByID(ctx, store, args[0])
	}
	return cypher.FactsOf(ctx, store, args[0], "")
}

func writeFactsJSON(w io.Writer, facts []cypher.Fact) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(facts)
}

func writeFacts(ctx context.Context, o whyOptions, facts []cypher.Fact) error {
	var out bytes.Buffer
	for i, f := range facts {
		if i > 0 {
			out.WriteByte('\n')
		}
		writeFact(&out, f)
		for _, s := range f.Sentences {
			fmt.Fprintf(&out, "  %s\n    %s\n", articleLine(s), s.Text)
			if o.Explain == nil {
				continue
			}
			lines, err := o.Explain(ctx, f, s)
			if err != nil {
				return err
			}
			for _, line := range lines {
				fmt.Fprintf(&out, "    %s\n", line)
			}
		}
		if n := int(f.Support) - len(f.Sentences); n > 0 {
			fmt.Fprintf(&out, "  and %d more between the earliest and the latest\n", n)
		}
	}
	if _, err := o.App.Out.Write(out.Bytes()); err != nil {
		return err
	}
	if o.Explain == nil && !o.App.Quiet {
		fmt.Fprintln(o.App.Err, "the choices behind each sentence, which need its source read again, are not available in this build of kg")
	}
	return nil
}

// writeFact writes the head of a fact: what it says, then how it is known.
func writeFact(w io.Writer, f cypher.Fact) {
	fmt.Fprintf(w, "%s %s %s\n", f.Start.Name, relation(f), f.End.Name)
	known := []string{"rule " + f.Rule, "confidence not measured"}
	if f.Confidence != nil {
		known[1] = "confidence " + strconv.FormatFloat(*f.Confidence, 'f', -1, 64)
	}
	known = append(known, articles(int(f.Support)))
	switch f.FirstSeen {
	case "":
	case f.LastSeen:
		known = append(known, "seen "+f.FirstSeen)
	default:
		known = append(known, "seen "+f.FirstSeen+" to "+f.LastSeen)
	}
	fmt.Fprintf(w, "  %s, id %s\n", strings.Join(known, ", "), f.ID)
}

// relation names a type and its qualifier in English and Chinese: —HOLDS_ROLE 任职 current 现任→.
func relation(f cypher.Fact) string {
	words := []string{f.Type}
	typ := graph.Schema().Type(f.Type)
	if typ != nil {
		words = append(words, typ.Zh)
		for _, name := range typ.Qualifiers {
			value := map[string]string{"status": f.Status, "as": f.As}[name]
			if p := typ.Property(name); value != "" && p != nil {
				words = append(words, value, graph.Schema().List(p.Values).Zh(value))
			}
		}
	}
	if f.Since != "" {
		words = append(words, "since "+f.Since)
	}
	if f.Until != "" {
		words = append(words, "until "+f.Until)
	}
	return "—" + strings.Join(words, " ") + "→"
}

func articleLine(s cypher.Sentence) string {
	line := s.Article
	if s.Published != "" {
		line = s.Published + " " + line
	}
	if s.Source != "" {
		line += " (" + s.Source + ")"
	}
	return line
}
