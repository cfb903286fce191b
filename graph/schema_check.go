package graph

import (
	"slices"
	"strings"
)

// check finds what no single line can show: missing ends, lists and qualifiers,
// missing labels in Chinese, and one property name with two types.
func (p *schemaParser) check() {
	types := make(map[string]PropertyType)
	first := make(map[string]string) // property -> who had it first
	see := func(owner string, props []Property) {
		for _, q := range props {
			if have, ok := types[q.Name]; ok && have != q.Type {
				p.errorf(p.lines[owner+"."+q.Name], "%s.%s is %s, but %s.%s is %s", owner, q.Name, q.Type, first[q.Name], q.Name, have)
			} else if !ok {
				types[q.Name], first[q.Name] = q.Type, owner
			}
			if q.Values != "" && !p.hasList(q.Values) {
				p.errorf(p.lines[owner], "%s.%s: unknown value list %q (have %s)", owner, q.Name, q.Values, p.listNames())
			}
		}
	}
	for _, l := range p.v.Labels {
		p.checkZh(l.Name, l.Zh)
		see(l.Name, l.Properties)
	}
	for _, t := range p.v.Types {
		p.checkZh(t.Name, t.Zh)
		p.checkType(&t)
		see(t.Name, t.Properties)
	}
	see("evidence", p.v.Evidence)
	for _, l := range p.v.Lists {
		for _, v := range l.Values {
			if v.Zh == "" {
				p.errorf(p.lines["values."+l.Name], "%s.%s: no Chinese label", l.Name, v.Name)
			}
		}
	}
}

func (p *schemaParser) checkZh(name, zh string) {
	if zh == "" {
		p.errorf(p.lines[name], "%s: no zh", name)
	}
}

func (p *schemaParser) checkType(t *RelationshipType) {
	if len(t.Ends) == 0 {
		p.errorf(p.lines[t.Name], "%s: no ends", t.Name)
	}
	for _, e := range t.Ends {
		for _, label := range []string{e.Start, e.End} {
			if !slices.ContainsFunc(p.v.Labels, func(l Label) bool { return l.Name == label }) {
				p.errorf(p.lines[t.Name], "%s: unknown label %q (have %s)", t.Name, label, p.labelNames())
			}
		}
	}
	for _, q := range t.Qualifiers {
		if !slices.ContainsFunc(t.Properties, func(have Property) bool { return have.Name == q }) {
			p.errorf(p.lines[t.Name], "%s: qualifier %q is no property of it", t.Name, q)
		}
	}
}

func (p *schemaParser) hasList(name string) bool {
	return slices.ContainsFunc(p.v.Lists, func(l ValueList) bool { return l.Name == name })
}

func (p *schemaParser) listNames() string {
	var names []string
	for _, l := range p.v.Lists {
		names = append(names, l.Name)
	}
	return strings.Join(names, ", ")
}

func (p *schemaParser) labelNames() string {
	var names []string
	for _, l := range p.v.Labels {
		names = append(names, l.Name)
	}
	return strings.Join(names, ", ")
}

// finish gives the evidence types their common properties.
func (p *schemaParser) finish() {
	for i := range p.v.Types {
		if t := &p.v.Types[i]; t.Evidence {
			t.Properties = append(t.Properties, p.v.Evidence...)
		}
	}
}
