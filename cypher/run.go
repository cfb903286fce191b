package cypher

import (
	"context"
	"fmt"
	"strings"

	"kg/graph"
)

// Answer is what a query returned, and what the names in its arguments were taken to mean.
type Answer struct {
	*graph.Result
	Matches map[string][]Match // by param, only those of name types that were given
}

// Run resolves the names among args and runs q. A name that nothing has is a *NoMatchError.
func (q *Query) Run(ctx context.Context, store graph.Store, args Args) (*Answer, error) {
	return q.run(ctx, store, Table, args)
}

// Draw is Run for the drawing form: each value of a row is a path, or nil.
func (q *Query) Draw(ctx context.Context, store graph.Store, args Args) (*Answer, error) {
	if !q.Draws() {
		return nil, fmt.Errorf("%s has no drawing form", q.Name)
	}
	return q.run(ctx, store, Drawing, args)
}

func (q *Query) run(ctx context.Context, store graph.Store, form Form, args Args) (*Answer, error) {
	a := &Answer{Matches: map[string][]Match{}}
	params := map[string]any{}
	place, err := q.place(ctx, store, args)
	if err != nil {
		return nil, err
	}
	for _, p := range q.Params {
		typed := args[p.Name]
		if !p.Type.IsName() {
			params[p.Name] = p.value(typed)
			continue
		}
		if typed == "" {
			params[p.Name] = []any{""}
			continue
		}
		matches, err := Resolve(ctx, store, p.Type, typed, place)
		if err != nil {
			return nil, err
		}
		a.Matches[p.Name] = matches
		params[p.Name] = ids(matches)
	}
	text := q.spell(form, store.Dialect(), args)
	if a.Result, err = store.Query(ctx, text, params); err != nil {
		return nil, fmt.Errorf("%s: %w", q.Name, err)
	}
	return a, nil
}

// place returns the districts that a post among the params is looked for in: those of
// the district param beside it. Nil means anywhere.
func (q *Query) place(ctx context.Context, store graph.Store, args Args) ([]Match, error) {
	for _, p := range q.Params {
		if p.Type == District && args[p.Name] != "" {
			return Resolve(ctx, store, District, args[p.Name], nil)
		}
	}
	return nil, nil
}

// spell returns the text of a form for a dialect with the numbers that it takes only in the text.
func (q *Query) spell(form Form, dialect string, args Args) string {
	b := q.body(form, dialect)
	if len(b.inline) == 0 {
		return b.text
	}
	inline := map[string]string{}
	for _, name := range b.inline {
		inline[name] = q.Param(name).number(args[name])
	}
	var out strings.Builder
	end := 0
	for _, t := range lex(b.text) {
		if n, ok := inline[t.Text]; ok && t.Kind == parameter {
			out.WriteString(b.text[end:t.Start] + n)
			end = t.End
		}
	}
	return out.String() + b.text[end:]
}

func ids(matches []Match) []any {
	out := make([]any, len(matches))
	for i, m := range matches {
		out[i] = m.ID
	}
	return out
}
