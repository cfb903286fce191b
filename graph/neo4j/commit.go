package neo4j

import (
	"slices"

	"kg/graph"
)

const labelArticle = "Article"

// What marks an article and what commits it.
const (
	markStatement = "UNWIND $rows AS row MERGE (a:Article {id: row.id}) SET a.facts = row.facts REMOVE a.hash"
	hashStatement = "UNWIND $rows AS row MATCH (a:Article {id: row.id}) SET a.hash = row.hash"
)

// mark takes the hash of one article of the update, which says that a load was cut off
// until that article gets it back, or goes, at the very end. An article that was of a load
// which was cut off says so already.
func (w *writer) mark() error {
	if w.marker == "" {
		return nil
	}
	params := map[string]any{"id": w.marker, "facts": ""}
	if !slices.Contains(w.set.Removed(), w.marker) {
		facts, err := w.facts(w.marker)
		if err != nil {
			return err
		}
		params["facts"] = facts
	}
	return w.transact(&batch{statement: markStatement, rows: []row{{params: params}}})
}

// facts is the property of a fresh article.
func (w *writer) facts(id string) (string, error) {
	line, err := w.set.Line(id)
	if err != nil {
		return "", err
	}
	return graph.PackFacts(line), nil
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
	articles := batches(deleteNode(labelArticle), min(w.s.o.BatchSize, deleteNodes), len(d.goneArticles), func(i int) row {
		return row{start: d.goneArticles[i], params: map[string]any{"id": d.goneArticles[i]}}
	})
	return append(hashes, articles...)
}

// atOnce writes a small update in one transaction.
func (w *writer) atOnce(ends []*batch) error {
	var all []*batch
	for _, key := range w.order {
		all = append(all, w.waiting[key])
	}
	if all = append(all, ends...); len(all) == 0 {
		return nil
	}
	stage("write")
	return w.transact(all...)
}
