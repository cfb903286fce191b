package cypher

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"
	"sync"
)

//go:embed *.cypher
var files embed.FS

// dialects are those of the stores; NAME.DIALECT.cypher is an override file.
var dialects = []string{"kuzu", "neo4j"}

// ErrUnknownQuery is wrapped by the error of Get.
var ErrUnknownQuery = errors.New("unknown query")

// Form is what a query returns.
type Form string

// The two forms: rows for a table, with what the header names; paths for a picture. Paths
// are in NAME.draw.cypher, which has no header of its own.
const (
	Table   Form = ""
	Drawing Form = "draw"
)

// variant tells the texts of a query apart.
type variant struct {
	form    Form
	dialect string // "" is for those without an override
}

// Query is a canned query. It is never changed after loading.
type Query struct {
	Name           string // kebab-case, as the file is called
	Title, TitleZh string
	Doc, DocZh     string
	Params         []Param  // in the order in which they are given
	Columns        []Column // in the order of a row

	texts map[variant]body
}

// body is a text after its header.
type body struct {
	text   string
	inline []string // params that are written into the text as numbers
}

// catalog reads the embedded files once.
var catalog = sync.OnceValue(func() []*Query {
	queries, err := load(files)
	if err != nil {
		panic(fmt.Sprintf("embedded queries: %v", err)) // the package's tests load them
	}
	return queries
})

// All returns the canned queries by name.
func All() []*Query { return slices.Clone(catalog()) }

// Get returns the query of that name. Its error wraps ErrUnknownQuery and offers the
// names that come near.
func Get(name string) (*Query, error) {
	var names []string
	for _, q := range catalog() {
		if q.Name == name {
			return q, nil
		}
		names = append(names, q.Name)
	}
	if near := Near(name, names, 3); len(near) > 0 {
		return nil, fmt.Errorf("%w %q: did you mean %s?", ErrUnknownQuery, name, strings.Join(near, ", "))
	}
	return nil, fmt.Errorf("%w %q (have %s)", ErrUnknownQuery, name, strings.Join(names, ", "))
}

// Param returns the param of that name, or nil.
func (q *Query) Param(name string) *Param {
	for i := range q.Params {
		if q.Params[i].Name == name {
			return &q.Params[i]
		}
	}
	return nil
}

// Draws reports whether q has a drawing form, which a user's own query has not.
func (q *Query) Draws() bool {
	_, ok := q.texts[variant{form: Drawing}]
	return ok
}

func (q *Query) body(form Form, dialect string) body {
	if b, ok := q.texts[variant{form, dialect}]; ok {
		return b
	}
	return q.texts[variant{form: form}]
}

// load reads all queries of fsys and returns them by name, or every error in them.
func load(fsys fs.FS) ([]*Query, error) {
	names, err := fs.Glob(fsys, "*.cypher")
	if err != nil {
		return nil, err
	}
	var queries []*Query
	var errs []error
	byName := map[string]*Query{}
	for _, file := range names { // NAME.cypher sorts before NAME.kuzu.cypher
		src, err := fs.ReadFile(fsys, file)
		if err != nil {
			return nil, err
		}
		name, rest, isPart := strings.Cut(strings.TrimSuffix(file, ".cypher"), ".")
		if isPart {
			errs = append(errs, part(byName[name], file, rest, string(src)))
			continue
		}
		q, err := parseQuery(name, file, string(src))
		if !kebab.MatchString(name) {
			err = errors.Join(err, fmt.Errorf("%s: the name of a query is words of small letters joined by -", file))
		}
		errs = append(errs, err)
		byName[name] = q
		queries = append(queries, q)
	}
	return queries, errors.Join(errs...)
}

var kebab = regexp.MustCompile(`^[a-z]+(-[a-z]+)*$`)

func parseQuery(name, file, src string) (*Query, error) {
	h, text, err := parseHeader(file, src)
	return &Query{
		Name: name, Title: h.Title, TitleZh: h.TitleZh, Doc: h.Doc, DocZh: h.DocZh,
		Params: h.Params, Columns: h.Columns, texts: map[variant]body{{}: {text: text}},
	}, err
}

// part gives q the text of a file beside its own: NAME.draw.cypher is its drawing form,
// NAME.DIALECT.cypher and NAME.draw.DIALECT.cypher override a form.
func part(q *Query, file, rest, src string) error {
	if q == nil {
		return fmt.Errorf("%s: there is no query of that name", file)
	}
	form := Table
	if after, ok := strings.CutPrefix(rest, string(Drawing)); ok {
		form, rest = Drawing, strings.TrimPrefix(after, ".")
	}
	if form == Drawing && rest == "" {
		q.texts[variant{form: Drawing}] = body{text: strings.TrimSpace(src)}
		return nil
	}
	return override(q, form, file, rest, src)
}

// override gives q the text of an override file, whose comment says why it is there and
// which params its dialect takes only as numbers in the text ("// inline: NAME, …").
func override(q *Query, form Form, file, dialect, src string) error {
	if !slices.Contains(dialects, dialect) {
		return fmt.Errorf("%s: unknown dialect %q (have %s)", file, dialect, strings.Join(dialects, ", "))
	}
	var b body
	why, line := "", 0
	for strings.HasPrefix(src, "//") {
		comment, after, _ := strings.Cut(src, "\n")
		src = after
		line++
		names, ok := strings.CutPrefix(comment, "// inline: ")
		if !ok {
			why += comment
			continue
		}
		for _, name := range strings.Split(names, ", ") {
			if p := q.Param(name); p == nil || p.Type != Int && p.Type != Float {
				return fmt.Errorf("%s:%d: inline %s: not an int or float param of %s", file, line, name, q.Name)
			}
			b.inline = append(b.inline, name)
		}
	}
	b.text = strings.TrimSpace(src)
	if why == "" || b.text == "" {
		return fmt.Errorf("%s:1: an override begins with a comment that says why, then has a query", file)
	}
	q.texts[variant{form, dialect}] = b
	return nil
}

// Parse reads a query from a file of the user's own, which has a header as the canned ones.
func Parse(file, src string) (*Query, error) {
	return parseQuery(strings.TrimSuffix(path.Base(file), ".cypher"), file, src)
}

// Example returns the name of q and the example of each param that must be given.
func (q *Query) Example() string {
	return strings.Join(append([]string{q.Name}, q.examples()...), " ")
}

// examples are the values of the params that must be given.
func (q *Query) examples() (values []string) {
	for _, p := range q.Params {
		if !p.Optional {
			values = append(values, p.Example)
		}
	}
	return values
}
