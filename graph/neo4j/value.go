package neo4j

import (
	"fmt"
	"time"

	driver "github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"kg/graph"
)

// value turns what the driver gives into the values of graph.Result.
func value(v any) any {
	switch v := v.(type) {
	case nil, string, bool, int64, float64:
		return v
	case []any:
		return list(v)
	case map[string]any:
		return properties(v)
	case driver.Node:
		return node(v)
	case driver.Relationship:
		return relationship(v)
	case driver.Path:
		return path(v)
	case driver.Date:
		return v.Time().Format(time.DateOnly)
	case time.Time:
		return v.Format(time.RFC3339)
	case driver.LocalDateTime:
		return v.Time().Format("2006-01-02T15:04:05")
	}
	return fmt.Sprint(v)
}

func list(v []any) []any {
	out := make([]any, len(v))
	for i, e := range v {
		out[i] = value(e)
	}
	return out
}

func properties(m map[string]any) map[string]any {
	out := make(map[string]any, len(m))
	for k, v := range m {
		out[k] = value(v)
	}
	return out
}

// node leaves out the facts of an article, which are for kg itself.
func node(n driver.Node) map[string]any {
	props := properties(n.Props)
	delete(props, graph.FactsProperty)
	labels := make([]any, len(n.Labels))
	for i, l := range n.Labels {
		labels[i] = l
	}
	return map[string]any{"type": "node", "id": props["id"], "labels": labels, "properties": props}
}

func relationship(r driver.Relationship) map[string]any {
	props := properties(r.Props)
	return map[string]any{"type": "relationship", "id": props["id"], "label": r.Type, "properties": props}
}

func path(p driver.Path) map[string]any {
	ends := map[string]any{}
	nodes := make([]any, len(p.Nodes))
	for i, n := range p.Nodes {
		m := node(n)
		nodes[i] = m
		ends[n.ElementId] = map[string]any{"id": m["id"], "labels": m["labels"]}
	}
	rels := make([]any, len(p.Relationships))
	for i, r := range p.Relationships {
		m := relationship(r)
		m["start"], m["end"] = ends[r.StartElementId], ends[r.EndElementId]
		rels[i] = m
	}
	return map[string]any{"type": "path", "nodes": nodes, "relationships": rels}
}
