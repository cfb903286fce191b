//go:build cgo

package kuzu

import (
	"context"
	"errors"
	"os"
	"runtime"

	"golang.org/x/sync/errgroup"

	"kg/graph"
	"kg/graph/changeset"
)

// mergeMemory bounds what merging holds in memory before it spills to disk, in bytes.
const mergeMemory = 256 << 20

// eachContribution calls add, one call at a time, with the contributions of shards in no
// fixed order. Shards are read and decoded in parallel.
func (f folder) eachContribution(ctx context.Context, shards []string, skip map[string]bool, add func(*graph.Contribution) error) error {
	decoded := make(chan *graph.Contribution, 64)
	group, ctx := errgroup.WithContext(ctx)
	group.Go(func() error {
		defer close(decoded)
		readers, ctx := errgroup.WithContext(ctx)
		readers.SetLimit(runtime.GOMAXPROCS(0))
		for _, name := range shards {
			readers.Go(func() error { return f.decodeShard(ctx, name, skip, decoded) })
		}
		return readers.Wait()
	})
	group.Go(func() error {
		for c := range decoded {
			if err := add(c); err != nil {
				return err
			}
		}
		return nil
	})
	return group.Wait()
}

// decodeShard sends the contributions of a shard but those of the articles in skip.
func (f folder) decodeShard(ctx context.Context, name string, skip map[string]bool, out chan<- *graph.Contribution) error {
	return readLines(f.join(articlesName, name), func(line []byte) error {
		c, err := graph.DecodeContribution(line)
		if err != nil || skip[c.Article.ID] {
			return err
		}
		select {
		case out <- c:
			return nil
		case <-ctx.Done():
			return ctx.Err()
		}
	})
}

// merge folds the contributions that fill adds and streams the graph to node and rel.
func merge(ctx context.Context, tmp string, fill func(add func(*graph.Contribution) error) error, node func(*graph.Node) error, rel func(*graph.Relationship) error) (err error) {
	m, err := graph.NewMerger(graph.MergeOptions{TempDir: tmp, MemoryBytes: mergeMemory})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, m.Close()) }()
	if err := fill(m.Add); err != nil {
		return err
	}
	return m.Finish(ctx, node, rel)
}

// sizeAfter counts the nodes and relationships of the graph as it would be after p.
func (f folder) sizeAfter(ctx context.Context, p *changeset.Set, old *manifest, o graph.UpdateOptions) (nodes, rels int, err error) {
	tmp, err := os.MkdirTemp("", "kg-dry-run-")
	if err != nil {
		return 0, 0, err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(tmp)) }()
	fill := func(add func(*graph.Contribution) error) error { return f.addAfter(ctx, p, old, o, add) }
	err = merge(ctx, tmp, fill,
		func(*graph.Node) error { nodes++; return nil },
		func(*graph.Relationship) error { rels++; return nil })
	return nodes, rels, err
}

// addAfter adds the contributions that the store would hold after p.
func (f folder) addAfter(ctx context.Context, p *changeset.Set, old *manifest, o graph.UpdateOptions, add func(*graph.Contribution) error) error {
	total, done := len(p.After()), 0
	counted := func(c *graph.Contribution) error {
		done++
		o.Report("merge", done, total)
		return add(c)
	}
	if old != nil {
		if err := f.eachContribution(ctx, old.Shards, p.Gone(), counted); err != nil {
			return err
		}
	}
	return p.EachFresh(counted)
}
