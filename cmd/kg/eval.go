package main

import (
	"context"
	"errors"
	"fmt"
	"math"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"kg/extract"
	"kg/extract/eval"
	"kg/extract/rules"
	"kg/graph"
)

// evalOptions is what kg eval was asked to do.
type evalOptions struct {
	App    *app
	Gold   string
	Errors string // field whose differences are listed; "" for none
	Rules  bool   // score the rules, not the fields
	Format string // one of rowFormats
}

func newEvalCmd(a *app) *cobra.Command { return evalCmd(a, evalRun) }

// evalCmd reads the flags and passes them to run.
func evalCmd(a *app, run func(context.Context, evalOptions) error) *cobra.Command {
	o := evalOptions{App: a}
	cmd := &cobra.Command{
		Use:   "eval <gold>",
		Short: "Precision and recall on annotated articles / 在标注语料上评测",
		Long: `Eval reads annotated articles (one JSON object a line, with "id", "text" and what a
careful reader finds in it), extracts them and prints precision, recall and F1 for each kind
of fact. --errors lists what was missed and what is wrong for one of the fields.`,
		Example: "  kg eval docs/sample/gold.jsonl",
		Args:    usageArgs(cobra.ExactArgs(1)),
		RunE: func(cmd *cobra.Command, args []string) error {
			o.Gold = args[0]
			if o.Errors != "" && !slices.Contains(eval.Fields, o.Errors) {
				return &exitError{exitUsage, fmt.Errorf("--errors %s: unknown field (have %s)", o.Errors, strings.Join(eval.Fields, ", "))}
			}
			if err := checkFormat(o.Format, rowFormats); err != nil {
				return err
			}
			return run(cmd.Context(), o)
		},
	}
	cmd.Flags().StringVar(&o.Errors, "errors", "", "list the differences of this `field`")
	cmd.Flags().BoolVar(&o.Rules, "rules", false, "how often each rule is right, with the lower bound of the 95% interval")
	cmd.Flags().StringVar(&o.Format, "format", "table", strings.Join(rowFormats, ", "))
	return cmd
}

func evalRun(ctx context.Context, o evalOptions) error {
	cases, err := readGold(o.Gold)
	if err != nil {
		return err
	}
	g, err := extractGraph(ctx, o.App, o.Gold)
	if err != nil {
		return err
	}
	if o.Rules {
		return writeRows(o.App, o.Format, ruleRows(eval.Rules(cases, g)))
	}
	scores := eval.Evaluate(cases, g)
	if err := writeRows(o.App, o.Format, scoreRows(scores)); err != nil || o.Errors == "" {
		return err
	}
	for _, m := range scores[o.Errors].Misses {
		kind := "missed"
		if m.Wrong {
			kind = "wrong"
		}
		if _, err := fmt.Fprintf(o.App.Out, "%s\t%s\t%s\n", m.Case, kind, m.What); err != nil {
			return err
		}
	}
	return nil
}

func readGold(path string) ([]eval.Case, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close() //nolint:errcheck // only read
	return eval.ReadGold(f, path)
}

// extractGraph returns the merged graph of the articles of a file.
func extractGraph(ctx context.Context, a *app, path string) (g *eval.Graph, err error) {
	m, err := graph.NewMerger(graph.MergeOptions{})
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, m.Close()) }()
	report, err := extract.Run(ctx, []string{path}, extract.Options{}, m.Add)
	tellReport(a, report)
	if err != nil {
		return nil, err
	}
	if n := len(report.Problems); n > 0 {
		return nil, partial(n)
	}
	g = eval.NewGraph()
	return g, m.Finish(ctx,
		func(n *graph.Node) error { g.AddNode(n); return nil },
		func(r *graph.Relationship) error { g.AddRelationship(r); return nil })
}

// scoreRows returns a row for each field, in order.
func scoreRows(scores map[string]*eval.Score) *graph.Result {
	res := &graph.Result{Columns: []string{"field", "precision", "recall", "f1", "gold", "found"}}
	for _, f := range eval.Fields {
		s := scores[f]
		res.Rows = append(res.Rows, []any{f, round(s.Precision()), round(s.Recall()), round(s.F1()), int64(s.Right + s.Missed), int64(s.Right + s.Wrong)})
	}
	return res
}

// ruleRows returns a row for each rule.
func ruleRows(scores []eval.RuleScore) *graph.Result {
	res := &graph.Result{Columns: []string{"rule", "right", "n", "lower"}}
	for _, s := range scores {
		res.Rows = append(res.Rows, []any{s.ID, int64(s.Right), int64(s.N), round(rules.Wilson(s.Right, s.N))})
	}
	return res
}

// round gives a figure four digits.
func round(x float64) float64 { return math.Round(x*1e4) / 1e4 }
