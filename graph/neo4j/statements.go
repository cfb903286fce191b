package neo4j

import (
	"fmt"
	"strings"
	"sync"

	"kg/graph"
)

// The statements that write. Labels, types and property names in them are those of the
// vocabulary; all else is in $rows. Rows that make something are lists, which the server
// reads faster than maps: an article's text and quotes travel once, their names never.

// join is what a relationship joins.
type join struct{ Start, Type, End string }

func joinOf(r *graph.Relationship) join { return join{r.Start.Label, r.Type, r.End.Label} }

// cached keeps what build makes for each key: they are few, the rows many.
func cached[K comparable](build func(K) string) func(K) string {
	var made sync.Map
	return func(k K) string {
		if s, ok := made.Load(k); ok {
			return s.(string)
		}
		s := build(k)
		made.Store(k, s)
		return s
	}
}

var upsertNode = cached(func(label string) string {
	return fmt.Sprintf("UNWIND $rows AS row MERGE (n:`%s` {id: row.id}) SET n += row.p", label)
})

// createNode takes rows of the properties in the order of the vocabulary, an article's
// facts after them.
var createNode = cached(func(label string) string {
	props := valueList(graph.Schema().Label(label).Properties, 0)
	if label == labelArticle {
		props += fmt.Sprintf(", `%s`: row[%d]", graph.FactsProperty, len(graph.Schema().Label(label).Properties))
	}
	return fmt.Sprintf("UNWIND $rows AS row CREATE (n:`%s` {%s})", label, props)
})

var deleteNode = cached(func(label string) string {
	return fmt.Sprintf("UNWIND $rows AS row MATCH (n:`%s` {id: row.id}) DETACH DELETE n", label)
})

// createRelationship takes rows of the ids of both ends and the properties.
var createRelationship = cached(func(j join) string {
	return fmt.Sprintf("UNWIND $rows AS row MATCH (a:`%s` {id: row[0]}) MATCH (b:`%s` {id: row[1]}) CREATE (a)-[r:`%s` {%s}]->(b)",
		j.Start, j.End, j.Type, valueList(graph.Schema().Type(j.Type).Properties, 2))
})

var changeRelationship = cached(func(j join) string { return matchRelationship(j) + " SET r += row.p" })

var deleteRelationship = cached(func(j join) string { return matchRelationship(j) + " DELETE r" })

var dedupeRelationship = cached(func(j join) string {
	return matchRelationship(j) + " WITH row, collect(r) AS copies FOREACH (r IN tail(copies) | DELETE r)"
})

func matchRelationship(j join) string {
	return fmt.Sprintf("UNWIND $rows AS row MATCH (a:`%s` {id: row.s})-[r:`%s` {id: row.id}]->(b:`%s` {id: row.e})", j.Start, j.Type, j.End)
}

// valueList is the map of properties whose values begin at place first of a row.
func valueList(props []graph.Property, first int) string {
	values := make([]string, len(props))
	for i, p := range props {
		values[i] = fmt.Sprintf("`%s`: row[%d]", p.Name, first+i)
	}
	return strings.Join(values, ", ")
}
