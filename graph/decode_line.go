package graph

import (
	"errors"
	"fmt"
)

// DecodeContribution reads one line as AppendContribution writes it. Unknown keys,
// keys that come twice, unknown properties, values of a wrong type and bytes that are
// not UTF-8 are errors. It keeps nothing of line. Safe for concurrent use.
func DecodeContribution(line []byte) (*Contribution, error) {
	c, have := new(Contribution), false
	err := decodeLine(line, func(l *lineReader, key string) {
		switch key {
		case "article":
			have = true
			l.object(func(key string) { l.article(key, &c.Article) })
		case "facts":
			l.array(func() {
				c.Facts = append(c.Facts, Fact{})
				f := &c.Facts[len(c.Facts)-1]
				l.object(func(key string) { l.fact(key, f) })
			})
		default:
			l.unknown(key)
		}
	})
	if err == nil && !have {
		err = errors.New(`no "article": not a contribution`)
	}
	if err != nil {
		return nil, err
	}
	return c, nil
}

// DecodeItem reads one line as AppendNode and AppendRelationship write it, as strictly
// as DecodeContribution.
func DecodeItem(line []byte) (Item, error) {
	var m mergedLine
	if err := decodeLine(line, m.read); err != nil {
		return Item{}, err
	}
	return m.item()
}

// mergedLine is what a line of the merged graph says, whichever kind it is.
type mergedLine struct {
	typ, id, label string
	labels         []string
	start, end     endLabels
	props          Properties
}

func (m *mergedLine) read(l *lineReader, key string) {
	switch key {
	case "type":
		m.typ = l.text()
	case "id":
		m.id = l.text()
	case "label":
		m.label = l.text()
	case "labels":
		m.labels = l.texts()
	case "start":
		l.object(func(key string) { m.start.read(l, key) })
	case "end":
		l.object(func(key string) { m.end.read(l, key) })
	case "properties":
		m.props = l.properties()
	default:
		l.unknown(key)
	}
}

func (m *mergedLine) item() (Item, error) {
	if m.id == "" {
		return Item{}, errors.New("no id")
	}
	switch FactType(m.typ) {
	case NodeFact:
		if len(m.labels) != 1 {
			return Item{}, fmt.Errorf("node %s: want one label, have %q", m.id, m.labels)
		}
		return Item{Node: &Node{ID: m.id, Label: m.labels[0], Properties: m.props}}, nil
	case RelationshipFact:
		return m.relationship()
	}
	return Item{}, fmt.Errorf("unknown type %q (have %s, %s)", m.typ, NodeFact, RelationshipFact)
}

func (m *mergedLine) relationship() (Item, error) {
	if m.label == "" {
		return Item{}, fmt.Errorf("relationship %s: no label", m.id)
	}
	for _, e := range [...]struct {
		name string
		end  *endLabels
	}{{"start", &m.start}, {"end", &m.end}} {
		if e.end.id == "" || len(e.end.labels) != 1 {
			return Item{}, fmt.Errorf("relationship %s: %s needs an id and one label, have %q %q", m.id, e.name, e.end.id, e.end.labels)
		}
	}
	return Item{Relationship: &Relationship{
		ID: m.id, Type: m.label, Start: End{m.start.id, m.start.labels[0]}, End: End{m.end.id, m.end.labels[0]}, Properties: m.props,
	}}, nil
}

// endLabels is an end of a merged relationship as its line has it.
type endLabels struct {
	id     string
	labels []string
}

func (e *endLabels) read(l *lineReader, key string) {
	switch key {
	case "id":
		e.id = l.text()
	case "labels":
		e.labels = l.texts()
	default:
		l.unknown(key)
	}
}

func (l *lineReader) article(key string, a *Article) {
	texts := [...]struct {
		key string
		to  *string
	}{
		{"id", &a.ID},
		{"name", &a.Name},
		{"collection", &a.Collection},
		{"key", &a.Key},
		{"source", &a.Source},
		{"publisher", &a.Publisher},
		{"url", &a.URL},
		{"page", &a.Page},
		{"published", &a.Published},
		{"dateline", &a.Dateline},
		{"hash", &a.Hash},
		{"text", &a.Text},
	}
	if key == "ordinal" {
		a.Ordinal = int(l.integer())
		return
	}
	for _, t := range texts {
		if t.key == key {
			*t.to = l.text()
			return
		}
	}
	l.unknown(key)
}

func (l *lineReader) fact(key string, f *Fact) {
	switch key {
	case "type":
		f.Type = FactType(l.text())
	case "id":
		f.ID = l.text()
	case "label":
		f.Label = l.text()
	case "start":
		f.Start = l.end()
	case "end":
		f.End = l.end()
	case "properties":
		f.Properties = l.properties()
	case "evidence":
		f.Evidence = new(Evidence)
		l.object(func(key string) { l.evidence(key, f.Evidence) })
	default:
		l.unknown(key)
	}
}

func (l *lineReader) end() *End {
	e := new(End)
	l.object(func(key string) {
		switch key {
		case "id":
			e.ID = l.text()
		case "label":
			e.Label = l.text()
		default:
			l.unknown(key)
		}
	})
	return e
}

func (l *lineReader) evidence(key string, e *Evidence) {
	switch key {
	case "quote":
		e.Quote = l.text()
	case "start":
		e.Start = int(l.integer())
	case "end":
		e.End = int(l.integer())
	case "rule":
		e.Rule = l.text()
	case "confidence":
		c := l.float()
		e.Confidence = &c
	default:
		l.unknown(key)
	}
}
