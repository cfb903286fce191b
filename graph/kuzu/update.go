//go:build cgo

package kuzu

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"os"
	"sync"

	"kg/graph"
	"kg/graph/changeset"
)

// Update implements graph.Store. Shards and graph are written beside the old ones and
// become the store when the manifest that names them is renamed in, so a load killed
// at any moment leaves the old graph or the new one. One load writes at a time; a
// second waits. Queries go on meanwhile.
//
// The graph is also built when only it is missing, damaged, or of another vocabulary;
// Changes.Rebuilt tells.
func (s *Store) Update(ctx context.Context, in iter.Seq2[*graph.Contribution, error], o graph.UpdateOptions) (graph.Changes, error) {
	o.Progress = serial(o.Progress)
	if o.DryRun {
		return s.dryRun(ctx, in, o)
	}
	if err := os.MkdirAll(string(s.folder), 0o755); err != nil {
		return graph.Changes{}, fmt.Errorf("open store: %w: %w", graph.ErrUnavailable, err)
	}
	l, err := s.folder.lock(ctx, func(note string) { o.Report(note, 0, 0) })
	if err != nil {
		return graph.Changes{}, err
	}
	ch, err := s.locked(ctx, l, in, o)
	return ch, errors.Join(err, l.release())
}

// serial makes a progress function safe for concurrent use.
func serial(f func(string, int, int)) func(string, int, int) {
	if f == nil {
		return nil
	}
	var mu sync.Mutex
	return func(stage string, done, total int) {
		mu.Lock()
		defer mu.Unlock()
		f(stage, done, total)
	}
}

// locked does an update while the lock is held.
func (s *Store) locked(ctx context.Context, l *lock, in iter.Seq2[*graph.Contribution, error], o graph.UpdateOptions) (ch graph.Changes, err error) {
	old, err := s.folder.read()
	if err != nil {
		return ch, err
	}
	if err := s.folder.clean(old); err != nil {
		return ch, err
	}
	idx, err := s.folder.readIndex(old)
	if err != nil {
		return ch, err
	}
	stage("read")
	p, err := changeset.Read(ctx, in, idx, o, func() (*os.File, error) {
		if err := l.claim(); err != nil {
			return nil, err
		}
		return mkTemp(s.folder.join(tmpName), "spill-")
	})
	if err != nil {
		return ch, errors.Join(err, s.folder.clean(old))
	}
	defer func() { err = errors.Join(err, p.Close()) }()
	ch = p.Changes()
	if !ch.Any() && s.folder.graphOK(old) {
		if old != nil {
			ch.Nodes, ch.Relationships = old.Nodes, old.Relationships
		}
		return ch, nil
	}
	ch.Rebuilt = !ch.Any()
	if err := l.claim(); err != nil {
		return ch, err
	}
	m, err := s.write(ctx, p, old, o)
	if err != nil {
		return ch, errors.Join(err, p.Close(), s.folder.clean(old))
	}
	ch.Nodes, ch.Relationships = m.Nodes, m.Relationships
	return ch, errors.Join(p.Close(), s.folder.clean(m))
}

// write writes the new state and commits it.
func (s *Store) write(ctx context.Context, p *changeset.Set, old *manifest, o graph.UpdateOptions) (*manifest, error) {
	f := s.folder
	for _, dir := range []string{tmpName, articlesName} {
		if err := os.MkdirAll(f.join(dir), 0o755); err != nil {
			return nil, err
		}
	}
	m := &manifest{Format: formatVersion, Schema: schemaHash()}
	var shards []string
	if old != nil {
		shards = old.Shards
	}
	var err error
	stage("shards")
	if m.Shards, err = f.writeShards(ctx, p, shards, o); err != nil {
		return nil, fmt.Errorf("store contributions: %w", err)
	}
	stage("index")
	idx := p.After()
	m.Articles = len(idx)
	if m.Index, err = f.writeIndex(idx); err != nil {
		return nil, err
	}
	if err := f.buildGraph(ctx, m, o); err != nil {
		return nil, fmt.Errorf("build graph: %w", err)
	}
	stage("commit")
	if err := f.commit(m); err != nil {
		return nil, err
	}
	stage("clean")
	return m, nil
}

// stage is called as a load passes from one stage to the next; the crash test sets it
// to say where a load was killed.
var stage = func(string) {}

// graphOK reports whether the graph file of m can be used as it is.
func (f folder) graphOK(m *manifest) bool {
	if m == nil {
		return true // nothing loaded, nothing missing
	}
	return m.Schema == schemaHash() && f.checkGraph(m) == nil
}

// checkGraph looks at the graph file without opening it.
func (f folder) checkGraph(m *manifest) error {
	info, err := os.Stat(f.join(m.Graph))
	if errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("%s is missing", m.Graph)
	}
	if err == nil && info.Size() != m.GraphBytes {
		return fmt.Errorf("%s has %d bytes, not %d", m.Graph, info.Size(), m.GraphBytes)
	}
	return err
}

// dryRun counts what an update would do and the size of the graph after it. It writes
// nothing in the folder of the store, and takes no lock.
func (s *Store) dryRun(ctx context.Context, in iter.Seq2[*graph.Contribution, error], o graph.UpdateOptions) (ch graph.Changes, err error) {
	old, err := s.folder.read()
	if err != nil {
		return ch, err
	}
	idx, err := s.folder.readIndex(old)
	if err != nil {
		return ch, err
	}
	p, err := changeset.Read(ctx, in, idx, o, func() (*os.File, error) { return mkTemp(os.TempDir(), "kg-dry-run-") })
	if err != nil {
		return ch, err
	}
	defer func() { err = errors.Join(err, p.Close()) }()
	ch = p.Changes()
	if !ch.Any() {
		if old != nil {
			ch.Nodes, ch.Relationships = old.Nodes, old.Relationships
		}
		return ch, nil
	}
	ch.Nodes, ch.Relationships, err = s.folder.sizeAfter(ctx, p, old, o)
	return ch, err
}
