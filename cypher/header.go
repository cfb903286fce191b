package cypher

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
)

// Type is the type of a param or of a column.
type Type string

// The types. Those of params only that name something are in nameTypes.
const (
	String  Type = "string"
	Date    Type = "date" // ISO, its length is its precision; as a default, today is allowed
	Int     Type = "int"
	Float   Type = "float"
	Strings Type = "strings" // columns only

	Person       Type = "person"
	Post         Type = "post"
	District     Type = "district"
	Organization Type = "organization"
	Event        Type = "event"
	Initiative   Type = "initiative"
	Policy       Type = "policy"
	Article      Type = "article"
	Entity       Type = "entity" // any of the name types but article
)

var (
	plainTypes  = []Type{String, Date, Int, Float}
	nameTypes   = []Type{Person, Post, District, Organization, Event, Initiative, Policy, Article, Entity}
	paramTypes  = slices.Concat(plainTypes, nameTypes)
	columnTypes = append(slices.Clone(plainTypes), Strings)
)

// IsName reports whether a value of t is a name that stands for ids.
func (t Type) IsName() bool { return slices.Contains(nameTypes, t) }

// Param is what a query takes. An optional one has Default when it is not given, which
// may be empty.
type Param struct {
	Name     string
	Type     Type
	Example  string
	Optional bool
	Default  string
}

// Column is what a query returns.
type Column struct {
	Name string
	Type Type
}

// header is what the comment lines on top of a query say.
type header struct {
	Title, TitleZh string
	Doc, DocZh     string
	Params         []Param
	Columns        []Column
}

// today as the default of a date is the day of the run.
const today = "today"

var identifier = regexp.MustCompile(`^[a-z][A-Za-z0-9]*$`)

// headerParser reads a header line by line and keeps what is wrong with it.
type headerParser struct {
	header
	file string
	line int
	errs []error
}

func (p *headerParser) errorf(format string, args ...any) {
	p.errs = append(p.errs, fmt.Errorf("%s:%d: %s", p.file, p.line, fmt.Sprintf(format, args...)))
}

// parseHeader reads the header of src and returns it with the text after it. Errors
// begin with file:line and say what is allowed; all of them are returned, joined.
func parseHeader(file, src string) (header, string, error) {
	p := &headerParser{file: file}
	rest := src
	for strings.HasPrefix(rest, "//") {
		line, after, _ := strings.Cut(rest, "\n")
		p.line++
		p.parseLine(strings.TrimPrefix(line, "//"))
		rest = after
	}
	p.line++
	p.finish(rest)
	return p.header, strings.TrimSpace(rest), errors.Join(p.errs...)
}

func (p *headerParser) parseLine(line string) {
	if !strings.HasPrefix(line, " ") || strings.TrimSpace(line) != line[1:] {
		p.errorf("a header line is //, one space and text without space at its end")
		return
	}
	line = line[1:]
	if p.line == 1 {
		p.title(line)
		return
	}
	key, value, ok := strings.Cut(line, ": ")
	switch {
	case ok && key == "doc":
		p.doc(value)
	case ok && key == "param":
		p.param(value)
	case ok && key == "returns":
		p.returns(value)
	default:
		p.errorf("%q is no header line (allowed: doc: TEXT, param: NAME TYPE EXAMPLE [= [DEFAULT]], returns: NAME TYPE, …)", line)
	}
}

func (p *headerParser) title(line string) {
	en, zh, ok := strings.Cut(line, " / ")
	if !ok || en == "" || isChinese(en) || !isChinese(zh) {
		p.errorf("%q is no title (allowed: English / 中文)", line)
	}
	p.Title, p.TitleZh = en, zh
}

func (p *headerParser) doc(value string) {
	switch {
	case p.Doc == "":
		p.Doc = value
	case p.DocZh == "" && isChinese(value):
		p.DocZh = value
	default:
		p.errorf("doc comes twice, first in English, then in Chinese")
	}
	if len(p.Params)+len(p.Columns) > 0 {
		p.errorf("doc comes before param and returns")
	}
}

func (p *headerParser) param(value string) {
	decl, def, optional := strings.Cut(value+" ", " = ")
	fields := strings.Fields(decl)
	if len(fields) != 3 {
		p.errorf("param %q: want NAME TYPE EXAMPLE [= [DEFAULT]]", value)
		return
	}
	q := Param{Name: fields[0], Type: Type(fields[1]), Example: fields[2], Optional: optional, Default: strings.TrimSpace(def)}
	switch {
	case !identifier.MatchString(q.Name):
		p.errorf("param name %q (allowed: letters and digits, the first a small letter)", q.Name)
	case !slices.Contains(paramTypes, q.Type):
		p.errorf("param %s: unknown type %q (have %s)", q.Name, q.Type, join(paramTypes))
	case slices.ContainsFunc(p.Params, func(o Param) bool { return o.Name == q.Name }):
		p.errorf("param %s comes twice", q.Name)
	case !q.Optional && len(p.Params) > 0 && p.Params[len(p.Params)-1].Optional:
		p.errorf("param %s: one that must be given cannot follow an optional one", q.Name)
	case len(p.Columns) > 0:
		p.errorf("param %s: params come before returns", q.Name)
	}
	for _, v := range []string{q.Example, q.Default} {
		if err := q.check(v); v != "" && v != today && err != nil {
			p.errorf("param %v", err)
		}
	}
	p.Params = append(p.Params, q)
}

func (p *headerParser) returns(value string) {
	for _, decl := range strings.Split(value, ", ") {
		name, typ, ok := strings.Cut(decl, " ")
		c := Column{Name: name, Type: Type(typ)}
		switch {
		case !ok || !identifier.MatchString(name):
			p.errorf("returns %q: want NAME TYPE, NAME TYPE, …", decl)
		case !slices.Contains(columnTypes, c.Type):
			p.errorf("returns %s: unknown type %q (have %s)", name, typ, join(columnTypes))
		case slices.ContainsFunc(p.Columns, func(o Column) bool { return o.Name == name }):
			p.errorf("returns %s twice", name)
		}
		p.Columns = append(p.Columns, c)
	}
}

func (p *headerParser) finish(rest string) {
	switch {
	case p.Title == "":
		p.errorf("no title (allowed: // English / 中文)")
	case p.Doc == "" || p.DocZh == "":
		p.errorf("doc is missing, one line in English and one in Chinese")
	case len(p.Columns) == 0:
		p.errorf("returns is missing")
	case strings.TrimSpace(rest) == "":
		p.errorf("no query after the header")
	}
}

var (
	fullDate = regexp.MustCompile(`^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$`)
	noText   = regexp.MustCompile(`\x00`)
)

// check returns an error that says what a value of the param looks like.
func (p Param) check(value string) error {
	var err error
	switch p.Type {
	case Int:
		_, err = strconv.ParseInt(value, 10, 64)
	case Float:
		var f float64
		if f, err = strconv.ParseFloat(value, 64); err == nil && (f != f || f < -1e300 || f > 1e300) {
			err = strconv.ErrRange
		}
	case Date:
		if !fullDate.MatchString(value) {
			err = strconv.ErrSyntax
		}
	default:
		if noText.MatchString(value) {
			err = strconv.ErrSyntax
		}
	}
	if err != nil {
		return fmt.Errorf("%s: %q is no %s (as in %s)", p.Name, value, p.Type, p.Example)
	}
	return nil
}

func isChinese(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool { return unicode.Is(unicode.Han, r) })
}

func join(types []Type) string {
	s := make([]string, len(types))
	for i, t := range types {
		s[i] = string(t)
	}
	return strings.Join(s, ", ")
}
