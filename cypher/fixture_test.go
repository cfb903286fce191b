package cypher

import (
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"kg/graph"
	"kg/graph/kuzu"
	"kg/graph/neo4j"
	"kg/graph/neo4j/neo4jtest"
	"kg/graph/storetest"
)

// city reads testdata/city.txt, whose head says what it looks like.
type city struct {
	t       *testing.T
	nodes   map[string]*entity
	arts    []*article
	current *article
}

// entity is a node that articles can name; links are the structure around it.
type entity struct {
	end   graph.End
	props graph.Properties
	links []link
}

type link struct{ typ, to string }

// article is a contribution at work.
type article struct {
	c        *graph.Contribution
	sentence string
	has      map[string]bool // ids of the facts
}

func TestMain(m *testing.M) { neo4jtest.Main(m) }

// eachStore runs a test on the fixture in an embedded store and in a server.
func eachStore(t *testing.T, run func(t *testing.T, s graph.Store)) {
	t.Run("kuzu", func(t *testing.T) { run(t, openCity(t)) })
	t.Run("neo4j", func(t *testing.T) {
		server := neo4jtest.Shared(t)
		s, err := neo4j.Open(t.Context(), neo4j.Options{URI: server.URI, Password: server.Password})
		if err != nil {
			t.Fatal(err)
		}
		run(t, filled(t, s))
	})
}

// openCity loads the fixture into an embedded store of its own.
func openCity(t *testing.T) graph.Store {
	t.Helper()
	s, err := kuzu.Open(filepath.Join(t.TempDir(), "city.graph"))
	if err != nil {
		t.Fatal(err)
	}
	return filled(t, s)
}

// filled loads the fixture into a store, which the test closes.
func filled(t *testing.T, s graph.Store) graph.Store {
	t.Helper()
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	if _, err := s.Update(t.Context(), storetest.Seq(readCity(t)...), graph.UpdateOptions{}); err != nil {
		t.Fatal(err)
	}
	return s
}

func readCity(t *testing.T) []*graph.Contribution {
	t.Helper()
	src, err := os.ReadFile("testdata/city.txt")
	if err != nil {
		t.Fatal(err)
	}
	c := &city{t: t, nodes: map[string]*entity{}}
	for line := range strings.Lines(string(src)) {
		if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "#") {
			c.line(line)
		}
	}
	var out []*graph.Contribution
	for _, a := range c.arts {
		if err := graph.Schema().ValidateContribution(a.c); err != nil {
			t.Fatal(err)
		}
		a.c.SetHash()
		out = append(out, a.c)
	}
	return out
}

func (c *city) line(line string) {
	f := strings.Fields(line)
	for i, w := range f {
		if w == "." {
			f[i] = ""
		}
	}
	switch {
	case f[0] == "=":
		c.newArticle(f[1], f[2], f[3], f[4])
	case f[0] == "-":
		c.current.sentence = strings.TrimPrefix(line, "- ")
		c.current.c.Article.Text += "\n" + c.current.sentence
	case c.current == nil:
		for len(f) < 7 {
			f = append(f, "")
		}
		c.nodes[f[1]] = c.entity(f)
	default:
		c.fact(f)
	}
}

func (c *city) newArticle(published, dateline, source, title string) {
	c.current = &article{has: map[string]bool{}, c: &graph.Contribution{Article: graph.Article{
		ID: graph.ArticleID("city", "", source, title, 0), Name: title, Collection: "city", Source: source,
		Published: published, Dateline: dateline, Text: title,
	}}}
	c.arts = append(c.arts, c.current)
}

// id returns the id of a handle, "" of none.
func (c *city) id(handle string) string {
	if handle == "" {
		return ""
	}
	e, ok := c.nodes[handle]
	if !ok {
		c.t.Fatalf("city.txt: no entity %s", handle)
	}
	return e.end.ID
}

func (c *city) name(handle string) string {
	if handle == "" {
		return ""
	}
	name, _ := c.nodes[handle].props["name"].(string)
	return name
}

// entity makes the node of a line; f has its words, the label first.
func (c *city) entity(f []string) *entity {
	e := &entity{props: graph.Properties{}}
	in := func(handle string) { e.links = append(e.links, link{"IN_DISTRICT", handle}) }
	var id string
	switch f[0] {
	case "District":
		id = graph.DistrictID(f[3], f[5], f[2], c.id(f[4]), "")
		e.set("level", f[2], "code", f[3], "name", f[5], "path", f[5])
		if f[4] != "" {
			e.props["path"] = c.nodes[f[4]].props["path"].(string) + "/" + f[5]
			e.links = append(e.links, link{"PART_OF", f[4]})
		}
		if f[6] != "" {
			e.props["aliases"] = []string{f[6]}
		}
	case "Role":
		id = graph.RoleID(f[3], c.id(f[2]), c.id(f[4]), "")
		e.set("title", f[3], "district", c.name(f[2]), "organization", c.name(f[4]), "name", roleName(c.name(f[2]), f[3], c.name(f[4])))
		in(f[2])
		if f[4] != "" {
			e.links = append(e.links, link{"ROLE_AT", f[4]})
		}
	case "Organization":
		id = graph.OrganizationID(f[4], c.id(f[3]), "")
		e.set("kind", f[2], "district", c.name(f[3]), "name", f[4])
		in(f[3])
	case "Person":
		anchors := []string{c.id(f[3])}
		if f[4] != "" {
			anchors = append(anchors, c.id(f[4]))
		}
		slices.Sort(anchors)
		id = graph.PersonID(f[2], anchors[0])
		e.set("name", f[2])
		e.props["anchors"] = anchors
	case "Event":
		id = graph.EventID(f[5], f[3], c.id(f[4]), "a")
		e.set("kind", f[2], "date", f[3], "district", c.name(f[4]), "name", f[5], "place", f[6])
		in(f[4])
	case "Initiative":
		id = graph.InitiativeID(f[3], "")
		e.set("kind", f[2], "name", f[3])
	case "Policy":
		id = graph.PolicyID(f[4], f[3])
		e.set("kind", f[2], "issuer", f[3], "name", f[4])
	default:
		c.t.Fatalf("city.txt: no label %s", f[0])
	}
	e.end = graph.End{ID: id, Label: f[0]}
	return e
}

// set sets pairs of a name and a value that is not empty.
func (e *entity) set(pairs ...string) {
	for i := 0; i < len(pairs); i += 2 {
		if pairs[i+1] != "" {
			e.props[pairs[i]] = pairs[i+1]
		}
	}
}

// roleName names a post as people say it: 青岚区委书记, 青岚区区长, 白鹭县医院院长.
func roleName(district, title, organization string) string {
	short := strings.TrimRight(district, "区县市")
	switch {
	case organization != "":
		return organization + title
	case strings.HasPrefix(title, "区委"), strings.HasPrefix(title, "县委"):
		return short + title
	}
	return district + title
}

// fact adds START TYPE END KEY=VALUE … to the current article.
func (c *city) fact(f []string) {
	a := c.current
	ev := &graph.Evidence{Quote: a.sentence, Rule: "test." + strings.ToLower(f[1])}
	ev.Start = strings.LastIndex(a.c.Article.Text, a.sentence)
	ev.End = ev.Start + len(a.sentence)
	props := graph.Properties{}
	for _, kv := range f[3:] {
		key, value, _ := strings.Cut(kv, "=")
		switch key {
		case "conf":
			conf, err := strconv.ParseFloat(value, 64)
			if err != nil {
				c.t.Fatal(err)
			}
			ev.Confidence = &conf
		case "order":
			n, err := strconv.ParseInt(value, 10, 64)
			if err != nil {
				c.t.Fatal(err)
			}
			props[key] = n
		default:
			props[key] = value
		}
	}
	if len(props) == 0 {
		props = nil
	}
	c.relate(f[1], c.mention(f[0]), c.mention(f[2]), props, ev)
}

// mention adds the node of a handle and what is around it to the current article.
func (c *city) mention(handle string) graph.End {
	a := c.current
	self := graph.End{ID: a.c.Article.ID, Label: "Article"}
	if handle == "self" {
		return self
	}
	id := c.id(handle)
	e := c.nodes[handle]
	if a.has[id] {
		return e.end
	}
	a.has[id] = true
	a.c.Facts = append(a.c.Facts, graph.Fact{Type: graph.NodeFact, ID: id, Label: e.end.Label, Properties: e.props})
	name := []string{c.name(handle)}
	c.relate("MENTIONS", self, e.end, graph.Properties{"texts": name, "count": int64(1), "spans": []string{"0-3"}}, nil)
	if e.end.Label == "Event" {
		c.relate("REPORTS", self, e.end, nil, nil)
	}
	for _, l := range e.links {
		c.relate(l.typ, e.end, c.mention(l.to), nil, nil)
	}
	return e.end
}

func (c *city) relate(typ string, start, end graph.End, props graph.Properties, ev *graph.Evidence) {
	var qualifiers []string
	for _, q := range graph.Schema().Type(typ).Qualifiers {
		v, _ := props[q].(string)
		qualifiers = append(qualifiers, v)
	}
	id := graph.RelationshipID(typ, start.ID, end.ID, qualifiers...)
	if c.current.has[id] {
		return
	}
	c.current.has[id] = true
	c.current.c.Facts = append(c.current.c.Facts, graph.Fact{
		Type: graph.RelationshipFact, ID: id, Label: typ, Start: &start, End: &end, Properties: props, Evidence: ev,
	})
}

// TestCityFile keeps testdata/city.jsonl, the contributions of the fixture as kg load
// reads them; the tests of other packages load it.
func TestCityFile(t *testing.T) {
	var b []byte
	for _, c := range readCity(t) {
		b = append(graph.AppendContribution(b, c), '\n')
	}
	golden(t, filepath.Join("testdata", "city.jsonl"), b)
}
