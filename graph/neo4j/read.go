package neo4j

import (
	"context"
	"fmt"
	"strings"

	"kg/graph"
	"kg/graph/changeset"
)

// stored is what an update has to know of the database before it reads its input.
type stored struct {
	index   changeset.Index
	forward map[string]bool // articles of a load that was cut off, whose facts it wrote
	cut     bool            // a load was cut off
}

// readStored reads the hashes of all articles. It refuses a database with articles of
// another program: they would be taken for what is gone.
func (s *Store) readStored(ctx context.Context) (*stored, error) {
	const query = "MATCH (a:Article) RETURN a.id, a.collection, a.hash, a.facts IS NULL, a.hash IS NULL AND a.facts = ''"
	st := &stored{index: changeset.Index{}, forward: map[string]bool{}}
	err := s.each(ctx, query, nil, func(row []any) error {
		id, hash := str(row[0]), str(row[2])
		if foreign, _ := row[3].(bool); foreign || id == "" {
			return fmt.Errorf("%s: %w: the database holds Article nodes that kg load did not write; give kg a database of its own (NEO4J_DATABASE)", s.o.URI, graph.ErrUnavailable)
		}
		if hash == "" {
			st.cut = true
		}
		if going, _ := row[4].(bool); going {
			return nil // its removal goes on
		}
		if hash == "" {
			st.forward[id] = true
		}
		st.index[id] = changeset.Entry{Hash: hash, Collection: str(row[1])}
		return nil
	})
	return st, err
}

// readArticles passes on the Article nodes as they are, and the contributions of those
// that are not in gone.
func (s *Store) readArticles(ctx context.Context, gone map[string]bool, node func(*graph.Node) error, add func(*graph.Contribution) error) error {
	label := graph.Schema().Label("Article")
	query := "MATCH (n:Article) RETURN n.facts, " + columns("n", label.Properties)
	return s.each(ctx, query, nil, func(row []any) error {
		n := nodeOf(label, row[1:])
		if err := node(n); err != nil {
			return err
		}
		facts := str(row[0])
		if gone[n.ID] || facts == "" {
			return nil
		}
		c, err := graph.UnpackFacts(n.ID, facts)
		if err != nil {
			return err
		}
		return add(c)
	})
}

// readNodes passes on the nodes of a label.
func (s *Store) readNodes(ctx context.Context, label *graph.Label, node func(*graph.Node) error) error {
	query := fmt.Sprintf("MATCH (n:`%s`) WHERE n.id IS NOT NULL RETURN %s", label.Name, columns("n", label.Properties))
	return s.each(ctx, query, nil, func(row []any) error { return node(nodeOf(label, row)) })
}

// readRelationships passes on those of a type that lead from one node of the vocabulary to
// another and have an id; others are an analyst's own.
func (s *Store) readRelationships(ctx context.Context, typ *graph.RelationshipType, rel func(*graph.Relationship) error) error {
	query := fmt.Sprintf("MATCH (a)-[r:`%s`]->(b) WHERE r.id IS NOT NULL RETURN labels(a), a.id, labels(b), b.id, %s", typ.Name, columns("r", typ.Properties))
	return s.each(ctx, query, nil, func(row []any) error {
		r := &graph.Relationship{Type: typ.Name, Start: endOf(row[0], row[1]), End: endOf(row[2], row[3]), Properties: named(typ.Properties, row[4:])}
		r.ID = str(r.Properties["id"])
		if r.Start.ID == "" || r.End.ID == "" || r.ID == "" {
			return nil
		}
		return rel(r)
	})
}

// columns lists the properties of v as columns of an answer.
func columns(v string, props []graph.Property) string {
	names := make([]string, len(props))
	for i, p := range props {
		names[i] = fmt.Sprintf("%s.`%s`", v, p.Name)
	}
	return strings.Join(names, ", ")
}

func nodeOf(label *graph.Label, row []any) *graph.Node {
	n := &graph.Node{Label: label.Name, Properties: named(label.Properties, row)}
	n.ID = str(n.Properties["id"])
	return n
}

// endOf picks the label of the vocabulary among those of a node.
func endOf(labels, id any) graph.End {
	list, _ := labels.([]any)
	for _, l := range list {
		if name := str(l); graph.Schema().Label(name) != nil {
			return graph.End{ID: str(id), Label: name}
		}
	}
	return graph.End{}
}

// named gives the values of a row their names and leaves out what is not there.
func named(props []graph.Property, row []any) graph.Properties {
	m := make(graph.Properties, len(props))
	for i, p := range props {
		if v := row[i]; v != nil {
			m[p.Name] = property(p, v)
		}
	}
	return m
}

// property turns lists into those of graph.Properties. What somebody has changed to
// another type stays, and differs from what must be there.
func property(p graph.Property, v any) any {
	values, ok := v.([]any)
	if !ok || p.Type != graph.TypeStrings {
		return v
	}
	out := make([]string, len(values))
	for i, e := range values {
		text, ok := e.(string)
		if !ok {
			return v
		}
		out[i] = text
	}
	return out
}

// size counts the nodes and relationships of the vocabulary, from the server's counters.
func (s *Store) size(ctx context.Context) (nodes, rels int, err error) {
	var labels, types []string
	for _, l := range graph.Schema().Labels {
		labels = append(labels, fmt.Sprintf("COUNT { MATCH (:`%s`) }", l.Name))
	}
	for _, t := range graph.Schema().Types {
		types = append(types, fmt.Sprintf("COUNT { MATCH ()-[:`%s`]->() }", t.Name))
	}
	rows, err := s.rows(ctx, "RETURN "+strings.Join(labels, " + ")+", "+strings.Join(types, " + "), nil)
	if err != nil {
		return 0, 0, err
	}
	n, _ := rows[0][0].(int64)
	r, _ := rows[0][1].(int64)
	return int(n), int(r), nil
}
