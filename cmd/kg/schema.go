package main

import (
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/jedib0t/go-pretty/v6/table"
	"github.com/spf13/cobra"

	"kg/graph"
)

// schemaOptions is what kg schema was asked to do.
type schemaOptions struct {
	App    *app
	Format string
}

// schemaFormats are the values of --format.
var schemaFormats = map[string]func(io.Writer, *graph.Vocabulary) error{
	"text": schemaText, "json": schemaJSON, "cypher": schemaCypher,
}

func newSchemaCmd(a *app) *cobra.Command { return schemaCmd(a, schemaRun) }

// schemaCmd reads the flags and passes them to run.
func schemaCmd(a *app, run func(schemaOptions) error) *cobra.Command {
	o := schemaOptions{App: a}
	cmd := &cobra.Command{
		Use:   "schema",
		Short: "Print the vocabulary of the graph / 打印图谱词汇表",
		Long: `Schema prints the labels, relationship types, properties and closed value lists of
the graph: as tables, as JSON, or as the Cypher constraints that Neo4j needs before the first row.`,
		Example: "  kg schema --format cypher",
		Args:    usageArgs(cobra.NoArgs),
		RunE: func(*cobra.Command, []string) error {
			if schemaFormats[o.Format] == nil {
				return &exitError{exitUsage, fmt.Errorf("--format %q: want text, json or cypher", o.Format)}
			}
			return run(o)
		},
	}
	cmd.Flags().StringVar(&o.Format, "format", "text", "{text | json | cypher}")
	return cmd
}

func schemaRun(o schemaOptions) error { return schemaFormats[o.Format](o.App.Out, graph.Schema()) }

func schemaCypher(w io.Writer, v *graph.Vocabulary) error {
	_, err := fmt.Fprintln(w, strings.Join(append(v.Constraints(), v.NameIndexStatement()), ";\n")+";")
	return err
}

func schemaText(w io.Writer, v *graph.Vocabulary) error {
	labels := newSchemaTable("label", "中文", "properties")
	for _, l := range v.Labels {
		labels.AppendRow(table.Row{l.Name, l.Zh, propertyText(l.Properties)})
	}
	types := newSchemaTable("relationship", "中文", "from -> to", "properties (* in the id)")
	for _, t := range v.Types {
		types.AppendRow(table.Row{t.Name, t.Zh, endsText(t.Ends), relationshipText(&t, v)})
	}
	lists := newSchemaTable("values", "in the order that breaks ties")
	for _, l := range v.Lists {
		var values []string
		for _, x := range l.Values {
			values = append(values, x.Name+" "+x.Zh)
		}
		lists.AppendRow(table.Row{l.Name, wrapList(values)})
	}
	_, err := fmt.Fprintf(w, "%s\n\n%s\n\n%s\n\nevidence: %s\n", labels.Render(), types.Render(), lists.Render(), evidenceText(v))
	return err
}

func newSchemaTable(header ...any) table.Writer {
	t := table.NewWriter()
	t.SetStyle(table.StyleLight)
	t.Style().Format.Header = 0 // as written
	t.Style().Options.SeparateRows = true
	t.AppendHeader(table.Row(header))
	return t
}

func propertyText(props []graph.Property) string {
	var out []string
	for _, p := range props {
		typ := string(p.Type)
		if p.Values != "" {
			typ = p.Values
		}
		out = append(out, p.Name+": "+typ)
	}
	return wrapList(out)
}

// relationshipText lists a type's own properties, naming those of evidence as one.
func relationshipText(t *graph.RelationshipType, v *graph.Vocabulary) string {
	props := slices.Clone(t.Properties)
	if t.Evidence {
		props = props[:len(props)-len(v.Evidence)]
	}
	for i := range props {
		if slices.Contains(t.Qualifiers, props[i].Name) {
			props[i].Name += "*"
		}
	}
	text := propertyText(props)
	if t.Evidence {
		text += ", evidence"
	}
	return text
}

func evidenceText(v *graph.Vocabulary) string {
	return strings.ReplaceAll(propertyText(v.Evidence), "\n", " ")
}

func endsText(ends []graph.Ends) string {
	var out []string
	for _, e := range ends {
		out = append(out, e.Start+" -> "+e.End)
	}
	return strings.Join(out, "\n")
}

// wrapList joins entries with commas, about four a line.
func wrapList(entries []string) string {
	var b strings.Builder
	for i, e := range entries {
		switch {
		case i == 0:
		case i%4 == 0:
			b.WriteString(",\n")
		default:
			b.WriteString(", ")
		}
		b.WriteString(e)
	}
	return b.String()
}

// schemaView is the vocabulary as JSON.
type schemaView struct {
	Labels        []labelView        `json:"labels"`
	Relationships []relationshipView `json:"relationships"`
	Values        []listView         `json:"values"`
}

type labelView struct {
	Name       string         `json:"name"`
	Zh         string         `json:"zh"`
	Properties []propertyView `json:"properties"`
}

type relationshipView struct {
	Name       string         `json:"name"`
	Zh         string         `json:"zh"`
	Ends       [][2]string    `json:"ends"`
	Evidence   bool           `json:"evidence"`
	Qualifiers []string       `json:"qualifiers,omitempty"`
	Properties []propertyView `json:"properties"`
}

type propertyView struct {
	Name   string `json:"name"`
	Type   string `json:"type"`
	Values string `json:"values,omitempty"`
}

type listView struct {
	Name   string      `json:"name"`
	Values []valueView `json:"values"`
}

type valueView struct {
	Name string `json:"name"`
	Zh   string `json:"zh"`
}

func schemaJSON(w io.Writer, v *graph.Vocabulary) error {
	var view schemaView
	for _, l := range v.Labels {
		view.Labels = append(view.Labels, labelView{l.Name, l.Zh, propertyViews(l.Properties)})
	}
	for _, t := range v.Types {
		r := relationshipView{Name: t.Name, Zh: t.Zh, Evidence: t.Evidence, Qualifiers: t.Qualifiers, Properties: propertyViews(t.Properties)}
		for _, e := range t.Ends {
			r.Ends = append(r.Ends, [2]string{e.Start, e.End})
		}
		view.Relationships = append(view.Relationships, r)
	}
	for _, l := range v.Lists {
		list := listView{Name: l.Name}
		for _, x := range l.Values {
			list.Values = append(list.Values, valueView(x))
		}
		view.Values = append(view.Values, list)
	}
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(view)
}

func propertyViews(props []graph.Property) []propertyView {
	out := make([]propertyView, len(props))
	for i, p := range props {
		out[i] = propertyView{p.Name, string(p.Type), p.Values}
	}
	return out
}
