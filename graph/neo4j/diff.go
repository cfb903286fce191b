package neo4j

import (
	"context"
	"fmt"
	"iter"
	"reflect"
	"strings"

	"kg/graph"
	"kg/graph/changeset"
)

// differ compares the graph as it must be, which comes sorted, with the graph as it is,
// and hands what differs to the writer.
type differ struct {
	w       *writer
	next    func() (graph.ItemLine, error, bool)
	stop    func()
	current graph.ItemLine // the first that has not been compared
	more    bool           // there is one
	err     error          // of reading it
	buf     []byte
	last    graph.ItemLine // the one compared last

	fresh        map[string]bool      // articles that came
	uncommitted  func(id string) bool // whether the hash of an article is still to be written
	commits      []commit
	gone         []goneNode
	goneArticles []string
	onRels       bool

	nodes, rels int // of the graph as it must be
}

// commit is the hash that an article gets when all else is written.
type commit struct{ ID, Hash string }

// goneNode is a node that no article mentions any more.
type goneNode struct{ Label, ID string }

func newDiffer(ctx context.Context, current *graph.ItemSorter, w *writer, st *stored, set *changeset.Set) *differ {
	d := &differ{w: w}
	d.next, d.stop = iter.Pull2(current.Sorted(ctx))
	d.fresh = set.Gone()
	d.uncommitted = func(id string) bool { return d.fresh[id] || st.forward[id] }
	d.advance()
	return d
}

// advance reads the next item of the graph as it is.
func (d *differ) advance() {
	d.last = d.current
	d.current, d.err, d.more = d.next()
	d.more = d.more && d.err == nil
}

// before reports whether the item at hand comes before one of that type and id.
func (d *differ) before(t graph.FactType, id string) bool {
	if d.current.Type != t {
		return d.current.Type == graph.NodeFact
	}
	return d.current.ID < id
}

// match deletes what comes before an item and returns that item as it is, empty
// when it is not there.
func (d *differ) match(t graph.FactType, id string) (graph.ItemLine, error) {
	for d.more && d.before(t, id) {
		if err := d.remove(); err != nil {
			return graph.ItemLine{}, err
		}
	}
	if d.err != nil || !d.more || d.current.ID != id {
		return graph.ItemLine{}, d.err
	}
	d.advance()
	return d.last, d.err
}

// remove deletes the item at hand. One that has the id of the item before is a copy of
// it, which two loads left that ran without the lock.
func (d *differ) remove() error {
	it, _, err := decode(d.current)
	if err != nil {
		return err
	}
	copied := d.last.Type == d.current.Type && d.last.ID == d.current.ID
	switch {
	case it.Node != nil && it.Node.Label == labelArticle:
		d.goneArticles = append(d.goneArticles, it.Node.ID)
	case it.Node != nil:
		d.gone = append(d.gone, goneNode{it.Node.Label, it.Node.ID})
	case copied:
		err = d.relationships(func() error { return d.w.dedupe(it.Relationship) })
	default:
		err = d.relationships(func() error { return d.w.deleteRelationship(it.Relationship) })
	}
	d.advance()
	return err
}

// relationships runs do after all nodes are written.
func (d *differ) relationships(do func() error) error {
	if !d.onRels {
		d.onRels = true
		if err := d.w.barrier(); err != nil {
			return err
		}
	}
	return do()
}

func (d *differ) node(n *graph.Node) error {
	d.nodes++
	if n.Label == labelArticle && d.uncommitted(n.ID) {
		d.commits = append(d.commits, commit{n.ID, str(n.Properties["hash"])})
		delete(n.Properties, "hash")
	}
	old, err := d.match(graph.NodeFact, n.ID)
	if err != nil {
		return err
	}
	d.buf = graph.AppendNode(d.buf[:0], n)
	size := len(d.buf)
	facts := ""
	switch fresh := n.Label == labelArticle && d.fresh[n.ID]; {
	case fresh:
		if facts, err = d.w.facts(n.ID); err != nil {
			return err
		}
		size += len(facts)
	case old.JSON == string(d.buf):
		return nil
	}
	if old.JSON == "" && n.ID != d.w.marker {
		return d.w.createNode(n, facts, size)
	}
	props, err := nodeChanges(n, old)
	if err != nil {
		return err
	}
	if facts != "" {
		props[graph.FactsProperty] = facts
	}
	return d.w.upsertNode(n, props, size)
}

// nodeChanges returns the properties of n that the node in the database lacks or has
// otherwise; old is that node, or empty.
func nodeChanges(n *graph.Node, old graph.ItemLine) (map[string]any, error) {
	delete(n.Properties, "id")
	if old.JSON == "" {
		return n.Properties, nil
	}
	it, sound, err := decode(old)
	switch {
	case err != nil:
		return nil, err
	case sound && it.Node.Label == n.Label:
		return changed(it.Node.Properties, n.Properties), nil
	}
	return whole(graph.Schema().Label(n.Label).Properties, n.Properties), nil
}

func (d *differ) relationship(r *graph.Relationship) error {
	d.rels++
	old, err := d.match(graph.RelationshipFact, r.ID)
	if err != nil {
		return err
	}
	d.buf = graph.AppendRelationship(d.buf[:0], r)
	if old.JSON == string(d.buf) {
		return nil
	}
	return d.relationships(func() error { return d.write(r, old) })
}

// write creates a relationship or changes the one that is there.
func (d *differ) write(r *graph.Relationship, old graph.ItemLine) error {
	if old.JSON == "" {
		return d.w.createRelationship(r, len(d.buf))
	}
	it, sound, err := decode(old)
	if err != nil {
		return err
	}
	if have := it.Relationship; have.Type != r.Type || have.Start != r.Start || have.End != r.End {
		if err := d.w.deleteRelationship(have); err != nil {
			return err
		}
		return d.w.createRelationship(r, len(d.buf))
	}
	delete(r.Properties, "id")
	props := whole(graph.Schema().Type(r.Type).Properties, r.Properties)
	if sound {
		props = changed(it.Relationship.Properties, r.Properties)
	}
	return d.w.changeRelationship(r, props, len(d.buf))
}

// finish deletes what is left of the graph as it is.
func (d *differ) finish() error {
	for d.more {
		if err := d.remove(); err != nil {
			return err
		}
	}
	if d.err != nil {
		return d.err
	}
	if err := d.relationships(func() error { return nil }); err != nil {
		return err
	}
	for _, n := range d.gone {
		if err := d.w.deleteNode(n); err != nil {
			return err
		}
	}
	return nil
}

// changed returns the properties that differ, nil for one that goes.
func changed(old, now graph.Properties) map[string]any {
	props := map[string]any{}
	for name, v := range now {
		if !reflect.DeepEqual(old[name], v) {
			props[name] = v
		}
	}
	for name := range old {
		if _, stays := now[name]; !stays && name != "id" {
			props[name] = nil
		}
	}
	return props
}

// whole returns all properties of the vocabulary but the id, nil for one that is not there.
func whole(of []graph.Property, now graph.Properties) map[string]any {
	props := make(map[string]any, len(of))
	for _, p := range of {
		if p.Name != "id" {
			props[p.Name] = now[p.Name]
		}
	}
	return props
}

// decode reads an item of the database. When its properties are not as the vocabulary has
// them it is not sound, and has none.
func decode(l graph.ItemLine) (it graph.Item, sound bool, err error) {
	if it, err = graph.DecodeItem([]byte(l.JSON)); err == nil {
		return it, true, nil
	}
	before, _, _ := strings.Cut(l.JSON, `,"properties":`)
	it, err = graph.DecodeItem([]byte(before + `,"properties":{}}`))
	if err != nil {
		err = fmt.Errorf("read %s %s of the database: %w", l.Type, l.ID, err)
	}
	return it, false, err
}
