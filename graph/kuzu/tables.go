//go:build cgo

package kuzu

import (
	"fmt"
	"strings"
	"sync"

	"kg/graph"
)

// columnTypes maps the types of the vocabulary to Kuzu's. A date stays a string: Kuzu's
// own type has no precision.
var columnTypes = map[graph.PropertyType]string{
	graph.TypeString:  "STRING",
	graph.TypeStrings: "STRING[]",
	graph.TypeInt:     "INT64",
	graph.TypeFloat:   "DOUBLE",
	graph.TypeBool:    "BOOL",
	graph.TypeDate:    "STRING",
}

// macros give functions of Kuzu the names that Neo4j has for them. A macro with a
// comparison in it, as isEmpty(l) AS size(l) = 0, makes a file that Kuzu cannot open
// again.
var macros = []string{
	"type(r) AS label(r)",
	"head(l) AS l[1]",
	"last(l) AS l[-1]",
	"tail(l) AS l[2:]",
	"toString(x) AS cast(x AS STRING)",
	"toInteger(x) AS cast(x AS INT64)",
	"toFloat(x) AS cast(x AS DOUBLE)",
	"toBoolean(x) AS cast(x AS BOOL)",
	"split(s, d) AS string_split(s, d)",
	"elementId(n) AS n.id",
}

// definitions returns the statements that make the tables and macros of the vocabulary.
var definitions = sync.OnceValue(func() []string {
	v := graph.Schema()
	var ddl []string
	for _, l := range v.Labels {
		ddl = append(ddl, fmt.Sprintf("CREATE NODE TABLE `%s`(%s, PRIMARY KEY(`id`))", l.Name, strings.Join(columns(l.Properties), ", ")))
	}
	for _, t := range v.Types {
		var parts []string
		for _, e := range t.Ends {
			parts = append(parts, fmt.Sprintf("FROM `%s` TO `%s`", e.Start, e.End))
		}
		parts = append(parts, columns(t.Properties)...)
		ddl = append(ddl, fmt.Sprintf("CREATE REL TABLE `%s`(%s)", t.Name, strings.Join(parts, ", ")))
	}
	for _, m := range macros {
		ddl = append(ddl, "CREATE MACRO "+m)
	}
	return ddl
})

func columns(props []graph.Property) []string {
	cols := make([]string, len(props))
	for i, p := range props {
		cols[i] = fmt.Sprintf("`%s` %s", p.Name, columnTypes[p.Type])
	}
	return cols
}

// schemaHash tells graphs of different vocabularies, and so tables, apart.
func schemaHash() string { return graph.ID(definitions()...) }
