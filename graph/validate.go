package graph

import (
	"errors"
	"fmt"
	"strings"
	"time"
)

// ValidateContribution checks every fact of c and what only the whole can show: a node
// comes once, both ends of a relationship are nodes of this contribution with that
// label, ids of relationships follow from their ends and qualifiers, and evidence lies
// inside the text. It returns all faults, joined.
func (v *Vocabulary) ValidateContribution(c *Contribution) error {
	errs := []error{v.checkContribution(c)}
	for i := range c.Facts {
		f := &c.Facts[i]
		if f.Type != RelationshipFact || f.Start == nil || f.End == nil {
			continue
		}
		if id := v.relationshipID(f.Label, f.Start.ID, f.End.ID, f.Properties); id != f.ID {
			errs = append(errs, fmt.Errorf("article %s: fact %d: %s %s: id of these ends and qualifiers is %s", c.Article.ID, i, f.Label, f.ID, id))
		}
	}
	return errors.Join(errs...)
}

// checkContribution is the part of ValidateContribution that merging relies on.
func (v *Vocabulary) checkContribution(c *Contribution) error {
	var errs []error
	a := &c.Article
	if a.ID == "" || a.Name == "" {
		errs = append(errs, fmt.Errorf("article %q (%s): id or name missing", a.ID, a.Source))
	}
	if strings.ContainsRune(a.ID, 0) {
		errs = append(errs, fmt.Errorf("article %q: NUL in id", a.ID))
	}
	for _, d := range []string{a.Published, a.Dateline} {
		if d != "" && !ValidDate(d) {
			errs = append(errs, fmt.Errorf("article %s: bad date %q", a.ID, d))
		}
	}
	nodes := map[string]string{a.ID: labelArticle}
	for i := range c.Facts {
		if f := &c.Facts[i]; f.Type == NodeFact {
			if nodes[f.ID] != "" {
				errs = append(errs, fmt.Errorf("article %s: fact %d: node %s comes twice", a.ID, i, f.ID))
			}
			nodes[f.ID] = f.Label
		}
	}
	for i := range c.Facts {
		if err := v.checkFactIn(&c.Facts[i], a, nodes); err != nil {
			errs = append(errs, fmt.Errorf("article %s: fact %d: %w", a.ID, i, err))
		}
	}
	return errors.Join(errs...)
}

func (v *Vocabulary) checkFactIn(f *Fact, a *Article, nodes map[string]string) error {
	if err := v.ValidateFact(f); err != nil {
		return err
	}
	if f.Type == NodeFact {
		return nil
	}
	for _, e := range [...]*End{f.Start, f.End} {
		switch nodes[e.ID] {
		case e.Label:
		case "":
			return fmt.Errorf("%s %s: its end %s %s is no node of the article", f.Label, f.ID, e.Label, e.ID)
		default:
			return fmt.Errorf("%s %s: its end %s is %s, not %s", f.Label, f.ID, e.ID, nodes[e.ID], e.Label)
		}
	}
	if e := f.Evidence; e != nil && (e.Start < 0 || e.End <= e.Start || e.End > len(a.Text)) {
		return fmt.Errorf("%s %s: evidence at %d-%d, text has %d bytes", f.Label, f.ID, e.Start, e.End, len(a.Text))
	}
	return nil
}

// ValidateFact checks one fact against the vocabulary: label and ends known,
// properties known and of the right type, values from their closed lists, evidence
// where the type wants it and nowhere else.
func (v *Vocabulary) ValidateFact(f *Fact) error {
	if f.ID == "" || strings.ContainsRune(f.ID, 0) {
		return fmt.Errorf("%s: bad id %q", f.Label, f.ID)
	}
	switch f.Type {
	case NodeFact:
		return v.checkNodeFact(f)
	case RelationshipFact:
		return v.checkRelationshipFact(f)
	}
	return fmt.Errorf("unknown fact type %q (have %s, %s)", f.Type, NodeFact, RelationshipFact)
}

func (v *Vocabulary) checkNodeFact(f *Fact) error {
	l := v.Label(f.Label)
	switch {
	case l == nil:
		return fmt.Errorf("unknown label %q (have %s)", f.Label, v.labelNames())
	case f.Label == labelArticle:
		return fmt.Errorf("%s %s: the article's own node is made from the article", f.Label, f.ID)
	case f.Start != nil || f.End != nil || f.Evidence != nil:
		return fmt.Errorf("%s %s: a node has no ends and no evidence", f.Label, f.ID)
	}
	if name, _ := f.Properties["name"].(string); name == "" {
		return fmt.Errorf("%s %s: no name", f.Label, f.ID)
	}
	if err := v.checkProperties(f, l.byName); err != nil {
		return err
	}
	if f.Label == labelPerson {
		return checkAnchors(f)
	}
	return nil
}

// checkAnchors refuses a person who is both a reporter and somebody else.
func checkAnchors(f *Fact) error {
	anchors, _ := f.Properties["anchors"].([]string)
	bylines := 0
	for _, a := range anchors {
		if strings.ContainsRune(a, 0) {
			return fmt.Errorf("%s %s: NUL in anchor %q", f.Label, f.ID, a)
		}
		if strings.HasPrefix(a, BylinePrefix) {
			bylines++
		}
	}
	if bylines != 0 && bylines != len(anchors) {
		return fmt.Errorf("%s %s: anchors %q mix a reporter with an official", f.Label, f.ID, anchors)
	}
	return nil
}

func (v *Vocabulary) checkRelationshipFact(f *Fact) error {
	t := v.Type(f.Label)
	switch {
	case t == nil:
		return fmt.Errorf("unknown relationship type %q (have %s)", f.Label, v.typeNames())
	case f.Start == nil || f.End == nil || f.Start.ID == "" || f.End.ID == "":
		return fmt.Errorf("%s %s: an end is missing", f.Label, f.ID)
	case !t.Joins(f.Start.Label, f.End.Label):
		return fmt.Errorf("%s %s: may not lead from %s to %s", f.Label, f.ID, f.Start.Label, f.End.Label)
	case t.Evidence && f.Evidence == nil:
		return fmt.Errorf("%s %s: no evidence", f.Label, f.ID)
	case !t.Evidence && f.Evidence != nil:
		return fmt.Errorf("%s %s: evidence on a type that has none", f.Label, f.ID)
	case f.Evidence != nil && (f.Evidence.Quote == "" || f.Evidence.Rule == ""):
		return fmt.Errorf("%s %s: evidence without quote or rule", f.Label, f.ID)
	}
	return v.checkProperties(f, t.byName)
}

func (v *Vocabulary) checkProperties(f *Fact, known map[string]*Property) error {
	var fault error
	faultName := ""
	for name, value := range f.Properties {
		err := v.checkProperty(known[name], value)
		if name == "id" && err == nil && value != f.ID {
			err = errors.New("differs from the fact's id")
		}
		if err != nil && (fault == nil || name < faultName) { // the first by name, whatever the map's order
			fault, faultName = fmt.Errorf("%s %s: property %s: %w", f.Label, f.ID, name, err), name
		}
	}
	return fault
}

func (v *Vocabulary) checkProperty(p *Property, value any) error {
	if p == nil {
		return errors.New("not in the vocabulary")
	}
	ok, empty := hasType(value, p.Type)
	switch {
	case !ok:
		return fmt.Errorf("is %T, want %s", value, p.Type)
	case empty:
		return errors.New("is empty; leave it out")
	}
	s, _ := value.(string)
	switch {
	case p.Type == TypeDate && !ValidDate(s):
		return fmt.Errorf("bad date %q", s)
	case p.Values != "" && v.List(p.Values).Index(s) < 0:
		return fmt.Errorf("%q is not one of %s", s, p.Values)
	}
	return nil
}

// hasType reports whether value has the Go type of typ, and whether it says nothing.
func hasType(value any, typ PropertyType) (ok, empty bool) {
	switch v := value.(type) {
	case string:
		return typ == TypeString || typ == TypeDate, v == ""
	case []string:
		return typ == TypeStrings, len(v) == 0
	case int64:
		return typ == TypeInt, false
	case float64:
		return typ == TypeFloat, false
	case bool:
		return typ == TypeBool, !v
	}
	return false, false
}

// ValidDate reports whether s is a date of the graph: 2023-08-28, 2023-08, 2023 or --08-28.
func ValidDate(s string) bool {
	layout := ""
	switch {
	case len(s) == 7 && strings.HasPrefix(s, "--"):
		// A leap day must pass without a year: year 0, which time.Parse assumes, has one.
		layout = "--01-02"
	case len(s) == 4, len(s) == 7, len(s) == 10:
		layout = time.DateOnly[:len(s)]
	default:
		return false
	}
	_, err := time.Parse(layout, s)
	return err == nil
}

func (v *Vocabulary) labelNames() string {
	names := make([]string, len(v.Labels))
	for i, l := range v.Labels {
		names[i] = l.Name
	}
	return strings.Join(names, ", ")
}

func (v *Vocabulary) typeNames() string {
	names := make([]string, len(v.Types))
	for i, t := range v.Types {
		names[i] = t.Name
	}
	return strings.Join(names, ", ")
}

// relationshipID computes the id from the qualifiers among the properties.
func (v *Vocabulary) relationshipID(typ, start, end string, props Properties) string {
	var values []string
	if t := v.Type(typ); t != nil {
		for _, q := range t.Qualifiers {
			s, _ := props[q].(string)
			values = append(values, s)
		}
	}
	return RelationshipID(typ, start, end, values...)
}
