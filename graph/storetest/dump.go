package storetest

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"slices"
	"strings"

	"kg/graph"
)

// Dump reads the whole graph out of a store by Cypher: one JSON line a node, then one a
// relationship, in the order of labels, types and ids. Equal graphs have equal dumps,
// whatever the store.
func Dump(ctx context.Context, s graph.Store) (string, error) {
	v := graph.Schema()
	var lines []string
	for _, l := range v.Labels {
		query := fmt.Sprintf("MATCH (n:`%s`) RETURN %s", l.Name, columns("n", l.Properties))
		rows, err := read(ctx, s, query, func(row []any) line {
			return line{Label: l.Name, ID: fmt.Sprint(row[0]), Properties: named(l.Properties, row)}
		})
		if err != nil {
			return "", err
		}
		lines = append(lines, rows...)
	}
	for _, t := range v.Types {
		for _, e := range t.Ends {
			query := fmt.Sprintf("MATCH (a:`%s`)-[r:`%s`]->(b:`%s`) RETURN a.`id`, b.`id`, %s", e.Start, t.Name, e.End, columns("r", t.Properties))
			rows, err := read(ctx, s, query, func(row []any) line {
				return line{
					Label: t.Name, Start: e.Start + " " + fmt.Sprint(row[0]), End: e.End + " " + fmt.Sprint(row[1]),
					ID: fmt.Sprint(row[2]), Properties: named(t.Properties, row[2:]),
				}
			})
			if err != nil {
				return "", err
			}
			lines = append(lines, rows...)
		}
	}
	return strings.Join(lines, "\n") + "\n", nil
}

// Want is the dump of a store that holds the articles cs and nothing else, made by
// merging them without a store.
func Want(ctx context.Context, tmp string, cs ...*graph.Contribution) (dump string, err error) {
	m, err := graph.NewMerger(graph.MergeOptions{TempDir: tmp})
	if err != nil {
		return "", err
	}
	defer func() { err = errors.Join(err, m.Close()) }()
	for _, c := range cs {
		if err := m.Add(c); err != nil {
			return "", err
		}
	}
	groups := map[string][]line{}
	err = m.Finish(ctx, func(n *graph.Node) error {
		groups[n.Label] = append(groups[n.Label], line{Label: n.Label, ID: n.ID, Properties: n.Properties})
		return nil
	}, func(r *graph.Relationship) error {
		key := r.Type + " " + r.Start.Label + " " + r.End.Label
		groups[key] = append(groups[key], line{Label: r.Type, Start: r.Start.Label + " " + r.Start.ID, End: r.End.Label + " " + r.End.ID, ID: r.ID, Properties: r.Properties})
		return nil
	})
	if err != nil {
		return "", err
	}
	return assemble(groups)
}

// assemble puts the groups in the order of Dump.
func assemble(groups map[string][]line) (string, error) {
	var keys []string
	for _, l := range graph.Schema().Labels {
		keys = append(keys, l.Name)
	}
	for _, t := range graph.Schema().Types {
		for _, e := range t.Ends {
			keys = append(keys, t.Name+" "+e.Start+" "+e.End)
		}
	}
	var lines []string
	for _, k := range keys {
		group, err := encodeLines(groups[k])
		if err != nil {
			return "", err
		}
		lines = append(lines, group...)
		delete(groups, k)
	}
	if len(groups) > 0 {
		return "", fmt.Errorf("merging gave labels or types outside the vocabulary: %v", groups)
	}
	return strings.Join(lines, "\n") + "\n", nil
}

// line is one line of a dump. Properties never hold id.
type line struct {
	Label      string
	Start, End string `json:",omitempty"`
	ID         string
	Properties map[string]any
}

func columns(v string, props []graph.Property) string {
	names := make([]string, len(props))
	for i, p := range props {
		names[i] = fmt.Sprintf("%s.`%s`", v, p.Name)
	}
	return strings.Join(names, ", ")
}

// named gives the values of a row their names and leaves out what is not there.
func named(props []graph.Property, row []any) map[string]any {
	m := map[string]any{}
	for i, p := range props {
		if row[i] != nil {
			m[p.Name] = row[i]
		}
	}
	return m
}

func read(ctx context.Context, s graph.Store, query string, toLine func([]any) line) ([]string, error) {
	res, err := s.Query(ctx, query, nil)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", query, err)
	}
	lines := make([]line, len(res.Rows))
	for i, row := range res.Rows {
		lines[i] = toLine(row)
	}
	return encodeLines(lines)
}

func encodeLines(lines []line) ([]string, error) {
	slices.SortFunc(lines, func(a, b line) int { return cmp.Or(strings.Compare(a.ID, b.ID), strings.Compare(a.Start, b.Start)) })
	out := make([]string, len(lines))
	for i, l := range lines {
		delete(l.Properties, "id")
		data, err := json.Marshal(l)
		if err != nil {
			return nil, err
		}
		out[i] = string(data)
	}
	return out, nil
}

// Seq makes the sequence that an update takes.
func Seq(cs ...*graph.Contribution) iter.Seq2[*graph.Contribution, error] {
	return func(yield func(*graph.Contribution, error) bool) {
		for _, c := range cs {
			if !yield(c, nil) {
				return
			}
		}
	}
}
