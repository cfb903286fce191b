package storetest

import (
	"context"
	"errors"
	"iter"
	"testing"

	"kg/graph"
)

// Source is the graph of contributions without a store: what kg export reads.
type Source struct {
	all iter.Seq2[*graph.Contribution, error]
	tmp string
}

// NewSource returns the source of contributions. Its temporary files go with t.
func NewSource(t testing.TB, all iter.Seq2[*graph.Contribution, error]) Source {
	return Source{all, t.TempDir()}
}

// Contributions returns the contributions as they were given.
func (s Source) Contributions(context.Context) iter.Seq2[*graph.Contribution, error] { return s.all }

var errEnough = errors.New("enough")

// Items returns the merged nodes and relationships.
func (s Source) Items(ctx context.Context) iter.Seq2[graph.Item, error] {
	return func(yield func(graph.Item, error) bool) {
		give := func(it graph.Item) error {
			if !yield(it, nil) {
				return errEnough
			}
			return nil
		}
		if err := s.merge(ctx, give); err != nil && !errors.Is(err, errEnough) {
			yield(graph.Item{}, err)
		}
	}
}

func (s Source) merge(ctx context.Context, give func(graph.Item) error) (err error) {
	m, err := graph.NewMerger(graph.MergeOptions{TempDir: s.tmp})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, m.Close()) }()
	for c, err := range s.all {
		if err == nil {
			err = m.Add(c)
		}
		if err != nil {
			return err
		}
	}
	return m.Finish(ctx,
		func(n *graph.Node) error { return give(graph.Item{Node: n}) },
		func(r *graph.Relationship) error { return give(graph.Item{Relationship: r}) })
}

// Merged is the merged graph of cs as lines.
func Merged(t *testing.T, cs ...*graph.Contribution) string {
	t.Helper()
	return Lines(t, NewSource(t, Seq(cs...)).Items(t.Context()))
}

// Lines is a graph as the lines of kg export --format jsonl.
func Lines(t *testing.T, items iter.Seq2[graph.Item, error]) string {
	t.Helper()
	var out []byte
	for it, err := range items {
		switch {
		case err != nil:
			t.Fatal(err)
		case it.Node != nil:
			out = append(graph.AppendNode(out, it.Node), '\n')
		default:
			out = append(graph.AppendRelationship(out, it.Relationship), '\n')
		}
	}
	return string(out)
}
