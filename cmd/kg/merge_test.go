package main

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/spf13/cobra"

	"kg/graph"
)

// runCommand runs one command and returns what it wrote and its exit code.
func runCommand(t *testing.T, newCmd func(*app) *cobra.Command, stdin string, args ...string) (stdout, stderr string, code int) {
	t.Helper()
	var out, errs bytes.Buffer
	a := &app{In: strings.NewReader(stdin), Out: &out, Err: &errs, Getenv: func(string) string { return "" }}
	cmd := newCmd(a)
	cmd.SilenceErrors, cmd.SilenceUsage = true, true
	cmd.SetArgs(args)
	code = exitCode(&errs, cmd.ExecuteContext(context.Background()))
	return out.String(), errs.String(), code
}

// appointed is a contribution in which a person holds a post.
func appointed(article, name, post string) *graph.Contribution {
	d := graph.DistrictID("000001", "", "", "", "")
	p, r := graph.PersonID(name, d), graph.RoleID(post, d, "", "")
	c := &graph.Contribution{
		Article: graph.Article{ID: article, Name: "任免", Text: name + "任青禾区" + post, Published: "2024-05-01", Source: article + ".md"},
		Facts: []graph.Fact{
			{Type: graph.NodeFact, ID: p, Label: "Person", Properties: graph.Properties{"name": name, "anchors": []string{d}}},
			{Type: graph.NodeFact, ID: r, Label: "Role", Properties: graph.Properties{"name": "青禾区" + post, "title": post}},
			{
				Type: graph.RelationshipFact, ID: graph.RelationshipID("HOLDS_ROLE", p, r, "appointed"), Label: "HOLDS_ROLE",
				Start: &graph.End{ID: p, Label: "Person"}, End: &graph.End{ID: r, Label: "Role"}, Properties: graph.Properties{"status": "appointed"},
				Evidence: &graph.Evidence{Quote: name + "任青禾区" + post, End: 10, Rule: "appoint"},
			},
		},
	}
	c.SetHash()
	return c
}

// writeLines writes contributions, one a line, compressed if the name says so.
func writeLines(t *testing.T, path string, cs ...*graph.Contribution) string {
	t.Helper()
	var b bytes.Buffer
	for _, c := range cs {
		b.Write(append(graph.AppendContribution(nil, c), '\n'))
	}
	if strings.HasSuffix(path, ".gz") {
		var z bytes.Buffer
		w := gzip.NewWriter(&z)
		if _, err := w.Write(b.Bytes()); err != nil {
			t.Fatal(err)
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		b = z
	}
	if err := os.WriteFile(path, b.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestMerge(t *testing.T) {
	dir := t.TempDir()
	one, two := appointed("a1", "向南风", "区长"), appointed("a2", "闻可", "副区长")
	a := writeLines(t, filepath.Join(dir, "a.jsonl"), one)
	b := writeLines(t, filepath.Join(dir, "b.jsonl.gz"), two, one)
	want, _, code := runCommand(t, newMergeCmd, "", a, b)
	if code != exitOK || strings.Count(want, "\n") != 8 {
		t.Fatalf("code %d, output\n%s", code, want)
	}
	out := filepath.Join(dir, "graph.jsonl")
	stdin := string(graph.AppendContribution(nil, two))
	if got, errs, code := runCommand(t, newMergeCmd, stdin, a, "-", "-o", out, "--temp-dir", dir); code != exitOK || got != "" {
		t.Fatalf("code %d: %s%s", code, got, errs)
	}
	got, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, string(got)); diff != "" {
		t.Error(diff)
	}
	files, _ := filepath.Glob(filepath.Join(dir, "*"))
	if len(files) != 3 {
		t.Errorf("files left: %v", files)
	}
}

func TestMergeFaults(t *testing.T) {
	dir := t.TempDir()
	good := appointed("a1", "向南风", "区长")
	other := appointed("a1", "闻可", "区长")
	other.Article.Source = "other.md"
	other.SetHash()
	a, b := writeLines(t, filepath.Join(dir, "a.jsonl"), good), writeLines(t, filepath.Join(dir, "b.jsonl"), other)
	out := filepath.Join(dir, "old.jsonl")
	if err := os.WriteFile(out, []byte("old"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name, stdin string
		args        []string
		want        string
		code        int
	}{
		{"no file", "", nil, "requires at least 1 arg", exitUsage},
		{"little memory", "", []string{a, "--memory", "1"}, "--memory 1: want 8 or more", exitUsage},
		{"missing", "", []string{filepath.Join(dir, "none.jsonl")}, "none.jsonl: no such file", exitFailed},
		{"bad line", string(graph.AppendContribution(nil, good)) + "\n{]", []string{"-", "-o", out}, "stdin:2: byte 1: not JSON", exitFailed},
		{"merged graph", `{"type":"node","id":"x","labels":["Person"],"properties":{}}`, []string{"-"}, `stdin:1: unknown key "type"`, exitFailed},
		{"two versions", "", []string{a, b, "-o", out}, "article a1 comes in two versions, from ", exitFailed},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, errs, code := runCommand(t, newMergeCmd, c.stdin, c.args...)
			if code != c.code || !strings.Contains(errs, c.want) || got != "" {
				t.Errorf("code %d, want %d; stderr %q, want %q; stdout %q", code, c.code, errs, c.want, got)
			}
		})
	}
	if got, _ := os.ReadFile(out); string(got) != "old" {
		t.Errorf("a failed merge replaced the file: %q", got)
	}
}

// diffPair writes two merged graphs: in the second, an article says another thing.
func diffPair(t *testing.T) (before, after string) {
	t.Helper()
	dir := t.TempDir()
	merged := func(name string, cs ...*graph.Contribution) string {
		in, out := writeLines(t, filepath.Join(dir, "in.jsonl"), cs...), filepath.Join(dir, name)
		if _, errs, code := runCommand(t, newMergeCmd, "", in, "-o", out); code != exitOK {
			t.Fatal(errs)
		}
		return out
	}
	later := appointed("a3", "向南风", "区长")
	later.Article.Published = "2024-06"
	later.SetHash()
	return merged("before.jsonl", appointed("a1", "向南风", "区长"), appointed("a2", "闻可", "副区长")),
		merged("after.jsonl", appointed("a1", "向南风", "区长"), later)
}

func TestDiff(t *testing.T) {
	before, after := diffPair(t)
	out, errs, code := runCommand(t, newDiffCmd, "", before, after)
	if code != exitOK || errs != "1 added, 4 removed, 1 changed\n" {
		t.Errorf("code %d, stderr %q", code, errs)
	}
	for _, want := range []string{
		"+ Article 任免 (a3)\n", "- Article 任免 (a2)\n", "- Person 闻可 (", "- Role 青禾区副区长 (",
		"- HOLDS_ROLE 闻可 -> 青禾区副区长 status=appointed (", "    「闻可任青禾区副区长」\n",
		"~ HOLDS_ROLE 向南风 -> 青禾区区长 status=appointed (", "    articles: +a3\n", "    lastSeen: 2024-05-01 -> 2024-06\n", "    support: 1 -> 2\n", "    quotes: other order\n",
	} {
		if !strings.Contains(out, want) {
			t.Errorf("no %q in\n%s", want, out)
		}
	}
	lines, _, _ := runCommand(t, newDiffCmd, "", before, after, "--format", "json")
	if n := strings.Count(lines, "\n"); n != 6 || !strings.Contains(lines, `{"change":"added","after":{"type":"node","id":"a3"`) ||
		!strings.Contains(lines, `"properties":["articles","lastSeen","quotes","sentences","support"]}`) {
		t.Errorf("%d lines\n%s", n, lines)
	}
	if _, _, code := runCommand(t, newDiffCmd, "", before, after, "--exit-code"); code != exitFailed {
		t.Errorf("--exit-code: %d", code)
	}
	for _, args := range [][]string{{before}, {"-", "-"}, {before, after, "--format", "xml"}} {
		if _, _, code := runCommand(t, newDiffCmd, "", args...); code != exitUsage {
			t.Errorf("%v: code %d, want %d", args, code, exitUsage)
		}
	}
}

// TestDiffStdin: equal graphs differ in nothing, and an unsorted one is refused.
func TestDiffStdin(t *testing.T) {
	_, after := diffPair(t)
	same, err := os.ReadFile(after)
	if err != nil {
		t.Fatal(err)
	}
	if out, errs, code := runCommand(t, newDiffCmd, string(same), after, "-", "--exit-code"); code != exitOK || out != "" || !strings.HasPrefix(errs, "0 added") {
		t.Errorf("same: code %d, %q", code, out+errs)
	}
	if _, errs, code := runCommand(t, newDiffCmd, string(same)+string(same), after, "-"); code != exitFailed || !strings.Contains(errs, "not sorted by id") {
		t.Errorf("not sorted: code %d, %q", code, errs)
	}
}

func TestSchema(t *testing.T) {
	for _, c := range []struct{ format, want string }{
		{"text", "HOLDS_ROLE"},
		{"text", "行政区划"},
		{"text", "status*: status"},
		{"json", `"name": "HOLDS_ROLE"`},
		{"cypher", "CREATE CONSTRAINT district_id IF NOT EXISTS FOR (n:District) REQUIRE n.id IS UNIQUE;\n"},
	} {
		out, errs, code := runCommand(t, newSchemaCmd, "", "--format", c.format)
		if code != exitOK || !strings.Contains(out, c.want) {
			t.Errorf("%s: code %d %s: no %q in\n%s", c.format, code, errs, c.want, out)
		}
	}
	if _, errs, code := runCommand(t, newSchemaCmd, "", "--format", "xml"); code != exitUsage || !strings.Contains(errs, "want text, json or cypher") {
		t.Errorf("code %d: %s", code, errs)
	}
}

// TestFlags: the constructors hand over what was asked for.
func TestFlags(t *testing.T) {
	var got mergeOptions
	stop := errors.New("stop")
	cmd := mergeCmd(&app{}, func(_ context.Context, o mergeOptions) error { got = o; return stop })
	cmd.SilenceErrors, cmd.SilenceUsage = true, true
	cmd.SetArgs([]string{"x", "y", "-o", "z", "--memory", "16", "--temp-dir", "t"})
	if err := cmd.Execute(); !errors.Is(err, stop) {
		t.Fatal(err)
	}
	if got.Out != "z" || got.Memory != 16<<20 || got.Temp != "t" || len(got.Files) != 2 {
		t.Errorf("%+v", got)
	}
}
