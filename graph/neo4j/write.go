package neo4j

import (
	"cmp"
	"context"
	"hash/fnv"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	driver "github.com/neo4j/neo4j-go-driver/v5/neo4j"
	"golang.org/x/sync/errgroup"

	"kg/graph"
	"kg/graph/changeset"
)

// Bounds of one transaction beside Options.BatchSize.
const (
	batchBytes  = 8 << 20
	deleteNodes = 2_000 // a node brings its relationships with it
)

// waitingBytes bounds what waits in batches that are not full; past it the largest goes.
const waitingBytes = 96 << 20

// row is one row of a batch. Batches are sorted by its ends; params is what the statement
// calls row.
type row struct {
	start, end string
	params     any
}

// batch is the rows of one statement that wait to be written together.
type batch struct {
	statement string
	classes   [2]int // of the ends of its relationships; see writer.locks
	most      int    // rows of one transaction
	rows      []row
	bytes     int
}

// batchKey tells batches apart.
type batchKey struct {
	statement string
	classes   [2]int
}

// writer groups rows into batches and writes them. A small update waits whole and becomes
// one transaction; once it grows past one batch, the facts of all changed articles are
// marked first and batches are written as they fill.
//
// A transaction locks the nodes at both ends of the relationships that it makes. So that
// two at once never wait for each other, nodes fall into classes by their id, a batch has
// the relationships between two classes, and it is written while both are held.
type writer struct {
	ctx    context.Context // ends with the first error
	cancel context.CancelCauseFunc
	s      *Store
	lock   *lock
	set    *changeset.Set
	o      graph.UpdateOptions
	work   *errgroup.Group
	locks  []sync.Mutex
	done   atomic.Int64 // rows written

	waiting map[batchKey]*batch
	order   []batchKey // of those that wait, in the order in which they began
	rows    int        // that wait
	bytes   int
	large   bool
	marker  string // the article that says while a large update is at work that it is cut off
}

func newWriter(ctx context.Context, s *Store, l *lock, set *changeset.Set, o graph.UpdateOptions) *writer {
	w := &writer{s: s, lock: l, set: set, o: o, waiting: map[batchKey]*batch{}, work: new(errgroup.Group), locks: make([]sync.Mutex, 1)}
	if s.o.Concurrency > 1 {
		w.locks = make([]sync.Mutex, s.o.Concurrency+1)
	}
	if fresh, removed := set.Fresh(), set.Removed(); len(removed) > 0 {
		w.marker = removed[0]
	} else if len(fresh) > 0 {
		w.marker = fresh[0]
	}
	w.ctx, w.cancel = context.WithCancelCause(ctx)
	w.work.SetLimit(s.o.Concurrency)
	return w
}

// class is that of a node.
func (w *writer) class(id string) int {
	h := fnv.New32a()
	_, _ = h.Write([]byte(id)) // never fails
	return int(h.Sum32() % uint32(len(w.locks)))
}

// upsertNode writes properties of a node, which it makes when it is not there.
func (w *writer) upsertNode(n *graph.Node, props map[string]any, bytes int) error {
	return w.add(batchKey{upsertNode(n.Label), noClasses}, row{start: n.ID, params: map[string]any{"id": n.ID, "p": props}}, bytes)
}

// createNode makes a node that is not there; facts are those of an article.
func (w *writer) createNode(n *graph.Node, facts string, bytes int) error {
	label := graph.Schema().Label(n.Label)
	values := make([]any, 0, len(label.Properties)+1)
	for _, p := range label.Properties {
		values = append(values, n.Properties[p.Name])
	}
	if n.Label == labelArticle {
		values = append(values, facts)
	}
	return w.add(batchKey{createNode(n.Label), noClasses}, row{start: n.ID, params: values}, bytes)
}

// deleteNode deletes a node with all its relationships.
func (w *writer) deleteNode(n goneNode) error {
	return w.add(batchKey{deleteNode(n.Label), allClasses}, row{start: n.ID, params: map[string]any{"id": n.ID}}, len(n.ID))
}

// createRelationship makes a relationship that is not there.
func (w *writer) createRelationship(r *graph.Relationship, bytes int) error {
	props := graph.Schema().Type(r.Type).Properties
	values := make([]any, 2, len(props)+2)
	values[0], values[1] = r.Start.ID, r.End.ID
	for _, p := range props {
		values = append(values, r.Properties[p.Name])
	}
	return w.add(w.between(createRelationship(joinOf(r)), r), row{r.Start.ID, r.End.ID, values}, bytes)
}

func (w *writer) changeRelationship(r *graph.Relationship, props map[string]any, bytes int) error {
	return w.add(w.between(changeRelationship(joinOf(r)), r), relationshipRow(r, props), bytes)
}

func (w *writer) deleteRelationship(r *graph.Relationship) error {
	return w.add(w.between(deleteRelationship(joinOf(r)), r), relationshipRow(r, nil), len(r.ID))
}

// dedupe leaves one of several copies.
func (w *writer) dedupe(r *graph.Relationship) error {
	return w.add(w.between(dedupeRelationship(joinOf(r)), r), relationshipRow(r, nil), len(r.ID))
}

func relationshipRow(r *graph.Relationship, props map[string]any) row {
	params := map[string]any{"s": r.Start.ID, "e": r.End.ID, "id": r.ID}
	if props != nil {
		params["p"] = props
	}
	return row{r.Start.ID, r.End.ID, params}
}

// Batches that write no relationship hold no class; those that delete nodes hold all.
var noClasses, allClasses = [2]int{-1, -1}, [2]int{-2, -2}

// between is the key of a statement about a relationship.
func (w *writer) between(statement string, r *graph.Relationship) batchKey {
	a, b := w.class(r.Start.ID), w.class(r.End.ID)
	return batchKey{statement, [2]int{min(a, b), max(a, b)}}
}

// add puts a row into its batch and writes batches that are full.
func (w *writer) add(key batchKey, r row, bytes int) error {
	b := w.waiting[key]
	if b == nil {
		b = &batch{statement: key.statement, classes: key.classes, most: w.s.o.BatchSize}
		if key.classes == allClasses {
			b.most = min(b.most, deleteNodes)
		}
		w.waiting[key] = b
		w.order = append(w.order, key)
	}
	b.rows = append(b.rows, r)
	b.bytes += bytes
	w.rows++
	w.bytes += bytes
	if !w.large {
		if w.rows <= w.s.o.BatchSize && len(b.rows) <= b.most && int64(w.bytes)+w.set.FreshBytes() <= batchBytes {
			return nil
		}
		return w.grow()
	}
	if b.full() {
		return w.flush(key)
	}
	if w.bytes > waitingBytes {
		return w.flushLargest()
	}
	return nil
}

func (b *batch) full() bool { return len(b.rows) >= b.most || b.bytes >= batchBytes }

// grow makes a large update of one that no longer fits one transaction.
func (w *writer) grow() error {
	w.large = true
	stage("mark")
	if err := w.mark(); err != nil {
		return err
	}
	stage("write")
	for _, key := range slices.Clone(w.order) {
		if w.waiting[key].full() {
			if err := w.flush(key); err != nil {
				return err
			}
		}
	}
	return nil
}

func (w *writer) flushLargest() error {
	largest := w.order[0]
	for _, key := range w.order {
		if w.waiting[key].bytes > w.waiting[largest].bytes {
			largest = key
		}
	}
	return w.flush(largest)
}

// flush hands a batch to the transactions at work, and waits while all are busy.
func (w *writer) flush(key batchKey) error {
	b := w.waiting[key]
	delete(w.waiting, key)
	w.order = slices.DeleteFunc(w.order, func(k batchKey) bool { return k == key })
	w.rows -= len(b.rows)
	w.bytes -= b.bytes
	w.work.Go(func() error {
		defer w.hold(b.classes)()
		err := w.transact(b)
		if err != nil {
			w.cancel(err)
		}
		return err
	})
	return context.Cause(w.ctx)
}

// hold takes the locks of two classes in order and returns what gives them back.
func (w *writer) hold(classes [2]int) (release func()) {
	switch classes {
	case noClasses:
		return func() {}
	case allClasses:
		for i := range w.locks {
			w.locks[i].Lock()
		}
		return func() {
			for i := range w.locks {
				w.locks[i].Unlock()
			}
		}
	}
	first, last := classes[0], classes[1]
	w.locks[first].Lock()
	if first == last {
		return w.locks[first].Unlock
	}
	w.locks[last].Lock()
	return func() { w.locks[first].Unlock(); w.locks[last].Unlock() }
}

// barrier writes all that waits in a large update, and ends when it is written.
func (w *writer) barrier() error {
	if !w.large {
		return nil
	}
	for len(w.order) > 0 {
		if err := w.flush(w.order[0]); err != nil {
			break
		}
	}
	if err := w.work.Wait(); err != nil {
		return err
	}
	w.work = new(errgroup.Group)
	w.work.SetLimit(w.s.o.Concurrency)
	return context.Cause(w.ctx)
}

// transact writes batches in one transaction, which the driver tries again when the
// server says that this may help.
func (w *writer) transact(batches ...*batch) error {
	session := w.s.session(w.ctx, driver.AccessModeWrite)
	defer closeSession(session)
	rows := 0
	for _, b := range batches {
		rows += len(b.rows)
		slices.SortFunc(b.rows, func(x, y row) int {
			return cmp.Or(strings.Compare(x.start, y.start), strings.Compare(x.end, y.end))
		})
	}
	summaries := make([]driver.ResultSummary, len(batches))
	tries := 0
	_, err := session.ExecuteWrite(w.ctx, func(tx driver.ManagedTransaction) (_ any, err error) {
		if tries++; tries > 1 {
			if err := w.lock.held(w.ctx); err != nil {
				return nil, err
			}
		}
		for i, b := range batches {
			if summaries[i], err = b.run(w.ctx, tx); err != nil {
				return nil, err
			}
		}
		return nil, nil
	}, driver.WithTxTimeout(0))
	if err != nil {
		return err
	}
	for _, summary := range summaries {
		w.s.count(summary.Counters())
	}
	w.o.Report("write", int(w.done.Add(int64(rows))), -1)
	return nil
}

func (b *batch) run(ctx context.Context, tx driver.ManagedTransaction) (driver.ResultSummary, error) {
	params := make([]any, len(b.rows))
	for i, r := range b.rows {
		params[i] = r.params
	}
	answer, err := tx.Run(ctx, b.statement, map[string]any{"rows": params})
	if err != nil {
		return nil, err
	}
	return answer.Consume(ctx)
}
