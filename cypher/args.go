package cypher

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
)

// MinConfidence is the param of every query that shows facts; it is given by name only.
const MinConfidence = "minConfidence"

// Args are the values of a query's params as they were typed, by name. A param that was
// not given has its default.
type Args map[string]string

// Args returns the values of all params of q from those given in the order of the header
// and those given by name. now is the day that the default today stands for, as an ISO
// date. Errors say what the query takes.
func (q *Query) Args(positional []string, named map[string]string, now string) (Args, error) {
	args := Args{}
	var ordered []Param
	for _, p := range q.Params {
		if p.Name != MinConfidence {
			ordered = append(ordered, p)
		}
	}
	if len(positional) > len(ordered) {
		return nil, fmt.Errorf("%s: too many arguments, %q and after; it takes %s", q.Name, positional[len(ordered)], q.Usage())
	}
	for i, v := range positional {
		args[ordered[i].Name] = v
	}
	if err := q.byName(args, named); err != nil {
		return nil, err
	}
	for _, p := range q.Params {
		if err := fill(args, p, now); err != nil {
			return nil, fmt.Errorf("%s: %w; it takes %s", q.Name, err, q.Usage())
		}
	}
	return args, nil
}

func (q *Query) byName(args Args, named map[string]string) error {
	var unknown []string
	for name, v := range named {
		if q.Param(name) == nil {
			unknown = append(unknown, name)
			continue
		}
		if _, ok := args[name]; ok {
			return fmt.Errorf("%s: %s is given twice", q.Name, name)
		}
		args[name] = v
	}
	if len(unknown) > 0 {
		slices.Sort(unknown)
		return fmt.Errorf("%s: no param %s; it takes %s", q.Name, strings.Join(unknown, ", "), q.Usage())
	}
	return nil
}

// fill gives p its default where it was not given, trims and checks it.
func fill(args Args, p Param, now string) error {
	v, given := args[p.Name]
	v = strings.TrimSpace(v)
	if !given || v == "" {
		if !p.Optional {
			return fmt.Errorf("%s is missing", p.Name)
		}
		v = p.Default
	}
	if v == today && p.Type == Date {
		v = now
	}
	args[p.Name] = v
	if v == "" {
		return nil
	}
	return p.check(v)
}

// Usage returns the arguments as help shows them: <post> [<district>].
func (q *Query) Usage() string {
	var parts []string
	for _, p := range q.Params {
		switch {
		case p.Name == MinConfidence:
		case p.Optional:
			parts = append(parts, "[<"+p.Name+">]")
		default:
			parts = append(parts, "<"+p.Name+">")
		}
	}
	if len(parts) == 0 {
		return "no arguments"
	}
	return strings.Join(parts, " ")
}

// value returns the value of a param that is no name, as a store takes it.
func (p Param) value(typed string) any {
	switch p.Type {
	case Int:
		n, _ := strconv.ParseInt(typed, 10, 64) // checked by fill
		return n
	case Float:
		f, _ := strconv.ParseFloat(typed, 64)
		return f
	}
	return typed
}

// number writes an int or float param into a text: the one kind of value that ever
// becomes part of one.
func (p Param) number(typed string) string {
	f, err := strconv.ParseFloat(typed, 64)
	if err != nil || math.IsNaN(f) || math.IsInf(f, 0) {
		f = 0
	}
	s := strconv.FormatFloat(f, 'f', -1, 64)
	if p.Type == Float && !strings.Contains(s, ".") {
		s += ".0"
	}
	return s
}
