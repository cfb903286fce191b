// Package changeset compares the articles that come in an update with those that a store
// holds. Both stores update by it: what came unchanged is forgotten at once, and changed
// contributions wait in a file, so that memory holds ids and hashes only.
package changeset

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"maps"
	"os"
	"slices"

	"kg/graph"
)

// Entry is what an update has to know of a stored article. An empty Hash says that a load
// which wrote the article was cut off.
type Entry struct {
	Hash       string
	Collection string
}

// Index maps the ids of the stored articles to their entries.
type Index map[string]Entry

// incoming is an article that came.
type incoming struct {
	Entry
	at   int64 // where its line begins in the spill file
	size int   // length of the line; 0 when it is stored as it came
}

// Set is the difference between a store and what came. It must be closed.
type Set struct {
	old     Index
	in      map[string]incoming
	removed []string // sorted
	spill   spill
}

// Unchanged returns the set of an update in which nothing came.
func Unchanged(old Index) *Set { return &Set{old: old} }

// Read reads all that comes and compares it with old. When an article comes twice the
// later one counts. The file that open returns takes the changed contributions; it is
// asked for when the first of them comes, and Close removes it.
func Read(ctx context.Context, in iter.Seq2[*graph.Contribution, error], old Index, o graph.UpdateOptions, open func() (*os.File, error)) (*Set, error) {
	s := &Set{old: old, in: map[string]incoming{}, spill: spill{open: open}}
	for c, err := range in {
		if err == nil {
			err = ctx.Err()
		}
		if err == nil {
			err = s.add(c)
		}
		if err != nil {
			return nil, errors.Join(err, s.Close())
		}
		o.Report("read", len(s.in), 0)
	}
	if err := s.spill.flush(); err != nil {
		return nil, errors.Join(err, s.Close())
	}
	if o.Prune {
		if o.Prunable != nil {
			o.Collections = o.Prunable()
		}
		s.prune(o.Collections)
	}
	return s, nil
}

func (s *Set) add(c *graph.Contribution) error {
	if c.Article.ID == "" {
		return fmt.Errorf("article %q: no id", c.Article.Source)
	}
	if c.Article.Hash == "" {
		c.SetHash()
	}
	entry := incoming{Entry: Entry{Hash: c.Article.Hash, Collection: c.Article.Collection}}
	if s.old[c.Article.ID] == entry.Entry {
		s.in[c.Article.ID] = entry
		return nil
	}
	line, err := encode(c)
	if err != nil {
		return err
	}
	if entry.at, err = s.spill.add(line); err != nil {
		return err
	}
	entry.size = len(line)
	s.in[c.Article.ID] = entry
	return nil
}

// prune marks the articles of collections that did not come.
func (s *Set) prune(collections []string) {
	for id, e := range s.old {
		if _, came := s.in[id]; !came && slices.Contains(collections, e.Collection) {
			s.removed = append(s.removed, id)
		}
	}
	slices.Sort(s.removed)
}

// Changes counts what the set would do.
func (s *Set) Changes() graph.Changes {
	ch := graph.Changes{Removed: len(s.removed)}
	for id, e := range s.in {
		switch {
		case e.size == 0:
			ch.Unchanged++
		case s.old[id].Hash != "":
			ch.Changed++
		default:
			ch.Added++
		}
	}
	return ch
}

// After returns the index after the update.
func (s *Set) After() Index {
	idx := maps.Clone(s.old)
	for _, id := range s.removed {
		delete(idx, id)
	}
	for id, e := range s.in {
		idx[id] = e.Entry
	}
	return idx
}

// Fresh returns the ids of the articles that are written anew, sorted.
func (s *Set) Fresh() []string {
	var ids []string
	for id, e := range s.in {
		if e.size > 0 {
			ids = append(ids, id)
		}
	}
	slices.Sort(ids)
	return ids
}

// FreshBytes is how long the lines of all fresh articles are together.
func (s *Set) FreshBytes() int64 { return s.spill.size }

// Removed returns the ids of the articles that go, sorted.
func (s *Set) Removed() []string { return s.removed }

// Gone returns the ids whose stored contributions do not stay: of articles that are
// removed, or written anew.
func (s *Set) Gone() map[string]bool {
	gone := map[string]bool{}
	for _, id := range s.removed {
		gone[id] = true
	}
	for id, e := range s.in {
		if e.size > 0 {
			gone[id] = true
		}
	}
	return gone
}

// Line returns the contribution of a fresh article as graph.AppendContribution writes it,
// with a newline.
func (s *Set) Line(id string) ([]byte, error) {
	e := s.in[id]
	line := make([]byte, e.size)
	if _, err := s.spill.file.ReadAt(line, e.at); err != nil {
		return nil, fmt.Errorf("read back article %s: %w", id, err)
	}
	return line, nil
}

// EachFresh calls add with the contributions of the fresh articles.
func (s *Set) EachFresh(add func(*graph.Contribution) error) error {
	for _, id := range s.Fresh() {
		line, err := s.Line(id)
		if err != nil {
			return err
		}
		c, err := graph.DecodeContribution(line)
		if err != nil {
			return err
		}
		if err := add(c); err != nil {
			return err
		}
	}
	return nil
}

// Close removes the spill file. It may be called more than once.
func (s *Set) Close() error {
	file := s.spill.file
	if file == nil {
		return nil
	}
	s.spill.file = nil
	err := os.Remove(file.Name())
	if errors.Is(err, fs.ErrNotExist) {
		err = nil
	}
	return errors.Join(file.Close(), err)
}

// spill holds the lines of changed contributions on disk.
type spill struct {
	open func() (*os.File, error)
	file *os.File
	out  *bufio.Writer
	size int64
}

func (s *spill) add(line []byte) (at int64, err error) {
	if s.file == nil {
		if s.file, err = s.open(); err != nil {
			return 0, err
		}
		s.out = bufio.NewWriterSize(io.Writer(s.file), 256<<10)
	}
	at = s.size
	n, err := s.out.Write(line)
	s.size += int64(n)
	return at, err
}

func (s *spill) flush() error {
	if s.out == nil {
		return nil
	}
	return s.out.Flush()
}
