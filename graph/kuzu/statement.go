//go:build cgo

package kuzu

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
)

// statement is a checked query in Kuzu's spelling.
type statement struct {
	text   string
	params map[string]any
}

// paramPrefix is put before every parameter: Kuzu does not parse $on or $order, whose
// names are its keywords.
const paramPrefix = "kg_"

// reserved are the names that Kuzu reads as keywords where Neo4j reads a property or an
// alias. Of all the words of the vocabulary it is one.
var reserved = []string{"order"}

// prepare checks a query and spells it for Kuzu: parameters are renamed, an empty list
// is written out since Kuzu has no value for it, reserved property names are quoted.
func prepare(query string, params map[string]any) (*statement, error) {
	toks := lex(query)
	if err := checkTokens(query, toks); err != nil {
		return nil, err
	}
	stmt := &statement{params: map[string]any{}}
	var out strings.Builder
	end := 0
	for i, t := range toks {
		out.WriteString(query[end:t.Start])
		end = t.End
		switch {
		case t.Kind == parameter:
			s, err := stmt.bind(t, params)
			if err != nil {
				return nil, err
			}
			out.WriteString(s)
		case t.Kind == word && isReservedName(toks, i):
			out.WriteString("`" + t.Text + "`")
		default:
			out.WriteString(t.source(query))
		}
	}
	out.WriteString(query[end:])
	stmt.text = out.String()
	return stmt, nil
}

func (t token) source(query string) string { return query[t.Start:t.End] }

// isReservedName reports whether the keyword at i stands where only a name can: after a
// dot or AS, or before the colon of a map.
func isReservedName(toks []token, i int) bool {
	if !slices.ContainsFunc(reserved, toks[i].is) {
		return false
	}
	if i > 0 && (toks[i-1].isSign(".") || toks[i-1].is("AS")) {
		return true
	}
	return i+1 < len(toks) && toks[i+1].isSign(":")
}

// bind returns what stands for parameter t in the text and notes its value.
func (s *statement) bind(t token, params map[string]any) (string, error) {
	v, ok := params[t.Text]
	if !ok {
		return "", fmt.Errorf("query:%d: no value for $%s", t.Line, t.Text)
	}
	v, err := parameterValue(v)
	if err != nil {
		return "", fmt.Errorf("query:%d: $%s: %w", t.Line, t.Text, err)
	}
	if list, ok := v.([]any); ok && len(list) == 0 {
		return "[]", nil
	}
	s.params[paramPrefix+t.Text] = v
	return "$" + paramPrefix + t.Text, nil
}

// parameterValue turns a Go value into one that Kuzu takes.
func parameterValue(v any) (any, error) {
	switch v := v.(type) {
	case nil:
		return nil, fmt.Errorf("nil crashes the embedded store; give an empty string or list")
	case string:
		if strings.ContainsRune(v, 0) {
			return nil, fmt.Errorf("holds the character U+0000, at which the store would cut it")
		}
		return v, nil
	case bool, int64, float64:
		return v, nil
	case map[string]any:
		return mapValue(v)
	}
	r := reflect.ValueOf(v)
	switch {
	case r.CanInt():
		return r.Int(), nil
	case r.CanUint():
		return int64(r.Uint()), nil
	case r.CanFloat():
		return r.Float(), nil
	case r.Kind() == reflect.Slice:
		return listValue(r)
	}
	return nil, fmt.Errorf("a query takes no %T", v)
}

func listValue(r reflect.Value) (any, error) {
	list := make([]any, r.Len())
	for i := range list {
		v, err := parameterValue(r.Index(i).Interface())
		if err != nil {
			return nil, err
		}
		list[i] = v
	}
	return list, nil
}

func mapValue(m map[string]any) (any, error) {
	out := make(map[string]any, len(m))
	for k, v := range m {
		w, err := parameterValue(v)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", k, err)
		}
		out[k] = w
	}
	if len(out) == 0 {
		return nil, fmt.Errorf("the embedded store has no empty map")
	}
	return out, nil
}
