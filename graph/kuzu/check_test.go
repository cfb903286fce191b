package kuzu

import (
	"strings"
	"testing"
)

func TestCheckQuery(t *testing.T) {
	const mixed = "answers wrongly"
	tests := []struct {
		name, query, want string // want "" passes
	}{
		{"plain", "MATCH (p) RETURN count(*), collect(p.id)", ""},
		{"distinct alone", "MATCH (p) RETURN count(DISTINCT p), count(DISTINCT p.name)", ""},
		{"mixed", "MATCH (p)--(e) RETURN count(DISTINCT e), count(*)", mixed},
		{"mixed, other order", "MATCH (p)--(e) RETURN p, min(e.date) AS a, count(distinct e) AS b", mixed},
		{"mixed in WITH", "MATCH (p)--(e) WITH p, COUNT (DISTINCT e) AS n, Collect(e.id) AS l RETURN n", mixed},
		{"mixed in one expression", "MATCH (p)--(e) RETURN 1.0 * count(DISTINCT e) / count(e)", mixed},
		{"mixed in a map", "MATCH (p)--(e) RETURN {a: count(DISTINCT e), b: sum(e.n)} AS m", mixed},
		{"mixed in ORDER BY", "MATCH (p)--(e) RETURN p, count(DISTINCT e) AS n ORDER BY count(*)", mixed},
		{"comment between", "MATCH (p)--(e) RETURN count(/* x */ DISTINCT e), count(*)", mixed},
		{"split", "MATCH (p)--(e) WITH p, e, count(*) AS n RETURN p, count(DISTINCT e)", ""},
		{"two clauses", "MATCH (p)--(e) WITH count(DISTINCT e) AS n MATCH (q) RETURN n, count(*)", ""},
		{"RETURN DISTINCT is no aggregate", "MATCH (p) RETURN DISTINCT count(*)", ""},
		{"in a string", "RETURN 'count(DISTINCT e)' AS a, count(*)", ""},
		{"in a string with a quote", `RETURN 'it\'s count(DISTINCT e)', "\"count(DISTINCT f)", count(*)`, ""},
		{"after a string with a quote", `MATCH (e) RETURN 'it\'s', count(DISTINCT e), count(*)`, mixed},
		{"in a comment", "MATCH (e) RETURN count(*) // count(DISTINCT e)\n, sum(e.n) /* min(DISTINCT e.n) */", ""},
		{"comment marks in a string", "MATCH (e) RETURN '//', count(DISTINCT e), '/*', count(*), '*/'", mixed},
		{"in a name", "MATCH (`count(DISTINCT e)`) RETURN count(*)", ""},
		{"property called count", "MATCH ()-[r:MENTIONS]->(e) RETURN r.count, count(DISTINCT e)", ""},
		{"STARTS WITH opens nothing", "MATCH (e) WHERE e.a STARTS WITH 'x' RETURN count(DISTINCT e)", ""},
		{"subquery has its own", "MATCH (p) RETURN count(DISTINCT p), COUNT { MATCH (p)--(q) RETURN count(*) }", ""},
		{"mixed in a subquery", "MATCH (p) RETURN COUNT { MATCH (p)--(q) RETURN count(*), count(DISTINCT q) }", mixed},
		{"UNION", "MATCH (p) RETURN count(*) AS n UNION MATCH (p) RETURN count(DISTINCT p) AS n", ""},
		{"IN NULL", "MATCH (p) WHERE p.id IN null RETURN p", "IN NULL"},
		{"IS NULL", "MATCH (p) WHERE p.id IS NULL RETURN p", ""},
		{"semicolon at the end", "RETURN 1;\n", ""},
		{"two statements", "RETURN 1;\nRETURN 2", "query:1: one statement"},
		{"semicolon in a string", "RETURN ';' + 'x'", ""},
		{"copy", "COPY (MATCH (p) RETURN p) TO 'x.csv'", "not with COPY"},
		{"profile of a copy", "\n PROFILE COPY (RETURN 1) TO 'x.csv'", "query:2: a query begins"},
		{"create", "CREATE (:Person {id:'x'})", "not with CREATE"},
		{"load", "MATCH (p) LOAD FROM '/etc/hosts' RETURN *", "reads a file"},
		{"load with header", "UNWIND [1] AS x LOAD WITH HEADERS (a STRING) FROM 'x.csv' RETURN a", "reads a file"},
		{"alias load", "MATCH (p) WITH p.load AS load WITH load RETURN load", ""},
		{"empty", " // nothing\n", "no statement"},
		{"U+0000", "RETURN 'a\x00b'", "U+0000"},
		{"unclosed", "RETURN 'count(DISTINCT e), count(*)", ""},
		{"Chinese names", "MATCH (人:Person) RETURN count(DISTINCT 人), count(人)", mixed},
		{"invalid bytes", "RETURN \xff, count(*)", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			err := CheckQuery(tt.query)
			if tt.want == "" && err != nil || tt.want != "" && (err == nil || !strings.Contains(err.Error(), tt.want)) {
				t.Errorf("CheckQuery(%q) = %v, want %q", tt.query, err, tt.want)
			}
		})
	}
}

func FuzzLex(f *testing.F) {
	for _, s := range []string{"MATCH (p:Person {a:$x}) RETURN p", "'", "`", "$", "$`", "/*", "//", `"\`, "\xff", "牛$晓`辉"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		end := 0
		for _, tok := range lex(s) {
			if tok.Start < end || tok.End <= tok.Start || tok.End > len(s) {
				t.Fatalf("token %+v after %d in %q", tok, end, s)
			}
			end = tok.End
		}
		_ = CheckQuery(s)
	})
}
