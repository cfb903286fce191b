package graph

import (
	"cmp"
	"fmt"
	"iter"
	"reflect"
	"slices"
	"strings"
)

// Difference is a node or relationship that two merged graphs do not have alike.
// Before or After is nil when it was added or removed. Start and End are the names of
// a relationship's ends, or their ids where a graph has no such node.
type Difference struct {
	Before, After *Item
	Properties    []string // names of those that differ, sorted; nil unless both are there
	Start, End    string
}

// Diff calls found for each difference between two merged graphs, nodes before
// relationships, each by id. Both must be sorted as Merger.Finish hands them out; it
// keeps the name of every node in memory.
func Diff(before, after iter.Seq2[Item, error], found func(Difference) error) error {
	names := make(map[string]string)
	old, stopOld := pull("first", before, names)
	defer stopOld()
	cur, stopCur := pull("second", after, names)
	defer stopCur()
	a, err := old()
	if err != nil {
		return err
	}
	b, err := cur()
	if err != nil {
		return err
	}
	for a != nil || b != nil {
		d := Difference{}
		c := compareItems(a, b)
		if c <= 0 {
			d.Before = a
			if a, err = old(); err != nil {
				return err
			}
		}
		if c >= 0 {
			d.After = b
			if b, err = cur(); err != nil {
				return err
			}
		}
		if !d.compare() {
			continue
		}
		d.name(names)
		if err := found(d); err != nil {
			return err
		}
	}
	return nil
}

// pull turns a sequence into a function that returns the next item, or nil at the end,
// and refuses a sequence that is not sorted.
func pull(which string, seq iter.Seq2[Item, error], names map[string]string) (func() (*Item, error), func()) {
	next, stop := iter.Pull2(seq)
	var last *Item
	return func() (*Item, error) {
		it, err, ok := next()
		if !ok || err != nil {
			return nil, err
		}
		if last != nil && compareItems(last, &it) >= 0 {
			return nil, fmt.Errorf("%s graph: %s comes after %s: not sorted by id as kg merge does", which, it.ID(), last.ID())
		}
		if n := it.Node; n != nil {
			names[n.ID], _ = n.Properties["name"].(string)
		}
		last = &it
		return last, nil
	}, stop
}

// ID returns the id of the node or relationship.
func (it *Item) ID() string {
	if it.Node != nil {
		return it.Node.ID
	}
	return it.Relationship.ID
}

// Properties returns those of the node or relationship.
func (it *Item) Properties() Properties {
	if it.Node != nil {
		return it.Node.Properties
	}
	return it.Relationship.Properties
}

// compareItems orders nodes before relationships, then by id, and nil last.
func compareItems(a, b *Item) int {
	switch {
	case a == nil:
		return 1
	case b == nil:
		return -1
	}
	rank := func(it *Item) int {
		if it.Node != nil {
			return 0
		}
		return 1
	}
	return cmp.Or(cmp.Compare(rank(a), rank(b)), strings.Compare(a.ID(), b.ID()))
}

// compare lists the properties that differ and reports whether anything does.
func (d *Difference) compare() bool {
	if d.Before == nil || d.After == nil {
		return true
	}
	before, after := d.Before.Properties(), d.After.Properties()
	for name, v := range before {
		if !reflect.DeepEqual(v, after[name]) {
			d.Properties = append(d.Properties, name)
		}
	}
	for name := range after {
		if _, ok := before[name]; !ok {
			d.Properties = append(d.Properties, name)
		}
	}
	slices.Sort(d.Properties)
	return len(d.Properties) > 0 || !sameShape(d.Before, d.After)
}

// sameShape compares label, type and ends, which the same id should make the same.
func sameShape(a, b *Item) bool {
	if a.Node != nil {
		return a.Node.Label == b.Node.Label
	}
	x, y := a.Relationship, b.Relationship
	return x.Type == y.Type && x.Start == y.Start && x.End == y.End
}

// name finds the names of a relationship's ends.
func (d *Difference) name(names map[string]string) {
	it := d.After
	if it == nil {
		it = d.Before
	}
	if r := it.Relationship; r != nil {
		d.Start = cmp.Or(names[r.Start.ID], r.Start.ID)
		d.End = cmp.Or(names[r.End.ID], r.End.ID)
	}
}
