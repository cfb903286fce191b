package main

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/jedib0t/go-pretty/v6/text"
	"github.com/spf13/cobra"

	"kg/cypher"
	"kg/graph"
)

// runIn runs one command on the last day of 2024 with an environment, as "NAME=VALUE".
func runIn(t *testing.T, env []string, newCmd func(*app) *cobra.Command, args ...string) (stdout, stderr string, code int) {
	t.Helper()
	var out, errs bytes.Buffer
	a := &app{
		In: strings.NewReader(""), Out: &out, Err: &errs,
		Now: func() time.Time { return time.Date(2024, 12, 31, 12, 0, 0, 0, time.UTC) },
		Getenv: func(name string) string {
			for _, e := range env {
				if value, ok := strings.CutPrefix(e, name+"="); ok {
					return value
				}
			}
			return ""
		},
	}
	cmd := newCmd(a)
	cmd.SilenceErrors, cmd.SilenceUsage = true, true
	cmd.SetArgs(args)
	code = exitCode(&errs, cmd.ExecuteContext(context.Background()))
	return out.String(), errs.String(), code
}

// cityDB loads the fixture of package cypher and returns its folder.
func cityDB(t *testing.T) string {
	t.Helper()
	db := filepath.Join(t.TempDir(), "city.graph")
	_, stderr, code := runIn(t, nil, newLoadCmd, "--db", db, "../../cypher/testdata/city.jsonl")
	if code != exitOK {
		t.Fatalf("load: exit %d: %s", code, stderr)
	}
	return db
}

// holdersQuote is the sentence of the fixture that names 青岚区's secretary.
const holdersQuote = "1月4日，青岚区安全生产会在区会议中心召开，区委书记林知远主持会议，区长周若溪讲话，副区长唐砚秋、魏听澜出席。"

// runHolders asks who holds a post of the fixture.
func runHolders(t *testing.T, env []string, flags ...string) (stdout, stderr string) {
	t.Helper()
	args := append([]string{"--db", cityDB(t), "post-holders", "区委书记", "青岚"}, flags...)
	stdout, stderr, code := runIn(t, env, newQueryCmd, args...)
	if code != exitOK {
		t.Fatalf("exit %d: %s", code, stderr)
	}
	return stdout, stderr
}

func TestQueryJSON(t *testing.T) {
	out, stderr := runHolders(t, nil, "--format", "json")
	var got []map[string]any
	if err := json.Unmarshal([]byte(out), &got); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	if len(got) != 1 || got[0]["person"] != "林知远" || got[0]["quote"] != holdersQuote || got[0]["support"] != 2.0 {
		t.Errorf("got %v", got)
	}
	if want := "post 区委书记: 青岚区委书记 (青岚区)\ndistrict 青岚: 青岚区 (云川市/青岚区)\n"; stderr != want {
		t.Errorf("stderr %q, want %q", stderr, want)
	}
	if !strings.HasPrefix(out, "[\n{\"post\":\"青岚区委书记\",\"district\":\"青岚区\",\"person\":") {
		t.Errorf("keys are not in the order of the columns: %s", out)
	}
}

func TestQueryCSV(t *testing.T) {
	out, _ := runHolders(t, nil, "--format", "csv")
	got, err := csv.NewReader(strings.NewReader(out)).ReadAll()
	if err != nil || len(got) != 2 || got[0][0] != "post" || got[1][7] != holdersQuote {
		t.Errorf("got %v, %v", got, err)
	}
}

func TestQueryMarkdown(t *testing.T) {
	out, _ := runHolders(t, nil, "--format", "md")
	if !strings.HasPrefix(out, "| post | district | person |") || !strings.Contains(out, "| "+holdersQuote+" |") {
		t.Errorf("got %s", out)
	}
}

func TestQueryTable(t *testing.T) {
	out, _ := runHolders(t, nil)
	lines := strings.Split(strings.TrimSpace(out), "\n")
	for _, line := range lines {
		if w := text.StringWidth(line); w != text.StringWidth(lines[0]) || w > pipeWidth {
			t.Errorf("line of %d columns, the first has %d: %s", w, text.StringWidth(lines[0]), line)
		}
	}
	if strings.Contains(out, "\x1b") || !strings.Contains(lines[1], "firstSeen") {
		t.Errorf("got %s", out)
	}
}

func TestQueryNarrow(t *testing.T) {
	out, _ := runHolders(t, []string{"COLUMNS=60"})
	for line := range strings.Lines(out) {
		if w := text.StringWidth(strings.TrimSpace(line)); w > 60 {
			t.Errorf("line of %d columns: %s", w, line)
		}
	}
	if !strings.HasPrefix(out, "── 1 ──\npost       青岚区委书记\n") {
		t.Errorf("got %s", out)
	}
}

func TestQueryRuns(t *testing.T) {
	db := cityDB(t)
	dir := t.TempDir()
	write := func(name, text string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		return path
	}
	plain := write("plain.cypher", "MATCH (p:Person) WHERE p.name = $name RETURN p.name AS name, count(*) AS n LIMIT $most")
	headed := write("Mine_1.cypher", "// Mine / 我的\n// doc: a\n// doc: 中\n// param: person person 林知远\n// returns: name string\n"+
		"MATCH (p:Person) WHERE p.id IN $person RETURN p.name AS name ORDER BY p.name + p.id")
	wrong := write("wrong.cypher", "// Mine / 我的\n// param: x place y\n// returns: name string\nRETURN 1")
	tests := []struct {
		name           string
		args           []string
		stdout, stderr string // parts
		code           int
	}{
		{"list", []string{"--format", "csv"}, "post-holders,<post> [<district>],Who was seen in a post,某职务由谁担任\n", "", exitOK},
		{"today", []string{"district-leadership", "青岚区", "--format", "csv"}, "青岚区,青岚区区长,陆远舟,current,2024-08-15,138,", "", exitOK},
		{"by name", []string{"district-leadership", "--param", "on=2024-02-29", "--param", "district=青岚区", "--format", "csv"}, "青岚区,青岚区区长,周若溪,current,2024-01-05,55,", "", exitOK},
		{"min confidence", []string{"initiative-districts", "灯塔", "--min-confidence", "0.7", "--format", "json"}, "[]\n", "no rows", exitOK},
		{"unknown query", []string{"posts"}, "", `unknown query "posts": did you mean`, exitUsage},
		{"missing", []string{"post-holders"}, "", "post-holders: post is missing; it takes <post> [<district>]; for example: kg query post-holders 青岚区委书记", exitUsage},
		{"too many", []string{"overview", "x"}, "", "too many arguments", exitUsage},
		{"bad date", []string{"district-leadership", "青岚区", "8月"}, "", `on: "8月" is no date (as in 2024-06-30)`, exitUsage},
		{"unknown param", []string{"overview", "--param", "x=1"}, "", "no param x", exitUsage},
		{"no confidence there", []string{"overview", "--min-confidence", "0.5"}, "", "counts and shows no facts", exitUsage},
		{"bad format", []string{"overview", "--format", "xml"}, "", "want one of table, json, csv, md", exitUsage},
		{"no such person", []string{"person-posts", "林知近"}, "", `no person "林知近": looked among names, aliases, short forms and parts of names; near it are 林知远`, exitFailed},
		{"no such post there", []string{"post-holders", "县委书记", "青岚区"}, "", `no post "县委书记" in 青岚区`, exitFailed},
		{"file", []string{"--file", plain, "--param", "name=林知远", "--param", "most:=5", "--format", "csv"}, "name,n\n林知远,2\n", "", exitOK},
		{"file without a param", []string{"--file", plain}, "", "no value for $name", exitFailed},
		{"file with header", []string{"--file", headed, "--param", "person=林知远", "--format", "csv"}, "name\n林知远\n林知远\n", "", exitOK},
		{"file with a bad header", []string{"--file", wrong}, "", `wrong.cypher:2: param x: unknown type "place"`, exitFailed},
		{"file and name", []string{"--file", plain, "overview"}, "", "--file takes no query name", exitUsage},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			stdout, stderr, code := runIn(t, nil, newQueryCmd, append([]string{"--db", db}, tt.args...)...)
			if !strings.Contains(stdout, tt.stdout) || !strings.Contains(stderr, tt.stderr) || code != tt.code {
				t.Errorf("exit %d, want %d\nstdout %s\nstderr %s", code, tt.code, stdout, stderr)
			}
		})
	}
	if _, stderr, code := runIn(t, nil, newQueryCmd, "--db", filepath.Join(dir, "none"), "overview"); code != exitUnavailable {
		t.Errorf("no store: exit %d: %s", code, stderr)
	}
}

func TestQueryPrint(t *testing.T) {
	out, _, code := runIn(t, nil, newQueryCmd, "post-holders", `a'b\u0041;`, "--print")
	want := `// Who was seen in a post / 某职务由谁担任
WITH 'a\'b\\' + 'u0041\u003B' AS post, '' AS district, 0.0 AS minConfidence
MATCH (p:Person)-[h:HOLDS_ROLE]->(r:Role)
`
	if code != exitOK || !strings.HasPrefix(out, want) || strings.Contains(out, ";") || strings.Contains(out, "$") {
		t.Errorf("exit %d: got\n%s", code, out)
	}
	for _, q := range cypher.All() {
		args := strings.Fields(q.Example())
		out, stderr, code := runIn(t, nil, newQueryCmd, append(args, "--print")...)
		if code != exitOK || strings.Contains(out, ";") || strings.Contains(out, "$") || !strings.HasPrefix(out, "// "+q.Title) {
			t.Errorf("%s: exit %d %s\n%s", q.Name, code, stderr, out)
		}
	}
}

func TestWriteRows(t *testing.T) {
	res := &graph.Result{Columns: []string{"a", "b", "id"}, Rows: [][]any{
		{"一,\"二\"\n三", []any{"x", int64(2), 0.5}, "1"},
		{nil, true, map[string]any{"k": "<v>"}},
	}}
	tests := []struct{ format, want string }{
		{"json", "[\n{\"a\":\"一,\\\"二\\\"\\n三\",\"b\":[\"x\",2,0.5],\"id\":\"1\"},\n{\"a\":null,\"b\":true,\"id\":{\"k\":\"<v>\"}}\n]\n"},
		{"csv", "a,b,id\n\"一,\"\"二\"\"\n三\",x；2；0.5,1\n,true,\"{\"\"k\"\":\"\"<v>\"\"}\"\n"},
		{"table", "┌─────────┬───────────┐\n│ a       │ b         │\n├─────────┼───────────┤\n│ 一,\"二\" │ x；2；0.5 │\n│ 三      │           │\n│         │ true      │\n└─────────┴───────────┘\n"},
	}
	for _, tt := range tests {
		t.Run(tt.format, func(t *testing.T) {
			var out bytes.Buffer
			a := &app{Out: &out, Err: &out, Getenv: func(string) string { return "" }}
			if err := writeRows(a, tt.format, res, "id"); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, out.String()); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestWrap(t *testing.T) {
	tests := []struct {
		s     string
		width int
		want  string
	}{
		{"青岚区", 4, "青岚\n区"}, {"青岚区", 5, "青岚\n区"}, {"a青b", 2, "a\n青\nb"}, {"ab\ncd", 2, "ab\ncd"}, {"", 3, ""}, {"青", 1, "青"},
	}
	for _, tt := range tests {
		if got := wrap(tt.s, tt.width); got != tt.want {
			t.Errorf("wrap(%q, %d) = %q, want %q", tt.s, tt.width, got, tt.want)
		}
	}
}
