package cypher

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"kg/graph"
	"kg/graph/kuzu"
)

// TestQueries holds every text of every query to the rules that the header and the two
// stores make.
func TestQueries(t *testing.T) {
	want := strings.Fields("appears-with article-facts bridges changes-since common-contacts connection " +
		"coverage district-initiatives district-leadership event-participants events-in-district evidence " +
		"initiative-districts initiative-timeline most-connected namesakes organization-events organization-people " +
		"overview person-events person-posts policies-adopted post-history post-holders " +
		"reporter-coverage shared-initiatives")
	var got []string
	for _, q := range All() {
		got = append(got, q.Name)
		for v, b := range q.texts {
			t.Run(fmt.Sprintf("%s.%s.%s", q.Name, v.form, v.dialect), func(t *testing.T) {
				problems := faults(q, b.text)
				if v.form == Drawing {
					problems = drawingFaults(q, b.text)
				}
				if v.dialect == "kuzu" { // what it lets be one node is meant there
					problems = slices.DeleteFunc(problems, func(s string) bool { return strings.Contains(s, "may be one node") })
				}
				for _, problem := range problems {
					t.Error(problem)
				}
				if _, overridden := q.texts[variant{v.form, "kuzu"}]; v.dialect == "kuzu" || v.dialect == "" && !overridden {
					if err := kuzu.CheckQuery(b.text); err != nil {
						t.Error(err)
					}
				}
			})
		}
	}
	if !slices.Equal(got, want) {
		t.Errorf("queries %v, want %v", got, want)
	}
}

// faults returns what is wrong with a text of q.
func faults(q *Query, text string) []string {
	toks := lex(text)
	checks := []func(*Query, []token) []string{
		paramFaults, columnFaults, orderFaults, aggregateFaults, labelFaults, caseFaults, pairFaults, vocabularyFaults, semicolonFaults,
	}
	var out []string
	for _, check := range checks {
		out = append(out, check(q, toks)...)
	}
	return out
}

// drawingFaults returns what is wrong with a drawing form of q, which may leave params
// unused, and returns paths, not too many.
func drawingFaults(q *Query, text string) []string {
	toks := lex(text)
	out := slices.DeleteFunc(paramFaults(q, toks), func(s string) bool { return strings.HasSuffix(s, "declared and not used") })
	for _, check := range []func(*Query, []token) []string{aggregateFaults, labelFaults, vocabularyFaults, semicolonFaults} {
		out = append(out, check(q, toks)...)
	}
	if !strings.Contains(text, "MATCH c = ") || !strings.Contains(text, "\nRETURN c") {
		out = append(out, "returns no path c")
	}
	if !strings.Contains(text, "\nLIMIT ") {
		out = append(out, "has no LIMIT: Neo4j Browser draws some hundreds of nodes")
	}
	return out
}

// TestFaults shows that each rule can fail.
func TestFaults(t *testing.T) {
	q := &Query{
		Params:  []Param{{Name: "person", Type: Person}, {Name: "on", Type: Date}},
		Columns: []Column{{"name", String}},
	}
	const good = "MATCH (p:Person) WHERE p.id IN $person AND p.pinyin < $on RETURN p.name AS name ORDER BY p.name + p.id"
	tests := []struct{ name, text, want string }{
		{"good", good, ""},
		{"unused param", "MATCH (p:Person) WHERE p.id IN $person RETURN p.name AS name ORDER BY p.id", "param on is declared and not used"},
		{"undeclared param", good[:len(good)-len(" ORDER BY p.name + p.id")] + " ORDER BY p.id + $x", "param x is used and not declared"},
		{"name compared", strings.Replace(good, "p.id IN $person", "p.name = $person", 1), "param person stands outside x.id IN $person"},
		{"other columns", strings.Replace(good, "AS name", "AS title", 1), "returns title, the header says name"},
		{"no order", "MATCH (p:Person) WHERE p.id IN $person AND p.pinyin < $on RETURN p.name AS name", "no ORDER BY at the end"},
		{"order not total", strings.Replace(good, "p.name + p.id", "p.name", 1), "the order is not total: no id in it"},
		{"two keys", strings.Replace(good, "p.name + p.id", "p.name, p.id", 1), "ORDER BY has several keys"},
		{"aggregates", strings.Replace(good, "RETURN p.name", "WITH p, count(*) AS n, count(DISTINCT p.id) AS m RETURN p.name", 1), "a plain aggregate beside a DISTINCT one"},
		{"two labels", strings.Replace(good, "(p:Person)", "(p:Person:Role)", 1), "several labels in one node pattern"},
		{"in within case", strings.Replace(good, "RETURN p.name", "RETURN CASE WHEN p.id IN ['a'] THEN 'x' END", 1), "IN inside CASE WHEN"},
		{"bare condition", strings.Replace(good, "RETURN p.name", "WITH p, p.id = 'a' AS t RETURN CASE WHEN t THEN 'x' END", 1), "bare boolean in CASE WHEN"},
		{"same node twice", strings.Replace(good, "(p:Person)", "(p:Person)-[:ATTENDED]->(e:Event)<-[:HOSTED]-(o:Person)", 1), "p and o may be one node: add p.id <> o.id"},
		{"kept apart", strings.Replace(good, "(p:Person) WHERE", "(p:Person)-[:ATTENDED]->(e:Event)<-[:HOSTED]-(o:Person) WHERE p.id < o.id AND", 1), ""},
		{"unknown label", strings.Replace(good, "(p:Person)", "(p:Human)", 1), "unknown label or type Human"},
		{"unknown type", strings.Replace(good, "(p:Person)", "(p:Person)-[:ATTENDED|LIKES]->(:Event)", 1), "unknown label or type LIKES"},
		{"unknown property", strings.Replace(good, "p.pinyin", "p.age", 1), "unknown property age"},
		{"semicolon", good + ";", "a semicolon"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := strings.Join(faults(q, tt.text), "; "); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

// paramFaults: declared is used, used is declared, and names are only compared by id.
func paramFaults(q *Query, toks []token) []string {
	var out []string
	used := map[string]bool{}
	for i, t := range toks {
		if t.Kind != parameter {
			continue
		}
		used[t.Text] = true
		p := q.Param(t.Text)
		switch {
		case p == nil:
			out = append(out, fmt.Sprintf("param %s is used and not declared", t.Text))
		case !p.Type.IsName():
		case i >= 2 && toks[i-1].is("IN") && (toks[i-2].is("id") || p.Optional && toks[i-2].Text == "''"):
		default:
			out = append(out, fmt.Sprintf("param %s stands outside x.id IN $%s", p.Name, p.Name))
		}
	}
	for _, p := range q.Params {
		if !used[p.Name] {
			out = append(out, fmt.Sprintf("param %s is declared and not used", p.Name))
		}
	}
	return out
}

// last returns the index of the last word w outside all brackets, or -1.
func last(toks []token, w string) int {
	for i := len(toks) - 1; i >= 0; i-- {
		if toks[i].Depth == 0 && toks[i].is(w) {
			return i
		}
	}
	return -1
}

// columnFaults: the last RETURN has the columns of the header; one without AS is named
// by its only word.
func columnFaults(q *Query, toks []token) []string {
	from, to := last(toks, "RETURN"), last(toks, "ORDER")
	if from < 0 {
		return []string{"no RETURN"}
	}
	if to < from {
		to = len(toks)
	}
	var got, want []string
	for i := from + 1; i < to; i++ {
		if t := toks[i]; t.Depth == 0 && (i+1 == to || toks[i+1].isSign(",") && toks[i+1].Depth == 0) {
			got = append(got, t.Text)
		}
	}
	for _, c := range q.Columns {
		want = append(want, c.Name)
	}
	if !slices.Equal(got, want) {
		return []string{"returns " + strings.Join(got, ", ") + ", the header says " + strings.Join(want, ", ")}
	}
	return nil
}

// orderFaults: one key that holds an id, of a node or relationship, or what was made of one.
func orderFaults(q *Query, toks []token) []string {
	i := last(toks, "ORDER")
	if i < last(toks, "RETURN") {
		return []string{"no ORDER BY at the end"}
	}
	total := false
	for _, t := range toks[i:] {
		if t.isSign(",") && t.Depth == 0 {
			return []string{"ORDER BY has several keys"}
		}
		total = total || t.is("id") || t.is("begin") || q.Name == "overview" && t.is("name")
	}
	if !total {
		return []string{"the order is not total: no id in it"}
	}
	return nil
}

func isAggregate(toks []token, i int) bool {
	return i+1 < len(toks) && toks[i+1].isSign("(") &&
		slices.ContainsFunc([]string{"count", "collect", "sum", "avg", "min", "max"}, toks[i].is)
}

// aggregateFaults: Kuzu gives 0 for a plain aggregate beside a DISTINCT one.
func aggregateFaults(_ *Query, toks []token) []string {
	plain, distinct := false, false
	for i, t := range toks {
		if t.is("WITH") || t.is("RETURN") {
			plain, distinct = false, false
		}
		if isAggregate(toks, i) {
			if toks[i+2].is("DISTINCT") {
				distinct = true
			} else {
				plain = true
			}
		}
		if plain && distinct {
			return []string{"a plain aggregate beside a DISTINCT one"}
		}
	}
	return nil
}

// labelFaults: Kuzu reads (n:A:B) as A or B, Neo4j as both.
func labelFaults(_ *Query, toks []token) []string {
	for i := 3; i < len(toks); i++ {
		if toks[i].isSign(":") && toks[i-2].isSign(":") && toks[i-1].Kind == word && !toks[i-3].isSign("{") && !toks[i-3].isSign(",") {
			return []string{"several labels in one node pattern"}
		}
	}
	return nil
}

// caseFaults: Kuzu picks the wrong branch for x IN list and for a boolean alone.
func caseFaults(_ *Query, toks []token) []string {
	for i, t := range toks {
		if !t.is("WHEN") {
			continue
		}
		for j := i + 1; j < len(toks) && !toks[j].is("THEN"); j++ {
			if toks[j].is("IN") {
				return []string{"IN inside CASE WHEN"}
			}
			if toks[j].Kind == word && j == i+1 && j+1 < len(toks) && toks[j+1].is("THEN") {
				return []string{"bare boolean in CASE WHEN"}
			}
		}
	}
	return nil
}

// pairFaults: Kuzu lets two relationships of one pattern be the same one, so that in
// (a)-->(e)<--(b) a may be b; the text has to keep them apart.
func pairFaults(_ *Query, toks []token) []string {
	var out []string
	for i := range toks {
		a, label, rest := nodeAt(toks, i)
		if a == "" {
			continue
		}
		middle := nextNode(toks, rest)
		if middle < 0 {
			continue
		}
		_, _, rest = nodeAt(toks, middle)
		other := nextNode(toks, rest)
		if other < 0 {
			continue
		}
		if b, l, _ := nodeAt(toks, other); b != "" && (l == label || label == "" || l == "") && !keptApart(toks, a, b) {
			out = append(out, fmt.Sprintf("%s and %s may be one node: add %s.id <> %s.id", a, b, a, b))
		}
	}
	return out
}

// nodeAt reads (name:Label) or (name) at i and returns the index after it.
func nodeAt(toks []token, i int) (name, label string, after int) {
	switch {
	case i+4 < len(toks) && toks[i].isSign("(") && toks[i+1].Kind == word && toks[i+2].isSign(":") && toks[i+4].isSign(")"):
		return toks[i+1].Text, toks[i+3].Text, i + 5
	case i+2 < len(toks) && toks[i].isSign("(") && toks[i+1].Kind == word && toks[i+2].isSign(")"):
		return toks[i+1].Text, "", i + 3
	}
	return "", "", i
}

// nextNode returns the index of the node that a relationship from i leads to, or -1.
func nextNode(toks []token, i int) int {
	if i >= len(toks) || !toks[i].isSign("-") && !toks[i].isSign("<") {
		return -1
	}
	for i < len(toks) && !toks[i].isSign("[") {
		i++
	}
	for i < len(toks) && !toks[i].isSign("]") {
		i++
	}
	for i < len(toks) && !toks[i].isSign("(") {
		i++
	}
	if i >= len(toks) {
		return -1
	}
	return i
}

func keptApart(toks []token, a, b string) bool {
	for i := 0; i+7 <= len(toks); i++ {
		s := ""
		for _, t := range toks[i : i+7] {
			s += t.Text
		}
		for _, op := range []string{"<", ">"} {
			if strings.HasPrefix(s, a+".id"+op+b+".id") || strings.HasPrefix(s, b+".id"+op+a+".id") {
				return true
			}
		}
		if i+8 <= len(toks) {
			s += toks[i+7].Text
		}
		if strings.HasPrefix(s, a+".id<>"+b+".id") || strings.HasPrefix(s, b+".id<>"+a+".id") {
			return true
		}
	}
	return false
}

// vocabularyFaults: labels, types and properties are those of schema.yaml; a property
// that no table has is an error in Kuzu.
func vocabularyFaults(_ *Query, toks []token) []string {
	var out []string
	made := mapKeys(toks)
	for i := 1; i < len(toks); i++ {
		t, before := toks[i], toks[i-1]
		if t.Kind != word {
			continue
		}
		switch {
		case before.isSign(".") && !toks[i-2].isSign("."):
			if t.Text[0] > '9' && graph.Schema().PropertyType(t.Text) == "" && !made[t.Text] {
				out = append(out, "unknown property "+t.Text)
			}
		case before.isSign(":") && i >= 2 && !made[toks[i-2].Text], before.isSign("|") && !t.is("WHERE") && t.Text == strings.ToUpper(t.Text):
			if graph.Schema().Label(t.Text) == nil && graph.Schema().Type(t.Text) == nil {
				out = append(out, "unknown label or type "+t.Text)
			}
		}
	}
	return out
}

// mapKeys are the keys of a query's maps, which are read back as x.key.
func mapKeys(toks []token) map[string]bool {
	made := map[string]bool{}
	for i := 1; i+1 < len(toks); i++ {
		if toks[i+1].isSign(":") && (toks[i-1].isSign("{") || toks[i-1].isSign(",")) {
			made[toks[i].Text] = true
		}
	}
	return made
}

func semicolonFaults(_ *Query, toks []token) []string {
	for _, t := range toks {
		if t.isSign(";") {
			return []string{"a semicolon"}
		}
	}
	return nil
}
