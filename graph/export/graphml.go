package export

import (
	"bufio"
	"context"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"kg/graph"
)

// GraphML writes one directed graph. As in the export of APOC a node has labels
// (":Person"), an edge has label, and a list is a JSON array in a string whose key says
// attr.list. Characters that XML does not have become U+FFFD.
func GraphML(ctx context.Context, src Source, w io.Writer, o Options) error {
	g := &graphML{out: bufio.NewWriterSize(w, 1<<16)}
	g.print(xml.Header + `<graphml xmlns="http://graphml.graphdrawing.org/xmlns">` + "\n")
	g.keys()
	g.print("<graph id=\"kg\" edgedefault=\"directed\">\n")
	err := each(ctx, src, o, func(it graph.Item) error {
		if it.Node != nil {
			g.node(it.Node)
		} else {
			g.edge(it.Relationship)
		}
		return g.err
	})
	if err == nil {
		g.print("</graph>\n</graphml>\n")
		err = g.err
	}
	return errors.Join(err, g.out.Flush())
}

type graphML struct {
	out *bufio.Writer
	err error
}

func (g *graphML) print(text string) {
	if g.err == nil {
		_, g.err = g.out.WriteString(text)
	}
}

// attributeTypes are those of GraphML.
var attributeTypes = map[graph.PropertyType]string{
	graph.TypeString: "string", graph.TypeDate: "string", graph.TypeStrings: "string",
	graph.TypeInt: "long", graph.TypeFloat: "double", graph.TypeBool: "boolean",
}

// keys declares the attributes: those of nodes begin with n, those of edges with e.
func (g *graphML) keys() {
	v := graph.Schema()
	g.key("labels", "node", graph.TypeString)
	g.key("label", "edge", graph.TypeString)
	seen := map[string]bool{}
	declare := func(domain string, props []graph.Property) {
		for _, p := range props {
			if !seen[domain+p.Name] {
				seen[domain+p.Name] = true
				g.key(p.Name, domain, p.Type)
			}
		}
	}
	for _, l := range v.Labels {
		declare("node", l.Properties)
	}
	for _, t := range v.Types {
		declare("edge", t.Properties)
	}
}

func (g *graphML) key(name, domain string, typ graph.PropertyType) {
	list := ""
	if typ == graph.TypeStrings {
		list = ` attr.list="string"`
	}
	g.print(fmt.Sprintf("<key id=\"%s.%s\" for=\"%s\" attr.name=\"%s\" attr.type=\"%s\"%s/>\n", domain, name, domain, name, attributeTypes[typ], list))
}

func (g *graphML) node(n *graph.Node) {
	g.print(`<node id="` + escaped(n.ID) + `">`)
	g.data("node.labels", ":"+n.Label)
	g.properties("node", graph.Schema().Label(n.Label).Properties, n.Properties)
	g.print("</node>\n")
}

func (g *graphML) edge(r *graph.Relationship) {
	g.print(fmt.Sprintf(`<edge id="%s" source="%s" target="%s">`, escaped(r.ID), escaped(r.Start.ID), escaped(r.End.ID)))
	g.data("edge.label", r.Type)
	g.properties("edge", graph.Schema().Type(r.Type).Properties, r.Properties)
	g.print("</edge>\n")
}

func (g *graphML) properties(domain string, of []graph.Property, have graph.Properties) {
	for _, p := range of {
		if v, ok := have[p.Name]; ok {
			g.data(domain+"."+p.Name, plain(v))
		}
	}
}

func (g *graphML) data(key, value string) {
	g.print(`<data key="` + key + `">` + escaped(value) + `</data>`)
}

// plain is a value as text.
func plain(v any) string {
	switch v := v.(type) {
	case string:
		return v
	case []string:
		var b strings.Builder
		e := json.NewEncoder(&b)
		e.SetEscapeHTML(false)
		_ = e.Encode(v) // strings always encode
		return strings.TrimSpace(b.String())
	case bool:
		return strconv.FormatBool(v)
	case int64:
		return strconv.FormatInt(v, 10)
	case float64:
		return strconv.FormatFloat(v, 'g', -1, 64)
	}
	return fmt.Sprint(v)
}

func escaped(s string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(s)) // a builder takes all
	return b.String()
}
