//go:build cgo

package kuzu

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"maps"
	"os"
	"slices"

	"kg/graph"
)

// incoming is an article that came in an update.
type incoming struct {
	indexEntry
	at   int64 // where its line begins in the spill file
	size int   // length of the line; 0 when it is stored as it came
}

// plan is the difference between a store and what came. Changed contributions wait in
// a spill file, so that memory holds ids only.
type plan struct {
	old     index
	in      map[string]incoming
	removed []string // sorted
	spill   *spill
}

// spill holds lines on disk until their shard is written.
type spill struct {
	open func() (*os.File, error) // called when the first line comes
	file *os.File
	out  *bufio.Writer
	size int64
}

// newPlan reads all that comes and compares it with old. When an article comes twice
// the later one counts.
func newPlan(ctx context.Context, in iter.Seq2[*graph.Contribution, error], old index, o graph.UpdateOptions, open func() (*os.File, error)) (*plan, error) {
	p := &plan{old: old, in: map[string]incoming{}, spill: &spill{open: open}}
	for c, err := range in {
		if err == nil {
			err = ctx.Err()
		}
		if err == nil {
			err = p.add(c)
		}
		if err != nil {
			return nil, errors.Join(err, p.close())
		}
		report(o, "read", len(p.in), 0)
	}
	if o.Prune {
		if o.Prunable != nil {
			o.Collections = o.Prunable()
		}
		p.prune(o.Collections)
	}
	return p, nil
}

func (p *plan) add(c *graph.Contribution) error {
	if c.Article.ID == "" {
		return fmt.Errorf("article %q: no id", c.Article.Source)
	}
	if c.Article.Hash == "" {
		c.SetHash()
	}
	entry := incoming{indexEntry: indexEntry{Hash: c.Article.Hash, Collection: c.Article.Collection}}
	if p.old[c.Article.ID] == entry.indexEntry {
		p.in[c.Article.ID] = entry
		return nil
	}
	line, err := encode(c)
	if err != nil {
		return err
	}
	if entry.at, err = p.spill.add(line); err != nil {
		return err
	}
	entry.size = len(line)
	p.in[c.Article.ID] = entry
	return nil
}

// prune marks the articles of collections that did not come.
func (p *plan) prune(collections []string) {
	for id, e := range p.old {
		if _, came := p.in[id]; !came && slices.Contains(collections, e.Collection) {
			p.removed = append(p.removed, id)
		}
	}
	slices.Sort(p.removed)
}

// changes counts what the plan would do.
func (p *plan) changes() graph.Changes {
	ch := graph.Changes{Removed: len(p.removed)}
	for id, e := range p.in {
		_, stored := p.old[id]
		switch {
		case e.size == 0:
			ch.Unchanged++
		case stored:
			ch.Changed++
		default:
			ch.Added++
		}
	}
	return ch
}

// index returns the index after the plan.
func (p *plan) index() index {
	idx := maps.Clone(p.old)
	for _, id := range p.removed {
		delete(idx, id)
	}
	for id, e := range p.in {
		idx[id] = e.indexEntry
	}
	return idx
}

// shards returns, for each shard that changes, the ids that are written anew (sorted)
// and the set of those that are dropped or replaced.
func (p *plan) shards() map[int]*shardPlan {
	shards := map[int]*shardPlan{}
	at := func(id string) *shardPlan {
		n := shardOf(id)
		if shards[n] == nil {
			shards[n] = &shardPlan{gone: map[string]bool{}}
		}
		s := shards[n]
		s.gone[id] = true
		return s
	}
	for _, id := range p.removed {
		at(id)
	}
	for id, e := range p.in {
		if e.size > 0 {
			s := at(id)
			s.fresh = append(s.fresh, id)
		}
	}
	for _, s := range shards {
		slices.Sort(s.fresh)
	}
	return shards
}

// shardPlan is what an update does to one shard.
type shardPlan struct {
	fresh []string
	gone  map[string]bool
}

// line returns the changed contribution of id.
func (p *plan) line(id string) ([]byte, error) {
	e := p.in[id]
	line := make([]byte, e.size)
	if _, err := p.spill.file.ReadAt(line, e.at); err != nil {
		return nil, fmt.Errorf("read back article %s: %w", id, err)
	}
	return line, nil
}

// ready makes all lines readable.
func (p *plan) ready() error {
	if p.spill.out == nil {
		return nil
	}
	return p.spill.out.Flush()
}

// close removes the spill file. It may be called more than once.
func (p *plan) close() error {
	file := p.spill.file
	if file == nil {
		return nil
	}
	p.spill.file = nil
	return errors.Join(file.Close(), remove(file.Name()))
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

// report passes progress on.
func report(o graph.UpdateOptions, stage string, done, total int) {
	if o.Progress != nil {
		o.Progress(stage, done, total)
	}
}
