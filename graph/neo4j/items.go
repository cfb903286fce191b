package neo4j

import (
	"context"
	"errors"
	"iter"

	"kg/graph"
)

// errEnough ends reading because the caller wants no more.
var errEnough = errors.New("enough")

// Items implements graph.Store. It has what is of the vocabulary; while a load is at work
// it has some of what that writes.
func (s *Store) Items(ctx context.Context) iter.Seq2[graph.Item, error] {
	return func(yield func(graph.Item, error) bool) {
		err := s.items(ctx, func(it graph.Item) bool { return yield(it, nil) })
		if err != nil && !errors.Is(err, errEnough) {
			yield(graph.Item{}, s.explain(ctx, err))
		}
	}
}

func (s *Store) items(ctx context.Context, yield func(graph.Item) bool) (err error) {
	sorted, err := graph.NewItemSorter(graph.MergeOptions{TempDir: s.o.TempDir, MemoryBytes: sortMemory})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, sorted.Close()) }()
	if err := s.readNodes(ctx, graph.Schema().Label(labelArticle), sorted.AddNode); err != nil {
		return err
	}
	if err := s.readRest(ctx, sorted); err != nil {
		return err
	}
	for line, err := range sorted.Sorted(ctx) {
		if err != nil {
			return err
		}
		it, _, err := decode(line)
		if err != nil {
			return err
		}
		if !yield(it) {
			return errEnough
		}
	}
	return nil
}

// Contributions implements graph.Store.
func (s *Store) Contributions(ctx context.Context) iter.Seq2[*graph.Contribution, error] {
	const query = "MATCH (a:Article) WHERE a.facts <> '' RETURN a.id, a.facts"
	return func(yield func(*graph.Contribution, error) bool) {
		err := s.each(ctx, query, nil, func(row []any) error {
			c, err := graph.UnpackFacts(str(row[0]), str(row[1]))
			if err == nil && !yield(c, nil) {
				err = errEnough
			}
			return err
		})
		if err != nil && !errors.Is(err, errEnough) {
			yield(nil, s.explain(ctx, err))
		}
	}
}
