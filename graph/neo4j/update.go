package neo4j

import (
	"context"
	"errors"
	"iter"
	"os"

	"kg/graph"
	"kg/graph/changeset"
)

// Update implements graph.Store. One load writes at a time; a second waits. Queries go on
// meanwhile: they see a small update as a whole, a large one as it grows. After an error
// or a kill the next Update completes what was begun.
//
// Changes.Rebuilt says that it had nothing else to do.
func (s *Store) Update(ctx context.Context, in iter.Seq2[*graph.Contribution, error], o graph.UpdateOptions) (graph.Changes, error) {
	if o.DryRun {
		ch, err := s.update(ctx, in, o, func(set *changeset.Set, _ *stored) (int, int, error) { return s.sizeAfter(ctx, set, o) })
		return ch, s.explain(ctx, err)
	}
	if err := s.ensureSchema(ctx); err != nil {
		return graph.Changes{}, s.explain(ctx, err)
	}
	l, held, err := s.lock(ctx, o)
	if err != nil {
		return graph.Changes{}, s.explain(ctx, err)
	}
	defer l.release()
	ch, err := s.update(held, in, o, func(set *changeset.Set, st *stored) (int, int, error) { return s.bring(held, l, set, st, o) })
	return ch, s.explain(held, err)
}

// apply does, or counts, what brings the database to the contributions after set, and
// returns the size of the graph then.
type apply func(set *changeset.Set, st *stored) (nodes, rels int, err error)

// update compares what comes with what is stored, and applies the difference if there is one.
func (s *Store) update(ctx context.Context, in iter.Seq2[*graph.Contribution, error], o graph.UpdateOptions, do apply) (ch graph.Changes, err error) {
	stage("read")
	st, err := s.readStored(ctx)
	if err != nil {
		return ch, err
	}
	set, err := changeset.Read(ctx, in, st.index, o, func() (*os.File, error) { return os.CreateTemp(s.o.TempDir, "kg-load-*") })
	if err != nil {
		return ch, err
	}
	defer func() { err = errors.Join(err, set.Close()) }()
	ch = set.Changes()
	if !ch.Any() && !st.cut {
		ch.Nodes, ch.Relationships, err = s.size(ctx)
		return ch, err
	}
	ch.Rebuilt = !ch.Any()
	ch.Nodes, ch.Relationships, err = do(set, st)
	return ch, err
}

// bring makes the graph in the database that of the contributions after set, and returns
// its size.
func (s *Store) bring(ctx context.Context, l *lock, set *changeset.Set, st *stored, o graph.UpdateOptions) (nodes, rels int, err error) {
	memory := graph.MergeOptions{TempDir: s.o.TempDir, MemoryBytes: mergeMemory}
	merger, err := graph.NewMerger(memory)
	if err != nil {
		return 0, 0, err
	}
	defer func() { err = errors.Join(err, merger.Close()) }()
	memory.MemoryBytes = sortMemory
	current, err := graph.NewItemSorter(memory)
	if err != nil {
		return 0, 0, err
	}
	defer func() { err = errors.Join(err, current.Close()) }()
	stage("merge")
	if err := s.addAll(ctx, set, o, current.AddNode, merger.Add); err != nil {
		return 0, 0, err
	}
	if err := s.readRest(ctx, current); err != nil {
		return 0, 0, err
	}
	w := newWriter(ctx, s, l, set, o)
	d := newDiffer(ctx, current, w, st, set)
	defer d.stop()
	err = merger.Finish(w.ctx, d.node, d.relationship)
	if err == nil {
		err = d.finish()
	}
	return d.nodes, d.rels, w.finish(err, d)
}

// What the sorts of an update hold in memory before they spill to disk, in bytes.
const (
	mergeMemory = 192 << 20
	sortMemory  = 96 << 20
)

// addAll passes the Article nodes that are there to node, and all contributions after the
// update to add.
func (s *Store) addAll(ctx context.Context, set *changeset.Set, o graph.UpdateOptions, node func(*graph.Node) error, add func(*graph.Contribution) error) error {
	total, done := len(set.After()), 0
	counted := func(c *graph.Contribution) error {
		if err := ctx.Err(); err != nil {
			return err
		}
		done++
		o.Report("merge", done, total)
		return add(c)
	}
	if err := s.readArticles(ctx, set.Gone(), node, counted); err != nil {
		return err
	}
	return set.EachFresh(counted)
}

// readRest reads all that is in the graph beside the articles.
func (s *Store) readRest(ctx context.Context, current *graph.ItemSorter) error {
	v := graph.Schema()
	for i := range v.Labels {
		if l := &v.Labels[i]; l.Name != "Article" {
			if err := s.readNodes(ctx, l, current.AddNode); err != nil {
				return err
			}
		}
	}
	for i := range v.Types {
		if err := s.readRelationships(ctx, &v.Types[i], current.AddRelationship); err != nil {
			return err
		}
	}
	return nil
}

// sizeAfter counts the nodes and relationships of the graph as it would be after set.
func (s *Store) sizeAfter(ctx context.Context, set *changeset.Set, o graph.UpdateOptions) (nodes, rels int, err error) {
	merger, err := graph.NewMerger(graph.MergeOptions{TempDir: s.o.TempDir, MemoryBytes: mergeMemory})
	if err != nil {
		return 0, 0, err
	}
	defer func() { err = errors.Join(err, merger.Close()) }()
	if err := s.addAll(ctx, set, o, func(*graph.Node) error { return nil }, merger.Add); err != nil {
		return 0, 0, err
	}
	err = merger.Finish(ctx,
		func(*graph.Node) error { nodes++; return nil },
		func(*graph.Relationship) error { rels++; return nil })
	return nodes, rels, err
}

// stage is called as a load passes from one stage to the next; the crash test sets it to
// say where a load was killed.
var stage = func(string) {}
