//go:build cgo

package kuzu

import (
	"context"
	"errors"
	"fmt"
	"sync"

	kuzu "github.com/kuzudb/go-kuzu"

	"kg/graph"
	"kg/graph/changeset"
)

// Store is a graph.Store in a folder. It is safe for concurrent use, also by several
// processes: any number may query while one updates.
type Store struct {
	folder folder

	mu     sync.Mutex
	open   *handle // the graph that new queries read; nil before the first
	closed bool
}

var _ graph.Store = (*Store)(nil)

// Open returns the store in the folder dir, which need not exist: the first Update
// makes it. It refuses a folder that holds other things. Errors wrap
// graph.ErrUnavailable.
func Open(dir string) (*Store, error) {
	s := &Store{folder: folder(dir)}
	if err := s.folder.check(); err != nil {
		return nil, err
	}
	if _, err := s.folder.read(); err != nil {
		return nil, err
	}
	return s, nil
}

// Dialect implements graph.Store.
func (s *Store) Dialect() string { return "kuzu" }

// Close implements graph.Store. Queries at work end first.
func (s *Store) Close() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.closed = true
	s.retire(nil)
	return nil
}

// Query implements graph.Store. A text that CheckQuery refuses is not run. Parameters
// that the text does not name are ignored, those that it names must be given and not
// be nil: Kuzu crashes on some uses of nil.
//
// A node comes as a map of "type" (node), "id", "labels" and "properties", a
// relationship as "type" (relationship), "id", "label" and "properties", in a path also
// "start" and "end"; a path as "type" (path), "nodes" and "relationships". Dates come
// as ISO strings.
func (s *Store) Query(ctx context.Context, query string, params map[string]any) (*graph.Result, error) {
	stmt, err := prepare(query, params)
	if err != nil {
		return nil, err
	}
	h, err := s.acquire(ctx)
	if err != nil {
		return nil, err
	}
	defer s.release(h)
	return h.query(ctx, stmt)
}

// handle is an open graph file.
type handle struct {
	db   *kuzu.Database
	id   manifestID
	uses int  // queries at work
	old  bool // to be closed after the last of them
}

// openTries bounds how often a query that meets commits of other processes looks again.
const openTries = 10

// acquire returns the current graph, opened; the caller gives it back by release.
func (s *Store) acquire(ctx context.Context) (*handle, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	var err error
	var repaired manifestID
	for range openTries {
		if s.closed {
			return nil, fmt.Errorf("query: %w: the store is closed", graph.ErrUnavailable)
		}
		id, e := s.folder.manifestID()
		if e != nil {
			return nil, e
		}
		if s.open == nil || s.open.id != id {
			var h *handle
			if h, err = s.openGraph(id); err != nil {
				if repaired == id {
					return nil, err
				}
				repaired = id
				if e := s.repair(ctx, id, err); e != nil {
					return nil, e
				}
				continue
			}
			s.retire(h)
		}
		s.open.uses++
		return s.open, nil
	}
	return nil, err
}

// release ends the use of h.
func (s *Store) release(h *handle) {
	s.mu.Lock()
	defer s.mu.Unlock()
	h.uses--
	if h.old && h.uses == 0 {
		h.db.Close()
	}
}

// retire makes h (which may be nil) the graph that new queries read. The lock is held.
func (s *Store) retire(h *handle) {
	if old := s.open; old != nil {
		old.old = true
		if old.uses == 0 {
			old.db.Close()
		}
	}
	s.open = h
}

// openGraph opens the graph file of the manifest that is there now.
func (s *Store) openGraph(id manifestID) (*handle, error) {
	m, err := s.folder.read()
	if err != nil {
		return nil, err
	}
	if m == nil {
		return nil, fmt.Errorf("%s: %w: nothing has been loaded", s.folder, graph.ErrUnavailable)
	}
	if err := s.folder.checkGraph(m); err != nil {
		return nil, fmt.Errorf("%s: %w: %w", s.folder, graph.ErrUnavailable, err)
	}
	db, err := kuzu.OpenDatabase(s.folder.join(m.Graph), config(true))
	if err != nil {
		db.Close()
		return nil, fmt.Errorf("%s: %w: open %s: %w", s.folder, graph.ErrUnavailable, m.Graph, err)
	}
	return &handle{db: db, id: id}, nil
}

// repair is called when the graph of the manifest id does not open because of cause.
// When that manifest is still the one, it builds the graph again from the
// contributions; else a load has just replaced it, and there is nothing to do.
func (s *Store) repair(ctx context.Context, id manifestID, cause error) (err error) {
	l, err := s.folder.lock(ctx, func(string) {})
	if err != nil {
		return errors.Join(cause, err)
	}
	defer func() { err = errors.Join(err, l.release()) }()
	if now, err := s.folder.manifestID(); err != nil || now != id {
		return err
	}
	if err := s.rebuild(ctx, l); err != nil {
		return fmt.Errorf("%w; building it again: %w", cause, err)
	}
	return nil
}

// rebuild makes the graph file again while the lock is held.
func (s *Store) rebuild(ctx context.Context, l *lock) error {
	m, err := s.folder.read()
	if err != nil || m == nil {
		return err
	}
	idx, err := s.folder.readIndex(m)
	if err != nil {
		return err
	}
	if err := l.claim(); err != nil {
		return err
	}
	if err := s.folder.clean(m); err != nil {
		return err
	}
	m, err = s.write(ctx, changeset.Unchanged(idx), m, graph.UpdateOptions{})
	if err != nil {
		return err
	}
	return s.folder.clean(m)
}
