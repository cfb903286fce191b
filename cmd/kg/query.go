package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"kg/cypher"
	"kg/graph"
)

// queryOptions is what kg query was asked to do.
type queryOptions struct {
	App           *app
	Name          string   // of a canned query; "" lists them, or File is given
	Args          []string // in the order of its header
	Params        []string // NAME=VALUE or NAME:=JSON
	File          string   // a query of the user's own, - for stdin
	DB            string
	Format        string
	Print         bool
	Draw          bool   // paths instead of rows
	MinConfidence string // "" shows all facts
}

func newQueryCmd(a *app) *cobra.Command {
	return queryCmd(a, func(cmd *cobra.Command, o queryOptions) error { return queryRun(cmd.Context(), o) })
}

// queryCmd reads the flags and passes them to run.
func queryCmd(a *app, run func(*cobra.Command, queryOptions) error) *cobra.Command {
	o := queryOptions{App: a}
	cmd := &cobra.Command{
		Use:   "query [<name> [<arg>...]]",
		Short: "List canned queries, or run one / 列出或运行预设查询",
		Long: `Query runs a canned query by its name, with names as you would say them: short forms
work, and when several people or places have the name all are answered. Without a name it
lists the queries.

` + queryHelp(),
		Example: "  kg query district-leadership 青岚区 2024-06-30\n  kg query post-holders 区委书记 --param district=青岚 --format csv",
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) > 0 && o.File == "" {
				o.Name, o.Args = args[0], args[1:]
			}
			if o.File != "" && len(args) > 0 {
				return &exitError{exitUsage, errors.New("--file takes no query name; give values with --param NAME=VALUE")}
			}
			if err := checkFormat(o.Format, rowFormats); err != nil {
				return err
			}
			if o.Draw && !o.Print && o.Format != "json" {
				return &exitError{exitUsage, errors.New("--draw needs --print or --format json: paths make no table")}
			}
			return run(cmd, o)
		},
		ValidArgsFunction: completeQuery,
	}
	addDBFlag(cmd, &o.DB)
	flags := cmd.Flags()
	flags.StringVar(&o.Format, "format", "table", "{table | json | csv | md}")
	flags.StringArrayVar(&o.Params, "param", nil, "a value by its name: NAME=VALUE, or NAME:=JSON with --file; may be repeated")
	flags.StringVar(&o.File, "file", "", "run the Cypher in this file, - for stdin")
	flags.BoolVar(&o.Print, "print", false, "print the query for Neo4j Browser and do not run it")
	flags.BoolVar(&o.Draw, "draw", false, "the form that returns paths: with --print for the graph view of Neo4j Browser, else with --format json")
	flags.StringVar(&o.MinConfidence, "min-confidence", "", "only facts whose rule is measured to be right this often, as 0.8")
	return cmd
}

// queryHelp lists the queries for the help text.
func queryHelp() string {
	var b strings.Builder
	for _, q := range cypher.All() {
		fmt.Fprintf(&b, "  %-22s %s / %s\n", q.Name, q.Title, q.TitleZh)
	}
	return b.String()
}

func completeQuery(_ *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
	var names []string
	if len(args) == 0 {
		for _, q := range cypher.All() {
			names = append(names, q.Name+"\t"+q.Title+" / "+q.TitleZh)
		}
	}
	return names, cobra.ShellCompDirectiveNoFileComp
}

func queryRun(ctx context.Context, o queryOptions) error {
	switch {
	case o.File != "":
		return runFile(ctx, o)
	case o.Name == "":
		return listQueries(o)
	}
	q, err := cypher.Get(o.Name)
	if err != nil {
		return &exitError{exitUsage, err}
	}
	return runQuery(ctx, o, q)
}

// listQueries shows what there is: it opens no store.
func listQueries(o queryOptions) error {
	res := &graph.Result{Columns: []string{"query", "arguments", "title", "标题"}}
	for _, q := range cypher.All() {
		res.Rows = append(res.Rows, []any{q.Name, q.Usage(), q.Title, q.TitleZh})
	}
	return writeRows(o.App, o.Format, res)
}

// runQuery runs a query with a header, or prints it.
func runQuery(ctx context.Context, o queryOptions, q *cypher.Query) error {
	args, err := queryArgs(o, q)
	if err != nil {
		return &exitError{exitUsage, fmt.Errorf("%w; for example: kg query %s", err, q.Example())}
	}
	form, run := cypher.Table, q.Run
	if o.Draw {
		form, run = cypher.Drawing, q.Draw
	}
	if o.Draw && !q.Draws() {
		return &exitError{exitUsage, fmt.Errorf("%s has no drawing form", q.Name)}
	}
	if o.Print {
		_, err := fmt.Fprint(o.App.Out, q.Standalone(form, "neo4j", args))
		return err
	}
	store, err := openStore(ctx, o.App, o.DB)
	if err != nil {
		return err
	}
	answer, err := run(ctx, store, args)
	if err = errors.Join(err, store.Close()); err != nil {
		return storeError(err)
	}
	tellMatches(o.App, q, args, answer)
	return showRows(o, answer.Result, "id")
}

func queryArgs(o queryOptions, q *cypher.Query) (cypher.Args, error) {
	named := map[string]string{}
	for _, p := range o.Params {
		name, value, ok := strings.Cut(p, "=")
		if !ok || name == "" {
			return nil, fmt.Errorf("--param %q: want NAME=VALUE", p)
		}
		if _, twice := named[name]; twice {
			return nil, fmt.Errorf("--param %s is given twice", name)
		}
		named[name] = value
	}
	if o.MinConfidence != "" {
		if q.Param(cypher.MinConfidence) == nil {
			return nil, fmt.Errorf("%s counts and shows no facts, so --min-confidence says nothing about it", q.Name)
		}
		named[cypher.MinConfidence] = o.MinConfidence
	}
	return q.Args(o.Args, named, o.App.Now().Format(time.DateOnly))
}

// tellMatches says on stderr what a name was taken to mean when that is not plain.
func tellMatches(a *app, q *cypher.Query, args cypher.Args, answer *cypher.Answer) {
	if a.Quiet {
		return
	}
	for _, p := range q.Params {
		matches := answer.Matches[p.Name]
		if len(matches) == 0 || len(matches) == 1 && matches[0].Name == args[p.Name] {
			continue
		}
		var names []string
		for _, m := range matches {
			if m.Anchor != "" && m.Anchor != m.Name {
				names = append(names, m.Name+" ("+m.Anchor+")")
				continue
			}
			names = append(names, m.Name)
		}
		fmt.Fprintf(a.Err, "%s %s: %s\n", p.Name, args[p.Name], someOf(names))
	}
}

// someOf joins names, the first ten of many.
func someOf(names []string) string {
	const most = 10
	if len(names) > most {
		return strings.Join(names[:most], ", ") + fmt.Sprintf(" and %d more", len(names)-most)
	}
	return strings.Join(names, ", ")
}

// showRows writes an answer; that there is none is said on stderr.
func showRows(o queryOptions, res *graph.Result, hide ...string) error {
	if len(res.Rows) == 0 && !o.App.Quiet {
		fmt.Fprintln(o.App.Err, "no rows")
	}
	return writeRows(o.App, o.Format, res, hide...)
}

// runFile runs a query of the user's own. One with a header (a line // param: or
// // returns:) is run like a canned one, names and all; in another a param is a string,
// or with := a JSON value.
func runFile(ctx context.Context, o queryOptions) error {
	src, err := readQuery(o)
	if err != nil {
		return err
	}
	if strings.Contains(src, "\n// param: ") || strings.Contains(src, "\n// returns: ") {
		q, err := cypher.Parse(o.File, src)
		if err != nil {
			return err
		}
		return runQuery(ctx, o, q)
	}
	if o.Print || o.MinConfidence != "" {
		return &exitError{exitUsage, errors.New("--print and --min-confidence need a query with a header (// param: …)")}
	}
	params, err := fileParams(o.Params)
	if err != nil {
		return &exitError{exitUsage, err}
	}
	store, err := openStore(ctx, o.App, o.DB)
	if err != nil {
		return err
	}
	res, err := store.Query(ctx, src, params)
	if err = errors.Join(err, store.Close()); err != nil {
		return storeError(fmt.Errorf("%s: %w", filepath.Base(o.File), err))
	}
	return showRows(o, res)
}

func readQuery(o queryOptions) (string, error) {
	if o.File == "-" {
		b, err := io.ReadAll(o.App.In)
		return string(b), err
	}
	b, err := os.ReadFile(o.File)
	return string(b), err
}

func fileParams(pairs []string) (map[string]any, error) {
	params := map[string]any{}
	for _, p := range pairs {
		name, value, ok := strings.Cut(p, "=")
		if !ok || name == "" {
			return nil, fmt.Errorf("--param %q: want NAME=VALUE or NAME:=JSON", p)
		}
		bare, isJSON := strings.CutSuffix(name, ":")
		if !isJSON {
			params[name] = value
			continue
		}
		v, err := jsonValue(value)
		if err != nil {
			return nil, fmt.Errorf("--param %s: %w", p, err)
		}
		params[bare] = v
	}
	return params, nil
}

// jsonValue reads JSON; a number without a point is an int64.
func jsonValue(s string) (any, error) {
	if n, err := strconv.ParseInt(s, 10, 64); err == nil {
		return n, nil
	}
	var v any
	err := json.Unmarshal([]byte(s), &v)
	return v, err
}
