package graph

import (
	_ "embed"
	"fmt"
	"slices"
	"sync"
)

//go:embed schema.yaml
var schemaYAML []byte

// PropertyType is the type of a property's value.
type PropertyType string

// The property types of schema.yaml and the Go type each has in Properties.
const (
	TypeString  PropertyType = "string"  // string
	TypeStrings PropertyType = "strings" // []string
	TypeInt     PropertyType = "int"     // int64
	TypeFloat   PropertyType = "float"   // float64
	TypeBool    PropertyType = "bool"    // bool
	TypeDate    PropertyType = "date"    // string, an ISO date whose length is its precision
)

var propertyTypes = []PropertyType{TypeString, TypeStrings, TypeInt, TypeFloat, TypeBool, TypeDate}

// Property is one property of a label or relationship type. Values names the
// closed list that its value is from, or is empty.
type Property struct {
	Name   string
	Type   PropertyType
	Values string
}

// Label is a kind of node. Properties begin with id, name and aliases, which every
// node has, then follow schema.yaml.
type Label struct {
	Name, Zh   string
	Properties []Property

	byName map[string]*Property
}

// Property returns the property of that name, or nil.
func (l *Label) Property(name string) *Property { return l.byName[name] }

// Ends are the labels that a relationship may join.
type Ends struct{ Start, End string }

// RelationshipType is a kind of relationship. Properties begin with id, then follow
// schema.yaml, then come the properties of evidence if Evidence is set. Qualifiers
// are the properties that are part of the id, in its order.
type RelationshipType struct {
	Name, Zh   string
	Ends       []Ends
	Evidence   bool
	Qualifiers []string
	Properties []Property

	byName map[string]*Property
}

// Property returns the property of that name, or nil.
func (t *RelationshipType) Property(name string) *Property { return t.byName[name] }

// Joins reports whether the type may lead from a start to an end of these labels.
func (t *RelationshipType) Joins(start, end string) bool {
	return slices.Contains(t.Ends, Ends{start, end})
}

// Value is one entry of a closed list.
type Value struct{ Name, Zh string }

// ValueList is a closed list of values in the order that breaks ties.
type ValueList struct {
	Name   string
	Values []Value
}

// Index returns the place of a value in the list, or -1.
func (l *ValueList) Index(value string) int {
	return slices.IndexFunc(l.Values, func(v Value) bool { return v.Name == value })
}

// Zh returns the Chinese label of a value, or the value itself when it is not in the list.
func (l *ValueList) Zh(value string) string {
	if i := l.Index(value); i >= 0 {
		return l.Values[i].Zh
	}
	return value
}

// Phrases are the words that merging writes into reasons.
type Phrases struct {
	SameName, StartInEnd, EndInStart, UnknownPlace, More string
}

// Vocabulary is schema.yaml: labels, relationship types and closed lists, each in
// the order of the file. It is never changed after loading and safe for concurrent use.
type Vocabulary struct {
	Labels   []Label
	Types    []RelationshipType
	Evidence []Property // what every type with Evidence ends its properties with
	Lists    []ValueList
	Phrases  Phrases

	labels    map[string]*Label
	types     map[string]*RelationshipType
	lists     map[string]*ValueList
	propTypes map[string]PropertyType // a name has one type wherever it is used
	codes     recordCodes
}

// Schema returns the vocabulary of this build. It panics only if the embedded file
// is broken, which the package's tests rule out.
func Schema() *Vocabulary { return embedded() }

var embedded = sync.OnceValue(func() *Vocabulary {
	v, err := ParseSchema("schema.yaml", schemaYAML)
	if err != nil {
		panic(fmt.Sprintf("embedded vocabulary: %v", err))
	}
	return v
})

// Label returns the label of that name, or nil.
func (v *Vocabulary) Label(name string) *Label { return v.labels[name] }

// Type returns the relationship type of that name, or nil.
func (v *Vocabulary) Type(name string) *RelationshipType { return v.types[name] }

// List returns the closed list of that name, or nil.
func (v *Vocabulary) List(name string) *ValueList { return v.lists[name] }

// PropertyType returns the type that a property has on every label and
// relationship type that has it, or "" when nothing has it.
func (v *Vocabulary) PropertyType(name string) PropertyType { return v.propTypes[name] }

// index fills the maps once the lists stand.
func (v *Vocabulary) index() {
	v.labels = make(map[string]*Label)
	v.types = make(map[string]*RelationshipType)
	v.lists = make(map[string]*ValueList)
	v.propTypes = make(map[string]PropertyType)
	for i := range v.Labels {
		l := &v.Labels[i]
		v.labels[l.Name] = l
		l.byName = v.indexProperties(l.Properties)
	}
	for i := range v.Types {
		t := &v.Types[i]
		v.types[t.Name] = t
		t.byName = v.indexProperties(t.Properties)
	}
	for i := range v.Lists {
		v.lists[v.Lists[i].Name] = &v.Lists[i]
	}
	v.codes = newRecordCodes(v)
}

func (v *Vocabulary) indexProperties(props []Property) map[string]*Property {
	m := make(map[string]*Property, len(props))
	for i := range props {
		m[props[i].Name] = &props[i]
		v.propTypes[props[i].Name] = props[i].Type
	}
	return m
}
