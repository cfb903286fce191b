package export_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kg/graph"
	"kg/graph/export"
	"kg/graph/neo4j"
	"kg/graph/neo4j/neo4jtest"
	"kg/graph/storetest"
)

func TestMain(m *testing.M) { neo4jtest.Main(m) }

// oddNames break what writes or reads formats carelessly.
var oddNames = []string{
	storetest.Odd, "'", `"`, `""`, "`", `\`, `\\`, `\'`, `\"`, `\u0041`, `\\u0041`, "\n", "\r\n", "a\rb", "$x", "${x}", "{}", "[]", "/*", "*/", "//", "--", ";", "a;\nb",
	"null", "true", "12", "1e5", ",", "a,b", "|", "<img src=x onerror=alert(1)>", "]]>", "&amp;", "𠮷", "👩‍👩‍👧", "a\tb", " 前后 ", "\u2028", "\u0085", "\ufeff首", `\.`, "=1+1", "'; DROP",
}

// fixture is the articles of the stores' suite and one for each odd name.
func fixture() []*graph.Contribution {
	cs := storetest.Articles()
	for i, name := range oddNames {
		c := storetest.Named(fmt.Sprintf("odd%d.md", i), name)
		cs = append(cs, c)
	}
	return cs
}

// lines is the merged graph as JSON lines.
func lines(t *testing.T, src export.Source) string {
	t.Helper()
	var out bytes.Buffer
	if err := export.JSONL(t.Context(), src, &out, export.Options{}); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func openServer(t *testing.T, server *neo4jtest.Server) *neo4j.Store {
	t.Helper()
	s, err := neo4j.Open(t.Context(), neo4j.Options{URI: server.URI, Password: server.Password})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s
}

// checkLoaded holds that a database is as if kg load had filled it with cs: the graph, and
// that another load of the same writes nothing.
func checkLoaded(t *testing.T, s *neo4j.Store, cs []*graph.Contribution) {
	t.Helper()
	if diff := cmp.Diff(strings.Split(lines(t, storetest.NewSource(t, storetest.Seq(cs...))), "\n"), strings.Split(lines(t, s), "\n")); diff != "" {
		t.Errorf("graph (-want +got):\n%s", diff)
	}
	ch, err := s.Update(t.Context(), storetest.Seq(cs...), graph.UpdateOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if ch.Any() || ch.Rebuilt {
		t.Errorf("kg load after it: %+v", ch)
	}
	cs = append(cs, storetest.Many(0, 1)...)
	if _, err = s.Update(t.Context(), storetest.Seq(cs...), graph.UpdateOptions{}); err != nil {
		t.Fatal(err)
	}
	if want, got := lines(t, storetest.NewSource(t, storetest.Seq(cs...))), lines(t, s); want != got {
		t.Error("kg load does not go on from it")
	}
}

func TestLoadOddNames(t *testing.T) {
	s := openServer(t, neo4jtest.Shared(t))
	cs := fixture()
	if _, err := s.Update(t.Context(), storetest.Seq(cs...), graph.UpdateOptions{}); err != nil {
		t.Fatal(err)
	}
	checkLoaded(t, s, cs)
}

func TestCypherScript(t *testing.T) {
	server := neo4jtest.Shared(t)
	cs := fixture()
	var script bytes.Buffer
	if err := export.Cypher(t.Context(), storetest.NewSource(t, storetest.Seq(cs...)), &script, export.Options{}); err != nil {
		t.Fatal(err)
	}
	statements := strings.Split(script.String(), ";\n")
	for _, statement := range statements[:len(statements)-1] {
		if strings.Contains(statement, ";") {
			t.Errorf("a semicolon inside a statement: %.200s", statement)
		}
		server.Do(t, statement, nil)
	}
	checkLoaded(t, openServer(t, server), cs)
}

// adminFolder exports to a folder and imports that into the database of a server's folder,
// by the script that the export wrote.
func adminImport(t *testing.T, src export.Source, home string) {
	t.Helper()
	dir := t.TempDir()
	if err := export.Admin(t.Context(), src, dir, export.Options{}); err != nil {
		t.Fatal(err)
	}
	admin, err := neo4jtest.AdminCommand(home)
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("sh", filepath.Join(dir, "import.sh"), "neo4j", "--overwrite-destination")
	cmd.Env = append(os.Environ(), "NEO4J_ADMIN="+admin)
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("import: %v\n%s", err, out)
	}
	t.Logf("import: %s", lastLines(string(out), 8))
	after, err := os.ReadFile(filepath.Join(dir, "after.cypher"))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(home, "after.cypher"), after, 0o644); err != nil {
		t.Fatal(err)
	}
}

func lastLines(s string, n int) string {
	all := strings.Split(strings.TrimSpace(s), "\n")
	return strings.Join(all[max(0, len(all)-n):], "\n")
}

// startImported starts the server on an imported folder and runs after.cypher.
func startImported(t *testing.T, home string) *neo4jtest.Server {
	t.Helper()
	server := neo4jtest.Start(t, neo4jtest.Options{Home: home})
	after, err := os.ReadFile(filepath.Join(home, "after.cypher"))
	if err != nil {
		t.Fatal(err)
	}
	for statement := range strings.SplitSeq(strings.TrimSuffix(string(after), ";\n"), ";\n") {
		server.Do(t, statement, nil)
	}
	return server
}

func TestAdmin(t *testing.T) {
	if testing.Short() {
		t.Skip("takes a server of its own")
	}
	if err := neo4jtest.Available(); err != nil {
		neo4jtest.Missing(t, err)
	}
	cs := fixture()
	home := t.TempDir()
	adminImport(t, storetest.NewSource(t, storetest.Seq(cs...)), home)
	checkLoaded(t, openServer(t, startImported(t, home)), cs)
}

// TestAdminLarge imports a million relationships.
func TestAdminLarge(t *testing.T) {
	if testing.Short() {
		t.Skip("takes a minute")
	}
	if err := neo4jtest.Available(); err != nil {
		neo4jtest.Missing(t, err)
	}
	src := storetest.NewSource(t, storetest.Large{Seed: 1, Articles: 49_500, Attendees: 4}.All())
	home := t.TempDir()
	adminImport(t, src, home)
	t.Setenv("KG_NEO4J_HEAP", "2g")
	want, rels := digest(t, src)
	got, _ := digest(t, openServer(t, startImported(t, home)))
	if rels < 1_000_000 {
		t.Errorf("only %d relationships", rels)
	}
	if want != got {
		t.Error("the imported graph differs")
	}
}

// digest hashes the graph as lines and counts its relationships.
func digest(t *testing.T, src export.Source) (sum string, rels int) {
	t.Helper()
	h := sha256.New()
	if err := export.JSONL(t.Context(), src, h, export.Options{}); err != nil {
		t.Fatal(err)
	}
	for it, err := range src.Items(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		if it.Relationship != nil {
			rels++
		}
	}
	return fmt.Sprintf("%x", h.Sum(nil)), rels
}

// TestSameBytes holds that order does not show in an export.
func TestSameBytes(t *testing.T) {
	cs := fixture()
	for i, format := range []func(context.Context, export.Source, *bytes.Buffer) error{
		func(ctx context.Context, s export.Source, b *bytes.Buffer) error {
			return export.JSONL(ctx, s, b, export.Options{})
		},
		func(ctx context.Context, s export.Source, b *bytes.Buffer) error {
			return export.Cypher(ctx, s, b, export.Options{})
		},
		func(ctx context.Context, s export.Source, b *bytes.Buffer) error {
			return export.GraphML(ctx, s, b, export.Options{})
		},
	} {
		var a, b bytes.Buffer
		reversed := make([]*graph.Contribution, len(cs))
		for i, c := range cs {
			reversed[len(cs)-1-i] = c
		}
		if err := errors.Join(format(t.Context(), storetest.NewSource(t, storetest.Seq(cs...)), &a), format(t.Context(), storetest.NewSource(t, storetest.Seq(reversed...)), &b)); err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(a.Bytes(), b.Bytes()) {
			t.Errorf("format %d: the bytes differ", i)
		}
	}
}

// readGraphML makes the JSON of a GraphML file's names by networkx.
const readGraphML = `
import json, sys, networkx
g = networkx.read_graphml(sys.argv[1], force_multigraph=True)
print(json.dumps({
    "nodes": {i: [d["labels"], d["name"], d.get("aliases")] for i, d in g.nodes(data=True)},
    "edges": {k: [a, b, d["label"], d.get("support"), d.get("quotes")] for a, b, k, d in g.edges(keys=True, data=True)}}))
`

func TestGraphML(t *testing.T) {
	python, err := networkx()
	if err != nil {
		neo4jtest.Missing(t, err)
	}
	src := storetest.NewSource(t, storetest.Seq(fixture()...))
	path := filepath.Join(t.TempDir(), "graph.graphml")
	file, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(export.GraphML(t.Context(), src, file, export.Options{}), file.Close()); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(python, "-c", readGraphML, path)
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	var got struct {
		Nodes, Edges map[string][]any
	}
	if err := json.Unmarshal(out, &got); err != nil {
		t.Fatal(err)
	}
	for it, err := range src.Items(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		if n := it.Node; n != nil {
			want := []any{":" + n.Label, n.Properties["name"], list(n.Properties["aliases"])}
			if diff := cmp.Diff(want, got.Nodes[n.ID]); diff != "" {
				t.Errorf("node %s (-want +got):\n%s", n.ID, diff)
			}
			delete(got.Nodes, n.ID)
			continue
		}
		r := it.Relationship
		want := []any{r.Start.ID, r.End.ID, r.Type, number(r.Properties["support"]), list(r.Properties["quotes"])}
		if diff := cmp.Diff(want, got.Edges[r.ID]); diff != "" {
			t.Errorf("edge %s (-want +got):\n%s", r.ID, diff)
		}
		delete(got.Edges, r.ID)
	}
	if len(got.Nodes)+len(got.Edges) > 0 {
		t.Errorf("networkx read more: %v %v", got.Nodes, got.Edges)
	}
}

func list(v any) any {
	l, ok := v.([]string)
	if !ok {
		return nil
	}
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	_ = e.Encode(l) // strings always encode
	return strings.TrimSpace(b.String())
}

func number(v any) any {
	n, ok := v.(int64)
	if !ok {
		return nil
	}
	return float64(n)
}

// networkx returns a Python that has it, in a virtual environment of the cache.
func networkx() (string, error) {
	cache, err := os.UserCacheDir()
	if err != nil {
		return "", err
	}
	const version = "3.6.1"
	dir := filepath.Join(cache, "kg", "networkx-"+version)
	python := filepath.Join(dir, "bin", "python")
	if exec.Command(python, "-c", "import networkx").Run() == nil {
		return python, nil
	}
	for _, args := range [][]string{
		{"python3", "-m", "venv", dir},
		{python, "-m", "pip", "install", "--quiet", "networkx==" + version},
	} {
		if out, err := exec.Command(args[0], args[1:]...).CombinedOutput(); err != nil {
			return "", fmt.Errorf("networkx from PyPI: %w: %s", err, out)
		}
	}
	return python, nil
}
