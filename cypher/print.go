package cypher

import (
	"fmt"
	"strings"
)

// keywords are names of params that a query may only use as a name in marks.
var keywords = map[string]bool{"on": true, "order": true, "end": true, "from": true, "to": true}

// Standalone returns a form of q as one statement that runs by itself, as in Neo4j Browser: the
// title as a comment, WITH and the values, then the query. Names are compared with name
// and aliases where the canned text compares ids, since nothing resolves them before; it
// has no semicolon.
func (q *Query) Standalone(form Form, dialect string, args Args) string {
	p := &printer{query: q, args: args, text: q.spell(form, dialect, args)}
	p.toks = lex(p.text)
	title := q.Title + " / " + q.TitleZh
	if form == Drawing { // the titles are all that a list of favourites shows
		title = "Drawing: " + q.Title + " / 图：" + q.TitleZh
	}
	return "// " + title + "\n" + p.print() + "\n"
}

// printer rewrites the text of a query.
type printer struct {
	query *Query
	args  Args
	text  string
	toks  []token
	out   strings.Builder
	end   int // source bytes written or replaced so far
}

func (p *printer) print() string {
	if names := p.used(0); len(names) > 0 {
		var values []string
		for _, name := range names {
			values = append(values, p.literal(name)+" AS "+spellName(name))
		}
		p.out.WriteString("WITH " + strings.Join(values, ", ") + "\n")
	}
	for i := 0; i < len(p.toks); i++ {
		switch {
		case p.isOpenWith(i):
			p.carry(&i)
		case p.isNameTest(i):
			p.replace(p.toks[i].Start, p.toks[i+4].End, p.nameTest(p.toks[i].Text, p.toks[i+4].Text))
			i += 4
		case p.isEmptyTest(i):
			p.replace(p.toks[i].Start, p.toks[i+2].End, spellName(p.toks[i+2].Text)+" = ''")
			i += 2
		case p.isLimit(i):
			p.replace(p.toks[i].Start, p.toks[i].End, p.literal(p.toks[i].Text))
		case p.toks[i].Kind == parameter:
			p.replace(p.toks[i].Start, p.toks[i].End, spellName(p.toks[i].Text))
		}
	}
	return p.out.String() + p.text[p.end:]
}

// replace writes the text up to start, then s for what is between start and end.
func (p *printer) replace(start, end int, s string) {
	p.out.WriteString(p.text[p.end:start] + s)
	p.end = end
}

// used returns the params that the text names at or after token i, in the order of the header.
func (p *printer) used(i int) []string {
	seen := map[string]bool{}
	for j := i; j < len(p.toks); j++ {
		if p.toks[j].Kind == parameter && !p.isLimit(j) {
			seen[p.toks[j].Text] = true
		}
	}
	var names []string
	for _, param := range p.query.Params {
		if seen[param.Name] {
			names = append(names, param.Name)
		}
	}
	return names
}

// isOpenWith reports whether token i is a WITH that ends the scope of the values.
func (p *printer) isOpenWith(i int) bool {
	return p.toks[i].is("WITH") && p.toks[i].Depth == 0 &&
		(i == 0 || !p.toks[i-1].is("STARTS") && !p.toks[i-1].is("ENDS"))
}

// carry writes the WITH at i with the values that are still needed after it.
func (p *printer) carry(i *int) {
	at := p.toks[*i].End
	names := p.used(*i)
	if p.toks[*i+1].is("DISTINCT") {
		*i++
		at = p.toks[*i].End
	}
	for _, name := range names {
		p.replace(at, at, " "+spellName(name)+",")
	}
}

// isLimit reports whether token i is a param after LIMIT, where a value may not be a variable.
func (p *printer) isLimit(i int) bool {
	return i > 0 && p.toks[i].Kind == parameter && p.toks[i-1].is("LIMIT")
}

// isNameTest reports whether tokens from i are x.id IN $name of a name type.
func (p *printer) isNameTest(i int) bool {
	t := p.toks[i:]
	if len(t) < 5 || t[0].Kind != word || !t[1].isSign(".") || !t[2].is("id") || !t[3].is("IN") || t[4].Kind != parameter {
		return false
	}
	param := p.query.Param(t[4].Text)
	return param != nil && param.Type.IsName()
}

// isEmptyTest reports whether tokens from i are ” IN $name.
func (p *printer) isEmptyTest(i int) bool {
	t := p.toks[i:]
	return len(t) >= 3 && t[0].Kind == literal && t[0].Text == "''" && t[1].is("IN") && t[2].Kind == parameter
}

// nameTests are what stands for x.id IN $p, by type; the first verb is the variable, the
// second the value. An organ's or event's name is often typed in part.
var nameTests = map[Type]string{
	Person:       "(%[1]s.name = %[2]s OR %[2]s IN coalesce(%[1]s.aliases, [%[1]s.name]))",
	Post:         "(%[1]s.name = %[2]s OR %[2]s IN coalesce(%[1]s.aliases, [%[1]s.name]) OR %[1]s.title = %[2]s)",
	District:     "(%[1]s.name = %[2]s OR %[2]s IN coalesce(%[1]s.aliases, [%[1]s.name]) OR %[1]s.path = %[2]s OR %[1]s.code = %[2]s OR %[1]s.name STARTS WITH %[2]s AND size(%[1]s.name) = size(%[2]s) + 1)",
	Organization: "(%[1]s.name CONTAINS %[2]s OR %[2]s IN coalesce(%[1]s.aliases, [%[1]s.name]))",
	Event:        "(%[1]s.name CONTAINS %[2]s OR %[2]s IN coalesce(%[1]s.aliases, [%[1]s.name]))",
	Initiative:   "(%[1]s.name CONTAINS %[2]s OR %[2]s IN coalesce(%[1]s.aliases, [%[1]s.name]))",
	Policy:       "(%[1]s.name CONTAINS %[2]s OR %[2]s IN coalesce(%[1]s.aliases, [%[1]s.name]))",
	Article:      "(%[1]s.name CONTAINS %[2]s OR %[2]s IN coalesce(%[1]s.aliases, [%[1]s.name]))",
	Entity:       "(%[1]s.name = %[2]s OR %[2]s IN coalesce(%[1]s.aliases, [%[1]s.name]))",
}

func (p *printer) nameTest(variable, param string) string {
	return fmt.Sprintf(nameTests[p.query.Param(param).Type], variable, spellName(param))
}

// literal returns the value of a param as Cypher.
func (p *printer) literal(name string) string {
	param := p.query.Param(name)
	typed := p.args[name]
	if param.Type == Int || param.Type == Float {
		return param.number(typed)
	}
	return quote(typed)
}

// escapes are those of a string of Cypher. A semicolon would end the statement for some
// tools; a backslash before u is cut off from it, since Neo4j reads \u before all else.
var escapes = strings.NewReplacer(`\u`, `\\' + 'u`, `\`, `\\`, `'`, `\'`, ";", `\u003B`, "\n", `\n`, "\r", `\r`, "\t", `\t`)

func quote(s string) string { return "'" + escapes.Replace(s) + "'" }

func spellName(name string) string {
	if keywords[name] {
		return "`" + name + "`"
	}
	return name
}
