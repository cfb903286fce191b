package main

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/spf13/cobra"

	"kg/extract"
	"kg/graph"
	"kg/graph/kuzu"
	"kg/graph/storetest"
)

// loadTest runs kg load with an extraction of its own.
type loadTest struct {
	t       *testing.T
	db      string
	extract extractFunc
	env     map[string]string
}

// run returns what the command wrote to stderr, without times, and its exit code.
func (l *loadTest) run(stdin string, args ...string) (stderr string, code int) {
	l.t.Helper()
	var out, errs bytes.Buffer
	now := time.Date(2024, 1, 2, 3, 4, 5, 0, time.UTC)
	a := &app{In: strings.NewReader(stdin), Out: &out, Err: &errs, Now: func() time.Time { return now }, Getenv: func(k string) string { return l.env[k] }}
	cmd := loadCmd(a, func(cmd *cobra.Command, o loadOptions) error {
		if l.extract != nil {
			o.Extract = l.extract
		}
		return loadRun(cmd.Context(), o)
	})
	cmd.Flags().BoolVar(&a.Quiet, "quiet", false, "")
	cmd.SilenceErrors, cmd.SilenceUsage = true, true
	if l.db != "" {
		args = append(args, "--db", l.db)
	}
	cmd.SetArgs(args)
	code = exitCode(&errs, cmd.ExecuteContext(context.Background()))
	if out.Len() > 0 {
		l.t.Errorf("stdout %q, want nothing", out.String())
	}
	return regexp.MustCompile(`the graph has .* s\n`).ReplaceAllString(errs.String(), "SIZE\n"), code
}

// expect runs the command and compares.
func (l *loadTest) expect(want string, wantCode int, stdin string, args ...string) {
	l.t.Helper()
	got, code := l.run(stdin, args...)
	if code != wantCode {
		l.t.Errorf("kg load %q: exit code %d, want %d", args, code, wantCode)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		l.t.Errorf("kg load %q: stderr (-want +got):\n%s", args, diff)
	}
}

// articlesIn returns the names of the articles in the store.
func (l *loadTest) articlesIn() []string {
	l.t.Helper()
	s, err := kuzu.Open(l.db)
	if err != nil {
		l.t.Fatal(err)
	}
	defer s.Close() //nolint:errcheck // only read
	res, err := s.Query(l.t.Context(), "MATCH (a:Article) RETURN a.name ORDER BY a.name", nil)
	if err != nil {
		l.t.Fatal(err)
	}
	var names []string
	for _, row := range res.Rows {
		names = append(names, row[0].(string))
	}
	return names
}

// facts is a facts file.
func facts(cs ...*graph.Contribution) string {
	var b strings.Builder
	for _, c := range cs {
		b.Write(append(graph.AppendContribution(nil, c), '\n'))
	}
	return b.String()
}

func writeFile(t *testing.T, path, text string) string {
	t.Helper()
	data := []byte(text)
	if strings.HasSuffix(path, ".gz") {
		var z bytes.Buffer
		w := gzip.NewWriter(&z)
		if _, err := w.Write(data); err != nil {
			t.Fatal(err)
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		data = z.Bytes()
	}
	if err := os.WriteFile(path, data, 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestLoadFacts(t *testing.T) {
	dir := t.TempDir()
	l := loadTest{t: t, db: filepath.Join(dir, "kg.graph")}
	cs := storetest.Articles()
	plain, packed := writeFile(t, filepath.Join(dir, "a.jsonl"), facts(cs[0], cs[1])), writeFile(t, filepath.Join(dir, "b.jsonl.gz"), facts(cs[2]))

	l.expect("would add 3, change 0, remove 0, leave 0 articles; then SIZE\n", exitOK, "", plain, packed, "--dry-run")
	l.expect("3 added, 0 changed, 0 removed, 0 articles as before; SIZE\n", exitOK, "", plain, packed)
	l.expect("nothing changed (3 articles as before); SIZE\n", exitOK, "", plain, packed)
	l.expect("", exitOK, "", plain, packed, "--quiet")
	l.expect("1 added, 0 changed, 0 removed, 1 article as before; SIZE\n", exitOK, "\n"+facts(cs[2], cs[3]), "-")
	l.expect("0 added, 0 changed, 1 removed, 1 article as before; SIZE\n", exitOK, facts(cs[2]), "-", "--prune")
	if diff := cmp.Diff([]string{cs[2].Article.Name, cs[0].Article.Name, cs[1].Article.Name}, l.articlesIn(), cmpopts.SortSlices(strings.Compare)); diff != "" {
		t.Errorf("articles (-want +got):\n%s", diff)
	}
}

func TestLoadChangedFacts(t *testing.T) {
	l := loadTest{t: t, db: filepath.Join(t.TempDir(), "kg.graph")}
	c := storetest.Articles()[0]
	l.run(facts(c), "-")
	edited := strings.Replace(facts(c), `"publisher":"云川日报"`, `"publisher":"云川晚报"`, 1) // with its old hash
	l.expect("0 added, 1 changed, 0 removed, 0 articles as before; SIZE\n", exitOK, edited, "-")
	l.expect("nothing changed (1 article as before); SIZE\n", exitOK, edited, "-")
}

func TestLoadBadFacts(t *testing.T) {
	l := loadTest{t: t, db: filepath.Join(t.TempDir(), "kg.graph")}
	cs := storetest.Articles()
	l.run(facts(cs...), "-")
	bad := storetest.Articles()[1]
	bad.Facts[0].Label = "Persn"
	got, code := l.run(facts(cs[0])+"{\"article\": 7}\n"+facts(bad), "-", "--prune")
	if code != exitPartial {
		t.Errorf("exit code %d, want %d", code, exitPartial)
	}
	for _, want := range []string{"stdin:2:", "Persn", "nothing changed (1 article as before)", "2 inputs failed; the others are done; nothing was pruned"} {
		if !strings.Contains(got, want) {
			t.Errorf("stderr %q, want %q in it", got, want)
		}
	}
	if n := len(l.articlesIn()); n != 4 {
		t.Errorf("%d articles, want all 4 to stay", n)
	}
	l.expect("kg: stdin is a merged graph, which no longer tells its articles apart; load what kg extract --per-article prints\n", exitUsage,
		`{"type":"node","id":"x"}`, "-")
	l.expect("kg: --collection does not fit facts, which name theirs: stdin\n", exitUsage, facts(cs[0]), "-", "--collection", "x")
}

// TestLoadArticles holds what load passes to extraction and makes of its report.
func TestLoadArticles(t *testing.T) {
	dir := t.TempDir()
	cs := storetest.Articles()
	var problems []error
	var fail error
	l := loadTest{t: t, db: filepath.Join(dir, "kg.graph")}
	l.extract = func(_ context.Context, paths []string, o extract.Options, emit func(*graph.Contribution) error) (extract.Report, error) {
		o.Stdin, o.Progress = nil, nil
		if diff := cmp.Diff(extract.Options{Workers: 3, Encoding: "gb18030", Published: "2024", Collection: "papers"}, o); diff != "" {
			t.Errorf("options (-want +got):\n%s", diff)
		}
		if diff := cmp.Diff([]string{dir}, paths); diff != "" {
			t.Errorf("paths (-want +got):\n%s", diff)
		}
		for _, c := range cs {
			if err := emit(c); err != nil {
				return extract.Report{}, err
			}
		}
		return extract.Report{Problems: problems, Warnings: []string{"a.md: 3 control characters dropped"}, Collections: []string{"papers"}}, fail
	}
	args := []string{dir, "--workers", "3", "--encoding", "gb18030", "--published", "2024", "--collection", "papers", "--prune"}
	const warning = "warning: a.md: 3 control characters dropped\n"
	l.expect(warning+"4 added, 0 changed, 0 removed, 0 articles as before; SIZE\n", exitOK, "", args...)

	cs = cs[:1]
	problems = []error{errors.New("b.md: not text")}
	l.expect(warning+"b.md: not text\nnothing changed (1 article as before); SIZE\nkg: 1 input failed; the others are done; nothing was pruned, since the articles of what failed must stay\n",
		exitPartial, "", args...)

	problems = nil
	l.expect(warning+"0 added, 0 changed, 1 removed, 1 article as before; SIZE\n", exitOK, "", args...)

	cs, fail = nil, errors.New("out of memory")
	l.expect("kg: out of memory\n", exitFailed, "", args...)
	if n := len(l.articlesIn()); n != 3 {
		t.Errorf("%d articles, want 3", n)
	}
}

func TestLoadUsage(t *testing.T) {
	file := writeFile(t, filepath.Join(t.TempDir(), "file"), "x")
	tests := []struct {
		name, db string
		env      map[string]string
		args     []string
		code     int
		want     string
	}{
		{"no path", "", nil, nil, exitUsage, "requires at least 1 arg"},
		{"workers", "", nil, []string{"x", "--workers", "-1"}, exitUsage, "--workers -1"},
		{"server", "neo4j://127.0.0.1:1", nil, []string{"x"}, exitUnavailable, "no server listens there"},
		{"bolt", "bolt+s://127.0.0.1:1", nil, []string{"x"}, exitUnavailable, "no server listens there"},
		{"environment", "", map[string]string{"NEO4J_URI": "bolt://127.0.0.1:1"}, []string{"x"}, exitUnavailable, "bolt://127.0.0.1:1: store unavailable"},
		{"batch size", "", nil, []string{"x", "--batch-size", "-1"}, exitUsage, "--batch-size"},
		{"scheme", "http://localhost", nil, []string{"x"}, exitUsage, `unknown scheme`},
		{"--db wins", file, map[string]string{"NEO4J_URI": "bolt://h"}, []string{"x"}, exitUnavailable, "not a directory"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			l := loadTest{t: t, db: tt.db, env: tt.env}
			if got, code := l.run("", tt.args...); code != tt.code || !strings.Contains(got, tt.want) {
				t.Errorf("exit code %d, stderr %q; want %d, %q", code, got, tt.code, tt.want)
			}
		})
	}
}

func TestProgressLines(t *testing.T) {
	var errs bytes.Buffer
	now := time.Date(2024, 1, 2, 3, 4, 5, 0, time.UTC)
	a := &app{Err: &errs, Now: func() time.Time { return now }}
	p := newProgress(a, 4e6)
	p.articles(1, 100)
	now = now.Add(10 * time.Second)
	p.articles(500, 1e6)
	p.articles(501, 1e6)
	p.stage("read", 501, 0)
	p.stage("merge", 1, 10)
	now = now.Add(6 * time.Second)
	p.stage("merge", 2, 10)
	p.stage("waiting for another load", 0, 0)
	p.end()
	a.Quiet = true
	p.stage("waiting for another load", 0, 0)
	want := "read 500 articles, 1.0 MB, 50 articles/s, 30s left\nmerge 2 of 10, 24s left\nwaiting for another load\n"
	if diff := cmp.Diff(want, errs.String()); diff != "" {
		t.Errorf("lines (-want +got):\n%s", diff)
	}
}

// TestProgressBar holds that a bar is drawn for every kind of total, and removed.
func TestProgressBar(t *testing.T) {
	for _, total := range []int64{-1, 0, 1000} {
		var errs bytes.Buffer
		now := time.Date(2024, 1, 2, 3, 4, 5, 0, time.UTC)
		p := newProgress(&app{Err: &errs, Now: func() time.Time { return now }}, total)
		p.draw = true
		p.articles(1, 10)
		now = now.Add(time.Second)
		p.articles(20, 5000)
		p.stage("merge", 1, 2)
		p.stage("build", 40, 40)
		p.end()
		got := errs.String()
		for _, want := range []string{"1 articles, 0/s", "merge"} {
			if !strings.Contains(got, want) {
				t.Errorf("total %d: drew %q, want %q in it", total, got, want)
			}
		}
		if !strings.HasSuffix(got, "\r") {
			t.Errorf("total %d: the bar is left: %q", total, got)
		}
	}
}

func TestInputBytes(t *testing.T) {
	dir := t.TempDir()
	writeFile(t, filepath.Join(dir, "a.md"), "12345")
	writeFile(t, filepath.Join(dir, "b.txt"), "123")
	if got := inputBytes([]string{dir, filepath.Join(dir, "none")}); got != 8 {
		t.Errorf("inputBytes = %d, want 8", got)
	}
	if got := inputBytes([]string{dir, "-"}); got != -1 {
		t.Errorf("inputBytes with stdin = %d, want -1", got)
	}
}
