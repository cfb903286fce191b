package main

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"slices"
	"strconv"
	"strings"

	"github.com/jedib0t/go-pretty/v6/table"
	"github.com/jedib0t/go-pretty/v6/text"
	"golang.org/x/term"

	"kg/graph"
)

// rowFormats are those of --format where rows are shown.
var rowFormats = []string{"table", "json", "csv", "md"}

// checkFormat refuses a format that is not among formats.
func checkFormat(format string, formats []string) error {
	if !slices.Contains(formats, format) {
		return &exitError{exitUsage, fmt.Errorf("--format %q: want one of %s", format, strings.Join(formats, ", "))}
	}
	return nil
}

// writeRows writes res to a.Out. A table leaves out the columns of hide; the other
// formats have them all. It wraps at the width of the terminal, and shows records one
// below the other where the columns would be too narrow to read.
func writeRows(a *app, format string, res *graph.Result, hide ...string) error {
	switch format {
	case "json":
		return writeJSON(a.Out, res)
	case "csv":
		return writeCSV(a.Out, res)
	case "md":
		t := newTable(res)
		_, err := fmt.Fprintln(a.Out, t.RenderMarkdown())
		return err
	}
	if len(res.Rows) == 0 {
		return nil
	}
	width := outputWidth(a)
	shown := without(res, hide)
	limits, ok := fit(shown, width)
	if !ok {
		return writeRecords(a.Out, res, width)
	}
	t := newTable(shown)
	t.SetStyle(table.StyleLight)
	t.Style().Format.Header = text.FormatDefault
	if isTerminal(a.Out) && a.Getenv("NO_COLOR") == "" {
		t.Style().Color.Header = text.Colors{text.Bold}
	}
	t.SetColumnConfigs(limits)
	_, err := fmt.Fprintln(a.Out, t.Render())
	return err
}

func newTable(res *graph.Result) table.Writer {
	t := table.NewWriter()
	header := make(table.Row, len(res.Columns))
	for i, c := range res.Columns {
		header[i] = c
	}
	t.AppendHeader(header)
	for _, row := range res.Rows {
		cells := make(table.Row, len(row))
		for i, v := range row {
			cells[i] = cell(v)
		}
		t.AppendRow(cells)
	}
	return t
}

// cell shows a value in a table or CSV: nothing for nil, a list joined by ；.
func cell(v any) string {
	switch v := v.(type) {
	case nil:
		return ""
	case string:
		return v
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64)
	case []any:
		parts := make([]string, len(v))
		for i, e := range v {
			parts[i] = cell(e)
		}
		return strings.Join(parts, listSeparator)
	case map[string]any:
		b, err := marshal(v)
		if err != nil {
			return fmt.Sprint(v)
		}
		return string(b)
	}
	return fmt.Sprint(v)
}

// listSeparator stands between the elements of a list in a cell.
const listSeparator = "；"

// without returns res without some columns.
func without(res *graph.Result, hide []string) *graph.Result {
	var keep []int
	out := &graph.Result{}
	for i, c := range res.Columns {
		if !slices.Contains(hide, c) {
			keep = append(keep, i)
			out.Columns = append(out.Columns, c)
		}
	}
	for _, row := range res.Rows {
		var cells []any
		for _, i := range keep {
			cells = append(cells, row[i])
		}
		out.Rows = append(out.Rows, cells)
	}
	return out
}

// Widths in columns of the terminal.
const (
	pipeWidth = 160 // where the output is no terminal
	minWidth  = 10  // a column that has to be narrower is not readable: a date has ten
	border    = 3   // a column's borders
)

func outputWidth(a *app) int {
	if f, ok := a.Out.(*os.File); ok {
		if w, _, err := term.GetSize(int(f.Fd())); err == nil && w > 0 {
			return w
		}
	}
	if w, err := strconv.Atoi(a.Getenv("COLUMNS")); err == nil && w > 0 {
		return w
	}
	return pipeWidth
}

// fit returns how wide each column may be so that the table fits into width: the widest
// give way first. ok is false when that leaves columns that are too narrow.
func fit(res *graph.Result, width int) (limits []table.ColumnConfig, ok bool) {
	natural := make([]int, len(res.Columns))
	for i, c := range res.Columns {
		natural[i] = text.StringWidth(c)
		for _, row := range res.Rows {
			natural[i] = max(natural[i], text.StringWidth(cell(row[i])))
		}
	}
	room := width - border*len(natural) - 1
	limit := 0
	for l := minWidth; ; l++ {
		sum, capped := 0, false
		for _, w := range natural {
			sum += min(w, l)
			capped = capped || w > l
		}
		if sum > room {
			break
		}
		limit = l
		if !capped {
			break
		}
	}
	for i := range natural {
		limits = append(limits, table.ColumnConfig{Number: i + 1, WidthMax: limit, WidthMaxEnforcer: wrap})
	}
	return limits, limit > 0
}

// wrap breaks s into lines of at most width columns. Chinese has no spaces to break at.
func wrap(s string, width int) string {
	var out strings.Builder
	at := 0
	for _, r := range s {
		w := text.RuneWidth(r)
		if r != '\n' && at+w > width && at > 0 {
			out.WriteByte('\n')
			at = 0
		}
		out.WriteRune(r)
		at += w
		if r == '\n' {
			at = 0
		}
	}
	return out.String()
}

// writeRecords writes each row as lines of column and value.
func writeRecords(w io.Writer, res *graph.Result, width int) error {
	names := 0
	for _, c := range res.Columns {
		names = max(names, text.StringWidth(c))
	}
	indent := "\n" + strings.Repeat(" ", names+2)
	var out bytes.Buffer
	for i, row := range res.Rows {
		fmt.Fprintf(&out, "── %d ──\n", i+1)
		for j, c := range res.Columns {
			if v := cell(row[j]); v != "" {
				v = strings.ReplaceAll(wrap(v, max(width-names-2, minWidth)), "\n", indent)
				fmt.Fprintf(&out, "%s  %s\n", text.Pad(c, names, ' '), v)
			}
		}
	}
	_, err := w.Write(out.Bytes())
	return err
}

// writeJSON writes an array of objects, one a line, their keys in the order of the columns.
func writeJSON(w io.Writer, res *graph.Result) error {
	var out bytes.Buffer
	out.WriteByte('[')
	for i, row := range res.Rows {
		if i > 0 {
			out.WriteByte(',')
		}
		out.WriteString("\n{")
		for j, c := range res.Columns {
			key, err := marshal(c)
			if err != nil {
				return err
			}
			value, err := marshal(row[j])
			if err != nil {
				return fmt.Errorf("column %s: %w", c, err)
			}
			if j > 0 {
				out.WriteByte(',')
			}
			out.Write(key)
			out.WriteByte(':')
			out.Write(value)
		}
		out.WriteByte('}')
	}
	if len(res.Rows) > 0 {
		out.WriteByte('\n')
	}
	out.WriteString("]\n")
	_, err := w.Write(out.Bytes())
	return err
}

// marshal is json.Marshal without HTML escaping.
func marshal(v any) ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return nil, err
	}
	return bytes.TrimRight(b.Bytes(), "\n"), nil
}

func writeCSV(w io.Writer, res *graph.Result) error {
	out := csv.NewWriter(w)
	if err := out.Write(res.Columns); err != nil {
		return err
	}
	for _, row := range res.Rows {
		record := make([]string, len(row))
		for i, v := range row {
			record[i] = cell(v)
		}
		if err := out.Write(record); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}
