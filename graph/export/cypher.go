package export

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"kg/graph"
)

// Bounds of one statement of a script.
const (
	scriptRows  = 500
	scriptBytes = 1 << 20
)

// Cypher writes a script of plain statements, each ended by a semicolon at the end of a
// line, that makes the graph in an empty Neo4j database: constraints, index, nodes,
// relationships. No text within it has a semicolon or a line break that is not escaped,
// so that any tool that runs scripts can cut it.
func Cypher(ctx context.Context, src Source, w io.Writer, o Options) error {
	s := &script{out: bufio.NewWriterSize(w, 1<<16)}
	v := graph.Schema()
	for _, statement := range append(v.Constraints(), v.NameIndexStatement(), "CALL db.awaitIndexes(3600)") {
		s.print(statement + ";\n")
	}
	err := withFacts(ctx, src, o, func(it graph.Item, facts string) error {
		if it.Node != nil {
			s.node(it.Node, facts)
		} else {
			s.relationship(it.Relationship)
		}
		return s.err
	})
	if err == nil {
		s.flush()
		err = s.err
	}
	return errors.Join(err, s.out.Flush())
}

// script gathers rows of the same kind into statements. Items come sorted by id, so the
// rows of all kinds wait side by side.
type script struct {
	out     *bufio.Writer
	err     error
	waiting map[string]*statement
	order   []string
	onRels  bool
}

// statement is rows that wait for their end.
type statement struct {
	rows  []string
	bytes int
}

func (s *script) print(text string) {
	if s.err == nil {
		_, s.err = s.out.WriteString(text)
	}
}

// add puts a row before the rest of its statement.
func (s *script) add(rest, row string) {
	st := s.waiting[rest]
	if st == nil {
		if s.waiting == nil {
			s.waiting = map[string]*statement{}
		}
		st = &statement{}
		s.waiting[rest] = st
		s.order = append(s.order, rest)
	}
	st.rows = append(st.rows, row)
	if st.bytes += len(row); len(st.rows) == scriptRows || st.bytes > scriptBytes {
		s.end(rest)
	}
}

// end writes the statement of rows that wait.
func (s *script) end(rest string) {
	st := s.waiting[rest]
	if len(st.rows) == 0 {
		return
	}
	s.print("UNWIND [\n" + strings.Join(st.rows, ",\n") + "\n] AS row " + rest + ";\n")
	*st = statement{}
}

// flush writes all that waits.
func (s *script) flush() {
	for _, rest := range s.order {
		s.end(rest)
	}
}

func (s *script) node(n *graph.Node, facts string) {
	props := properties(graph.Schema().Label(n.Label).Properties, n.Properties)
	if facts != "" {
		props += ", " + graph.FactsProperty + ": " + text(facts)
	}
	s.add(fmt.Sprintf("CREATE (n:`%s`) SET n = row", n.Label), "{"+props+"}")
}

func (s *script) relationship(r *graph.Relationship) {
	if !s.onRels {
		s.onRels = true
		s.flush() // their ends must be there
	}
	rest := fmt.Sprintf("MATCH (a:`%s` {id: row.s}) MATCH (b:`%s` {id: row.e}) CREATE (a)-[r:`%s`]->(b) SET r = row.p", r.Start.Label, r.End.Label, r.Type)
	s.add(rest, fmt.Sprintf("{s: %s, e: %s, p: {%s}}", text(r.Start.ID), text(r.End.ID), properties(graph.Schema().Type(r.Type).Properties, r.Properties)))
}

// properties are the members of a map, in the order of the vocabulary.
func properties(of []graph.Property, have graph.Properties) string {
	var members []string
	for _, p := range of {
		if v, ok := have[p.Name]; ok {
			members = append(members, "`"+p.Name+"`: "+literal(v))
		}
	}
	return strings.Join(members, ", ")
}

// literal is a value as Cypher.
func literal(v any) string {
	switch v := v.(type) {
	case string:
		return text(v)
	case []string:
		parts := make([]string, len(v))
		for i, s := range v {
			parts[i] = text(s)
		}
		return "[" + strings.Join(parts, ", ") + "]"
	case bool:
		return strconv.FormatBool(v)
	case int64:
		return strconv.FormatInt(v, 10)
	case float64:
		s := strconv.FormatFloat(v, 'g', -1, 64)
		if !strings.ContainsAny(s, ".e") {
			s += ".0"
		}
		return s
	}
	return "null"
}

// escapes are those of a string of Cypher. Neo4j reads \u before all else, so a backslash
// before u is written as a code too.
var escapes = strings.NewReplacer(`\u`, `\u005C\u005Cu`, `\`, `\\`, `'`, `\'`, ";", `\u003B`, "\n", `\n`, "\r", `\r`, "\t", `\t`,
	"\u0085", `\u0085`, "\u2028", `\u2028`, "\u2029", `\u2029`)

// text is a string of Cypher.
func text(s string) string { return "'" + escapes.Replace(s) + "'" }
