package graph

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// folder takes records sorted by key and hands out one node or relationship for each
// run of records with the same kind and id.
type folder struct {
	v     *Vocabulary
	node  func(*Node) error
	rel   func(*Relationship) error
	last  record
	open  bool
	nodes nodeFold
	rels  relationshipFold
}

func (f *folder) add(r *record) error {
	if f.open && (r.kind != f.last.kind || r.id != f.last.id) {
		if err := f.flush(); err != nil {
			return err
		}
	}
	switch {
	case !f.open && r.kind == recordNode:
		f.nodes = nodeFold{label: f.v.Label(r.label), props: make(Properties)}
	case !f.open:
		f.rels = relationshipFold{evidence: f.v.Type(r.label).Evidence, start: r.start, end: r.end, props: make(Properties)}
	case r.label != f.last.label:
		return fmt.Errorf("id %s is %s in article %s and %s in article %s", r.id, f.last.label, f.last.article, r.label, r.article)
	case r.article == f.last.article && r.number == f.last.number && r.article != "":
		return nil // the contribution came twice
	}
	sameArticle := f.open && r.article == f.last.article
	f.open, f.last = true, *r
	if r.kind == recordNode {
		return f.nodes.add(r, sameArticle, &f.v.codes)
	}
	return f.rels.add(r, sameArticle, &f.v.codes)
}

// flush hands out what has been folded since the last flush.
func (f *folder) flush() error {
	if !f.open {
		return nil
	}
	f.open = false
	if f.last.kind == recordNode {
		return f.node(&Node{ID: f.last.id, Label: f.last.label, Properties: f.nodes.finish(f.v, f.last.id)})
	}
	f.rels.finish(f.last.id, &f.v.codes)
	return f.rel(&Relationship{
		ID: f.last.id, Type: f.last.label, Start: f.rels.start, End: f.rels.end, Properties: f.rels.props,
	})
}

// stringSet keeps strings unique; it looks through a short list and hashes a long one.
type stringSet struct {
	list []string
	has  map[string]struct{}
}

const shortSet = 32

func (s *stringSet) add(text string) {
	switch {
	case s.has != nil:
		if _, ok := s.has[text]; ok {
			return
		}
		s.has[text] = struct{}{}
	case slices.Contains(s.list, text):
		return
	case len(s.list) == shortSet:
		s.has = make(map[string]struct{}, 2*shortSet)
		for _, t := range append(s.list, text) {
			s.has[t] = struct{}{}
		}
	}
	s.list = append(s.list, text)
}

// namedSets are the lists of one node or relationship by property.
type namedSets []namedSet

type namedSet struct {
	name string
	set  stringSet
}

func (n *namedSets) set(name string) *stringSet {
	for i := range *n {
		if (*n)[i].name == name {
			return &(*n)[i].set
		}
	}
	*n = append(*n, namedSet{name: name})
	return &(*n)[len(*n)-1].set
}

// nodeFold folds the facts of one node: lists are united, a single value is that of
// the first article by (day seen, article id), kind goes by the majority of articles.
type nodeFold struct {
	label *Label
	props Properties
	lists namedSets
	votes map[string]int
}

func (n *nodeFold) add(r *record, sameArticle bool, c *recordCodes) error {
	vr := valueReader{s: r.values}
	vr.properties(c, func(name string, value any) {
		switch v := value.(type) {
		case []string:
			set := n.lists.set(name)
			for _, s := range v {
				set.add(s)
			}
			return
		case string:
			switch {
			case name == "name" && n.props["name"] != nil && v != n.props["name"]:
				n.lists.set("aliases").add(v) // one entity under two names: both find it
			case name == "kind" && !sameArticle && n.votes != nil:
				n.votes[v]++
			case name == "kind" && !sameArticle:
				n.votes = map[string]int{v: 1}
			}
		}
		if _, ok := n.props[name]; !ok {
			n.props[name] = value
		}
	})
	if vr.err != nil {
		return fmt.Errorf("node %s of article %s: %w", r.id, r.article, vr.err)
	}
	return nil
}

func (n *nodeFold) finish(v *Vocabulary, id string) Properties {
	n.props["id"] = id
	for i := range n.lists {
		list := n.lists[i].set.list
		if n.lists[i].name == "aliases" {
			list = slices.DeleteFunc(list, func(s string) bool { return s == n.props["name"] })
		}
		if len(list) > 0 {
			slices.Sort(list)
			n.props[n.lists[i].name] = list
		}
	}
	if len(n.votes) > 1 {
		n.props["kind"] = n.majority(v)
	}
	return n.props
}

// majority returns the kind of most articles; a tie goes to the first in the closed list.
func (n *nodeFold) majority(v *Vocabulary) string {
	var order *ValueList
	if p := n.label.Property("kind"); p != nil {
		order = v.List(p.Values)
	}
	return slices.MinFunc(sortedKeys(n.votes), func(a, b string) int {
		c := cmp.Compare(n.votes[b], n.votes[a])
		if c == 0 && order != nil {
			c = cmp.Compare(order.Index(a), order.Index(b))
		}
		return cmp.Or(c, strings.Compare(a, b))
	})
}
