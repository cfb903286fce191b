package graph

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
)

// ParseSchema reads a vocabulary and checks that it is whole: ends, qualifiers and
// closed lists must exist and one property name has one type. All faults come in one
// error, each as "file:line: …", in the order of the file.
func ParseSchema(file string, data []byte) (*Vocabulary, error) {
	tree, err := parser.ParseBytes(data, 0)
	if err != nil {
		var fault yaml.Error // says where, and refuses keys that come twice
		if errors.As(err, &fault) && fault.GetToken() != nil {
			return nil, fmt.Errorf("%s:%d: %s", file, fault.GetToken().Position.Line, fault.GetMessage())
		}
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	if len(tree.Docs) != 1 || tree.Docs[0].Body == nil {
		return nil, fmt.Errorf("%s:1: want one document, have %d", file, len(tree.Docs))
	}
	p := &schemaParser{file: file, v: new(Vocabulary), lines: make(map[string]int)}
	p.document(tree.Docs[0].Body)
	if p.errs == nil {
		p.check()
	}
	if p.errs != nil {
		return nil, errors.Join(p.errs...)
	}
	p.finish()
	p.v.index()
	return p.v, nil
}

// schemaParser turns the YAML tree into a Vocabulary and remembers the line of each
// label, type and property for the checks that need the whole.
type schemaParser struct {
	file  string
	v     *Vocabulary
	lines map[string]int
	errs  []error
}

func (p *schemaParser) errorf(line int, format string, args ...any) {
	p.errs = append(p.errs, fmt.Errorf("%s:%d: %s", p.file, line, fmt.Sprintf(format, args...)))
}

// keys calls known[key] for each key of a mapping; the other keys go to each, or are
// refused when it is nil.
func (p *schemaParser) keys(node ast.Node, known map[string]func(ast.Node), each func(key string, line int, value ast.Node)) {
	m, ok := node.(ast.MapNode)
	if !ok {
		p.errorf(lineOf(node), "want a mapping, have %s", node.Type())
		return
	}
	for it := m.MapRange(); it.Next(); {
		key, line := it.Key().String(), it.Key().GetToken().Position.Line
		switch f := known[key]; {
		case f != nil:
			f(it.Value())
		case each != nil:
			each(key, line, it.Value())
		default:
			p.errorf(line, "unknown key %q (have %s)", key, strings.Join(sortedKeys(known), ", "))
		}
	}
}

func lineOf(node ast.Node) int { return node.GetToken().Position.Line }

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

// decode reads a scalar or sequence into out.
func (p *schemaParser) decode(node ast.Node, out any) {
	if err := yaml.NodeToValue(node, out, yaml.Strict()); err != nil {
		var fault yaml.Error
		if errors.As(err, &fault) {
			p.errorf(lineOf(node), "%s", fault.GetMessage())
			return
		}
		p.errorf(lineOf(node), "%v", err)
	}
}

func (p *schemaParser) document(body ast.Node) {
	p.keys(body, map[string]func(ast.Node){
		"labels": func(n ast.Node) {
			p.keys(n, nil, p.label)
		},
		"relationships": func(n ast.Node) {
			p.keys(n, nil, p.relationship)
		},
		"evidence": func(n ast.Node) { p.v.Evidence = p.properties("evidence", n) },
		"values": func(n ast.Node) {
			p.keys(n, nil, p.list)
		},
		"phrases": func(n ast.Node) {
			w := &p.v.Phrases
			p.keys(n, p.fields(map[string]*string{
				"sameName": &w.SameName, "startInEnd": &w.StartInEnd, "endInStart": &w.EndInStart,
				"unknownPlace": &w.UnknownPlace, "more": &w.More,
			}), nil)
		},
	}, nil)
}

// fields returns readers of string values.
func (p *schemaParser) fields(targets map[string]*string) map[string]func(ast.Node) {
	known := make(map[string]func(ast.Node), len(targets))
	for key, target := range targets {
		known[key] = func(n ast.Node) { p.decode(n, target) }
	}
	return known
}

func (p *schemaParser) label(name string, line int, node ast.Node) {
	p.lines[name] = line
	l := Label{Name: name, Properties: baseProperties()}
	var values map[string]string
	p.keys(node, map[string]func(ast.Node){
		"zh":         func(n ast.Node) { p.decode(n, &l.Zh) },
		"properties": func(n ast.Node) { l.Properties = append(l.Properties, p.properties(name, n)...) },
		"values":     func(n ast.Node) { p.decode(n, &values) },
	}, nil)
	p.setValues(name, l.Properties, values)
	p.v.Labels = append(p.v.Labels, l)
}

// baseProperties are what every node has.
func baseProperties() []Property {
	return []Property{{Name: "id", Type: TypeString}, {Name: "name", Type: TypeString}, {Name: "aliases", Type: TypeStrings}}
}

func (p *schemaParser) relationship(name string, line int, node ast.Node) {
	p.lines[name] = line
	t := RelationshipType{Name: name, Properties: baseProperties()[:1]}
	var values map[string]string
	p.keys(node, map[string]func(ast.Node){
		"zh": func(n ast.Node) { p.decode(n, &t.Zh) },
		"ends": func(n ast.Node) {
			var pairs [][]string
			p.decode(n, &pairs)
			for _, pair := range pairs {
				if len(pair) != 2 {
					p.errorf(lineOf(n), "%s: an end pair has two labels, not %d", name, len(pair))
					continue
				}
				t.Ends = append(t.Ends, Ends{pair[0], pair[1]})
			}
		},
		"evidence":   func(n ast.Node) { p.decode(n, &t.Evidence) },
		"qualifiers": func(n ast.Node) { p.decode(n, &t.Qualifiers) },
		"properties": func(n ast.Node) { t.Properties = append(t.Properties, p.properties(name, n)...) },
		"values":     func(n ast.Node) { p.decode(n, &values) },
	}, nil)
	p.setValues(name, t.Properties, values)
	p.v.Types = append(p.v.Types, t)
}

// properties reads a mapping of property names to types.
func (p *schemaParser) properties(owner string, node ast.Node) (props []Property) {
	p.keys(node, nil, func(key string, line int, value ast.Node) {
		var typ PropertyType
		p.decode(value, &typ)
		if !slices.Contains(propertyTypes, typ) {
			p.errorf(line, "%s.%s: unknown type %q (have %v)", owner, key, typ, propertyTypes)
		}
		p.lines[owner+"."+key] = line
		props = append(props, Property{Name: key, Type: typ})
	})
	return props
}

// setValues marks the properties that take their value from a closed list.
func (p *schemaParser) setValues(owner string, props []Property, values map[string]string) {
	for _, name := range sortedKeys(values) {
		i := slices.IndexFunc(props, func(q Property) bool { return q.Name == name })
		if i < 0 {
			p.errorf(p.lines[owner], "%s: values of %q, which is no property of it", owner, name)
			continue
		}
		props[i].Values = values[name]
	}
}

func (p *schemaParser) list(name string, line int, node ast.Node) {
	p.lines["values."+name] = line
	l := ValueList{Name: name}
	p.keys(node, nil, func(key string, _ int, value ast.Node) {
		v := Value{Name: key}
		p.decode(value, &v.Zh)
		l.Values = append(l.Values, v)
	})
	p.v.Lists = append(p.v.Lists, l)
}
