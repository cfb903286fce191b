//go:build cgo

package kuzu

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"os"

	"kg/graph"
)

// errEnough ends reading because the caller wants no more.
var errEnough = errors.New("enough")

// Items implements graph.Store. It merges the contributions again, from which the graph
// file was built.
func (s *Store) Items(ctx context.Context) iter.Seq2[graph.Item, error] {
	return func(yield func(graph.Item, error) bool) {
		give := func(it graph.Item) error {
			if !yield(it, nil) {
				return errEnough
			}
			return nil
		}
		err := s.items(ctx, give)
		if err != nil && !errors.Is(err, errEnough) {
			yield(graph.Item{}, err)
		}
	}
}

func (s *Store) items(ctx context.Context, give func(graph.Item) error) (err error) {
	shards, err := s.shards()
	if err != nil {
		return err
	}
	tmp, err := os.MkdirTemp("", "kg-export-")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(tmp)) }()
	fill := func(add func(*graph.Contribution) error) error {
		return s.folder.eachContribution(ctx, shards, nil, add)
	}
	return merge(ctx, tmp, fill,
		func(n *graph.Node) error { return give(graph.Item{Node: n}) },
		func(r *graph.Relationship) error { return give(graph.Item{Relationship: r}) })
}

// shards are the names of the files that hold the contributions.
func (s *Store) shards() ([]string, error) {
	m, err := s.folder.read()
	if err != nil {
		return nil, err
	}
	if m == nil {
		return nil, fmt.Errorf("%s: %w: nothing has been loaded", s.folder, graph.ErrUnavailable)
	}
	return m.Shards, nil
}

// Contributions implements graph.Store.
func (s *Store) Contributions(ctx context.Context) iter.Seq2[*graph.Contribution, error] {
	return func(yield func(*graph.Contribution, error) bool) {
		shards, err := s.shards()
		if err == nil {
			err = s.folder.eachContribution(ctx, shards, nil, func(c *graph.Contribution) error {
				if !yield(c, nil) {
					return errEnough
				}
				return nil
			})
		}
		if err != nil && !errors.Is(err, errEnough) {
			yield(nil, err)
		}
	}
}
