package kuzu

import (
	"fmt"
	"slices"
	"strings"
)

// CheckQuery returns an error for a query that this store would answer wrongly, die
// of, or that does more than read the graph; the error says how to write it. It knows
// nothing of labels and properties and passes what only fails to parse. These are
// refused:
//
//   - a plain aggregate beside a DISTINCT one in one RETURN or WITH: Kuzu gives 0 or
//     NULL for the plain one
//   - x IN NULL, which crashes Kuzu
//   - several statements in one text
//   - COPY, EXPORT, LOAD FROM and the like, which reach files even in a store opened
//     to read, and statements that write
func CheckQuery(query string) error {
	return checkTokens(query, lex(query))
}

func checkTokens(query string, toks []token) error {
	if strings.ContainsRune(query, 0) {
		return fmt.Errorf("query: holds the character U+0000, at which the store would cut it")
	}
	checks := []func([]token) error{checkOne, checkReading, checkInNull, checkAggregates}
	for _, check := range checks {
		if err := check(toks); err != nil {
			return err
		}
	}
	return nil
}

// checkOne refuses a second statement: the results of the first would be lost, and
// Kuzu crashes when they are left open.
func checkOne(toks []token) error {
	for i, t := range toks {
		if t.isSign(";") && i+1 < len(toks) {
			return fmt.Errorf("query:%d: one statement at a time; this text goes on after the semicolon", t.Line)
		}
	}
	return nil
}

// reading are the words that a reading statement begins with.
var reading = []string{"MATCH", "OPTIONAL", "UNWIND", "WITH", "RETURN", "CALL"}

// checkReading refuses all statements but reading ones. Kuzu itself refuses to change
// a graph opened to read, but not to read and write other files.
func checkReading(toks []token) error {
	first := 0
	for first < len(toks) && (toks[first].is("EXPLAIN") || toks[first].is("PROFILE")) {
		first++
	}
	if first == len(toks) {
		return fmt.Errorf("query: no statement")
	}
	t := toks[first]
	if !slices.ContainsFunc(reading, t.is) {
		return fmt.Errorf("query:%d: a query begins with MATCH, OPTIONAL MATCH, UNWIND, WITH, RETURN or CALL, not with %s: it only reads the graph", t.Line, t.Text)
	}
	for i := 1; i+1 < len(toks); i++ {
		if toks[i].is("LOAD") && isClause(toks, i) && (toks[i+1].is("FROM") || toks[i+1].is("WITH")) {
			return fmt.Errorf("query:%d: LOAD FROM reads a file; a query only reads the graph", toks[i].Line)
		}
	}
	return nil
}

// isClause reports whether the word at i can be a keyword: not a property, label,
// alias or parameter of that name.
func isClause(toks []token, i int) bool {
	if i == 0 {
		return true
	}
	p := toks[i-1]
	return !p.isSign(".") && !p.isSign(":") && !p.is("AS")
}

func checkInNull(toks []token) error {
	for i := 1; i < len(toks); i++ {
		if toks[i].is("NULL") && toks[i-1].is("IN") {
			return fmt.Errorf("query:%d: IN NULL is never true and crashes the embedded store; leave it out or write IN []", toks[i].Line)
		}
	}
	return nil
}

// aggregates are Kuzu's aggregating functions.
var aggregates = []string{"count", "collect", "sum", "avg", "min", "max"}

// projection is what one RETURN or WITH has shown so far.
type projection struct {
	keyword         string
	line            int
	plain, distinct string // the first of each kind, as a message shows it
}

// checkAggregates finds the fault of Kuzu that counts wrongly.
func checkAggregates(toks []token) error {
	// One entry a bracket. A map literal and a parenthesis belong to the projection
	// around them; a subquery in braces begins its own at its own RETURN.
	levels := []*projection{nil}
	for i, t := range toks {
		top := len(levels) - 1
		switch {
		case t.isSign("{") || t.isSign("(") || t.isSign("["):
			levels = append(levels, levels[top])
		case t.isSign("}") || t.isSign(")") || t.isSign("]"):
			if top > 0 {
				levels = levels[:top]
			}
		case opensProjection(toks, i):
			levels[top] = &projection{keyword: strings.ToUpper(t.Text), line: t.Line}
		case closesProjection(toks, i):
			levels[top] = nil
		case levels[top] != nil && isAggregate(toks, i):
			levels[top].add(toks, i)
			if err := levels[top].check(); err != nil {
				return err
			}
		}
	}
	return nil
}

// opensProjection reports whether the token at i is RETURN or WITH, not the WITH of STARTS WITH.
func opensProjection(toks []token, i int) bool {
	if toks[i].is("RETURN") {
		return isClause(toks, i)
	}
	return toks[i].is("WITH") && isClause(toks, i) &&
		(i == 0 || !toks[i-1].is("STARTS") && !toks[i-1].is("ENDS"))
}

// closing words of a projection. WHERE is one because an aggregate cannot stand in it.
var closers = []string{"MATCH", "OPTIONAL", "WHERE", "UNWIND", "UNION", "CALL"}

func closesProjection(toks []token, i int) bool {
	return isClause(toks, i) && slices.ContainsFunc(closers, toks[i].is)
}

func isAggregate(toks []token, i int) bool {
	return i+1 < len(toks) && toks[i+1].isSign("(") && slices.ContainsFunc(aggregates, toks[i].is)
}

// add notes the aggregate at i.
func (p *projection) add(toks []token, i int) {
	name := strings.ToLower(toks[i].Text)
	if i+2 < len(toks) && toks[i+2].is("DISTINCT") {
		p.distinct = name + "(DISTINCT …)"
		return
	}
	p.plain = name + "(…)"
}

func (p *projection) check() error {
	if p.plain == "" || p.distinct == "" {
		return nil
	}
	return fmt.Errorf("query:%d: %s has %s beside %s, which the embedded store answers wrongly; group by the distinct thing first, "+
		"as in WITH p, e, count(*) AS n RETURN p, count(e), sum(n) for count(DISTINCT e), count(*)",
		p.line, p.keyword, p.plain, p.distinct)
}
