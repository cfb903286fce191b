package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"kg/graph"
)

// diffOptions is what kg diff was asked to do.
type diffOptions struct {
	App           *app
	Before, After string // paths; one may be "-"
	Format        string
	ExitCode      bool // fail when anything differs
}

func newDiffCmd(a *app) *cobra.Command { return diffCmd(a, diffRun) }

// diffCmd reads the flags and passes them to run.
func diffCmd(a *app, run func(diffOptions) error) *cobra.Command {
	o := diffOptions{App: a}
	cmd := &cobra.Command{
		Use:   "diff <before> <after>",
		Short: "Say what changed between two graphs / 比较两个图谱",
		Long: `Diff compares two files that kg extract or kg merge printed and says which nodes and
relationships came (+), went (-) and changed (~), each with its sentence. - is stdin;
files may be compressed with gzip.`,
		Example: "  kg diff yesterday.jsonl today.jsonl",
		Args:    usageArgs(cobra.ExactArgs(2)),
		RunE: func(_ *cobra.Command, args []string) error {
			o.Before, o.After = args[0], args[1]
			switch {
			case o.Format != "text" && o.Format != "json":
				return &exitError{exitUsage, fmt.Errorf("--format %q: want text or json", o.Format)}
			case o.Before == "-" && o.After == "-":
				return &exitError{exitUsage, errors.New("only one of the two can be stdin")}
			}
			return run(o)
		},
	}
	cmd.Flags().StringVar(&o.Format, "format", "text", "{text | json}: json gives one difference a line")
	cmd.Flags().BoolVar(&o.ExitCode, "exit-code", false, "exit with 1 when anything differs")
	return cmd
}

func diffRun(o diffOptions) error {
	before, beforeName, err := openGraph(o.App, o.Before)
	if err != nil {
		return err
	}
	defer before.Close() //nolint:errcheck // only read
	after, afterName, err := openGraph(o.App, o.After)
	if err != nil {
		return err
	}
	defer after.Close() //nolint:errcheck // only read

	out := bufio.NewWriter(o.App.Out)
	show := diffText
	if o.Format == "json" {
		show = diffJSON
	}
	var added, removed, changed int
	err = graph.Diff(graph.ReadMerged(before, beforeName), graph.ReadMerged(after, afterName), func(d graph.Difference) error {
		switch {
		case d.Before == nil:
			added++
		case d.After == nil:
			removed++
		default:
			changed++
		}
		return show(out, d)
	})
	if err = errors.Join(err, out.Flush()); err != nil {
		return err
	}
	if !o.App.Quiet {
		fmt.Fprintf(o.App.Err, "%d added, %d removed, %d changed\n", added, removed, changed)
	}
	if o.ExitCode && added+removed+changed > 0 {
		return &exitError{Code: exitFailed}
	}
	return nil
}

// openGraph opens a merged graph and returns the name it has in errors.
func openGraph(a *app, path string) (io.ReadCloser, string, error) {
	if path == "-" {
		return io.NopCloser(a.In), "stdin", nil
	}
	f, err := openFacts(path)
	return f, path, err
}

// diffJSON writes the merged lines before and after, and which properties differ.
func diffJSON(w io.Writer, d graph.Difference) error {
	line := []byte(`{"change":"` + changeOf(d) + `"`)
	if d.Before != nil {
		line = appendItem(append(line, `,"before":`...), d.Before)
	}
	if d.After != nil {
		line = appendItem(append(line, `,"after":`...), d.After)
	}
	if len(d.Properties) > 0 {
		line = append(line, `,"properties":["`+strings.Join(d.Properties, `","`)+`"]`...)
	}
	_, err := w.Write(append(line, "}\n"...))
	return err
}

func changeOf(d graph.Difference) string {
	switch {
	case d.Before == nil:
		return "added"
	case d.After == nil:
		return "removed"
	}
	return "changed"
}

func appendItem(dst []byte, it *graph.Item) []byte {
	if it.Node != nil {
		return graph.AppendNode(dst, it.Node)
	}
	return graph.AppendRelationship(dst, it.Relationship)
}

// diffText writes a headline, then the sentence of a relationship that came or went,
// or the properties that changed.
func diffText(w io.Writer, d graph.Difference) error {
	sign, it := "~", d.After
	switch {
	case d.Before == nil:
		sign = "+"
	case d.After == nil:
		sign, it = "-", d.Before
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%s %s\n", sign, headline(d, it))
	if len(d.Properties) == 0 {
		if quote, _ := it.Properties()["quote"].(string); quote != "" {
			fmt.Fprintf(&b, "    「%s」\n", oneLine(quote))
		}
	}
	for _, name := range d.Properties {
		fmt.Fprintf(&b, "    %s: %s\n", name, changeText(d.Before.Properties()[name], d.After.Properties()[name]))
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// headline names a node, or a relationship by its ends and qualifiers, with the id.
func headline(d graph.Difference, it *graph.Item) string {
	if n := it.Node; n != nil {
		name, _ := n.Properties["name"].(string)
		return fmt.Sprintf("%s %s (%s)", n.Label, oneLine(name), n.ID)
	}
	r := it.Relationship
	var qualifiers string
	if t := graph.Schema().Type(r.Type); t != nil {
		for _, q := range t.Qualifiers {
			if v, ok := r.Properties[q].(string); ok {
				qualifiers += " " + q + "=" + v
			}
		}
	}
	return fmt.Sprintf("%s %s -> %s%s (%s)", r.Type, oneLine(d.Start), oneLine(d.End), qualifiers, r.ID)
}

// changeText shows both values, or what came and went in a list.
func changeText(before, after any) string {
	old, isList := before.([]string)
	cur, isListToo := after.([]string)
	if !isList && !isListToo {
		return valueText(before) + " -> " + valueText(after)
	}
	var parts []string
	for _, s := range old {
		if !slices.Contains(cur, s) {
			parts = append(parts, "-"+oneLine(s))
		}
	}
	for _, s := range cur {
		if !slices.Contains(old, s) {
			parts = append(parts, "+"+oneLine(s))
		}
	}
	if parts == nil {
		return "other order"
	}
	return strings.Join(parts, ", ")
}

func valueText(v any) string {
	if v == nil {
		return "(none)"
	}
	return oneLine(fmt.Sprint(v))
}

// maxShown is how many characters of a value a line of text shows.
const maxShown = 80

func oneLine(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	if r := []rune(s); len(r) > maxShown {
		return string(r[:maxShown]) + "…"
	}
	return s
}
