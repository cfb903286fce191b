package neo4j

import (
	"kg/graph"
)

const labelArticle = "Article"

// What marks an article and what commits it.
const (
	markStatement = "UNWIND $rows AS row MERGE (a:Article {id: row.id}) SET a.facts = row.facts, a.collection = row.collection REMOVE a.hash"
	goStatement   = "UNWIND $rows AS row MATCH (a:Article {id: row.id}) SET a.facts = '' REMOVE a.hash"
	hashStatement = "UNWIND $rows AS row MATCH (a:Article {id: row.id}) SET a.hash = row.hash"
)

// mark writes the new facts of all changed articles, in as many transactions as that
// takes. From the first of them on the database says that a load was cut off.
func (w *writer) mark() error {
	for b, err := range w.marks() {
		if err == nil {
			err = w.transact(b)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// marks yields the batches that mark the articles of the update.
func (w *writer) marks() func(yield func(*batch, error) bool) {
	return func(yield func(*batch, error) bool) {
		b := &batch{statement: markStatement, most: w.s.o.BatchSize}
		for _, id := range w.set.Fresh() {
			r, err := w.markRow(id)
			if err != nil {
				yield(nil, err)
				return
			}
			b.rows = append(b.rows, r)
			b.bytes += len(str(r.params["facts"]))
			if b.full() {
				if !yield(b, nil) {
					return
				}
				b = &batch{statement: markStatement, most: w.s.o.BatchSize}
			}
		}
		if len(b.rows) > 0 && !yield(b, nil) {
			return
		}
		for _, b := range batches(goStatement, w.s.o.BatchSize, len(w.set.Removed()), func(i int) row {
			id := w.set.Removed()[i]
			return row{start: id, params: map[string]any{"id": id}}
		}) {
			if !yield(b, nil) {
				return
			}
		}
	}
}

func (w *writer) markRow(id string) (row, error) {
	line, err := w.set.Line(id)
	if err != nil {
		return row{}, err
	}
	c, err := graph.DecodeContribution(line)
	if err != nil {
		return row{}, err
	}
	params := map[string]any{"id": id, "facts": packFacts(line), "collection": nil}
	if c.Article.Collection != "" {
		params["collection"] = c.Article.Collection
	}
	return row{start: id, params: params}, nil
}

// batches cuts n rows into batches of at most most rows of a statement.
func batches(statement string, most, n int, at func(i int) row) []*batch {
	var out []*batch
	for i := range n {
		if i%most == 0 {
			out = append(out, &batch{statement: statement})
		}
		b := out[len(out)-1]
		b.rows = append(b.rows, at(i))
	}
	return out
}

// finish writes what waits, then the hashes; err is that of the diff, which ends it all.
// The articles that are gone go last: as long as one is there the database says that a
// load was cut off.
func (w *writer) finish(err error, d *differ) error {
	defer w.cancel(nil)
	if err != nil {
		w.cancel(err)
		_ = w.work.Wait() // its error is the cause, or a consequence
		return err
	}
	ends := w.ends(d)
	if !w.large {
		return w.atOnce(ends)
	}
	if err := w.barrier(); err != nil {
		return err
	}
	stage("commit")
	for _, b := range ends {
		if err := w.transact(b); err != nil {
			return err
		}
	}
	return nil
}

// ends are the batches that end an update.
func (w *writer) ends(d *differ) []*batch {
	hashes := batches(hashStatement, w.s.o.BatchSize, len(d.commits), func(i int) row {
		c := d.commits[i]
		return row{start: c.ID, params: map[string]any{"id": c.ID, "hash": c.Hash}}
	})
	articles := batches(deleteStatement(labelArticle), min(w.s.o.BatchSize, deleteNodes), len(d.goneArticles), func(i int) row {
		return row{start: d.goneArticles[i], params: map[string]any{"id": d.goneArticles[i]}}
	})
	return append(hashes, articles...)
}

// atOnce writes a small update in one transaction.
func (w *writer) atOnce(ends []*batch) error {
	var all []*batch
	for b, err := range w.marks() {
		if err != nil {
			return err
		}
		all = append(all, b)
	}
	for _, key := range w.order {
		all = append(all, w.waiting[key])
	}
	if all = append(all, ends...); len(all) == 0 {
		return nil
	}
	stage("write")
	return w.transact(all...)
}
