//go:build cgo

package kuzu

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"kg/graph"
	"kg/graph/storetest"
)

func open(t *testing.T, dir string) *Store {
	t.Helper()
	s, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Errorf("Close: %v", err)
		}
	})
	return s
}

func TestStore(t *testing.T) {
	storetest.Run(t, storetest.Snapshot, func(t *testing.T) graph.Store { return open(t, filepath.Join(t.TempDir(), "kg.graph")) })
}

// load updates the store with the fixture's articles.
func load(t *testing.T, s *Store, cs ...*graph.Contribution) graph.Changes {
	t.Helper()
	ch, err := s.Update(t.Context(), storetest.Seq(cs...), graph.UpdateOptions{})
	if err != nil {
		t.Fatalf("Update: %v", err)
	}
	return ch
}

func dump(t *testing.T, s *Store) string {
	t.Helper()
	d, err := storetest.Dump(t.Context(), s)
	if err != nil {
		t.Fatalf("dump: %v", err)
	}
	return d
}

// files maps the names in a folder to their sizes and times.
func files(t *testing.T, dir string) map[string]string {
	t.Helper()
	m := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := d.Info()
		if err == nil {
			m[path] = info.ModTime().String() + " " + info.Mode().String()
			if !d.IsDir() {
				m[path] += " " + string(rune('0'+info.Size()%10))
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func TestNothingTouched(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "kg.graph")
	s := open(t, dir)
	load(t, s, storetest.Articles()...)
	dump(t, s)
	before := files(t, dir)
	for range 2 {
		if ch := load(t, s, storetest.Articles()...); ch.Any() || ch.Rebuilt {
			t.Errorf("second load: %+v", ch)
		}
		if _, err := s.Update(t.Context(), storetest.Seq(), graph.UpdateOptions{DryRun: true, Prune: true, Collections: []string{"papers"}}); err != nil {
			t.Error(err)
		}
		dump(t, s)
		if diff := cmp.Diff(before, files(t, dir)); diff != "" {
			t.Errorf("files touched (-before +after):\n%s", diff)
		}
	}
}

func TestDryRunMakesNoFolder(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "kg.graph")
	s := open(t, dir)
	if _, err := s.Update(t.Context(), storetest.Seq(storetest.Articles()...), graph.UpdateOptions{DryRun: true}); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(dir); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("the folder is there: %v", err)
	}
}

// TestEqualStates holds that the files of a store depend on what it holds alone.
func TestEqualStates(t *testing.T) {
	cs := storetest.Articles()
	a, b := open(t, filepath.Join(t.TempDir(), "a")), open(t, filepath.Join(t.TempDir(), "b"))
	load(t, a, cs...)
	load(t, b, cs[3], cs[1])
	load(t, b, cs[0])
	load(t, b, cs[2])
	if diff := cmp.Diff(manifestText(t, string(a.folder)), manifestText(t, string(b.folder))); diff != "" {
		t.Errorf("manifests (-one load +three):\n%s", diff)
	}
}

func TestGraphIsBuiltAgain(t *testing.T) {
	damage := map[string]func(path string) error{
		"missing":  os.Remove,
		"cut":      func(path string) error { return os.Truncate(path, 8192) },
		"empty":    func(path string) error { return os.Truncate(path, 0) },
		"replaced": func(path string) error { return os.WriteFile(path, []byte("no graph"), 0o644) },
		"garbage": func(path string) error {
			data, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			return os.WriteFile(path, []byte(strings.Repeat("x", len(data))), 0o644)
		},
	}
	for name, harm := range damage {
		t.Run(name, func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), "kg.graph")
			s := open(t, dir)
			load(t, s, storetest.Articles()...)
			want := dump(t, s)
			for _, how := range []string{"query", "load"} {
				m, err := s.folder.read()
				if err != nil {
					t.Fatal(err)
				}
				if err := harm(filepath.Join(dir, m.Graph)); err != nil {
					t.Fatal(err)
				}
				s = open(t, dir)
				if how == "load" && name != "garbage" { // of the right size: only opening tells
					if ch := load(t, s, storetest.Articles()...); !ch.Rebuilt || ch.Any() {
						t.Errorf("load over a damaged graph: %+v", ch)
					}
				}
				if got := dump(t, s); got != want {
					t.Errorf("after %s: %s", how, cmp.Diff(want, got))
				}
			}
		})
	}
}

func TestLeftoversAreRemoved(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "kg.graph")
	s := open(t, dir)
	load(t, s, storetest.Articles()...)
	left := []string{"tmp/spill-1", "tmp/build/Person.json", "articles/00-0123456789ab.jsonl.zst", "articles/index-00.jsonl.zst", "graph-00.kuzu", "graph-00.kuzu.wal"}
	for _, name := range left {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, nil, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile(filepath.Join(dir, "articles", "my notes.txt"), nil, 0o644); err != nil {
		t.Fatal(err)
	}
	load(t, s, storetest.Articles()...)
	for _, name := range left {
		if _, err := os.Stat(filepath.Join(dir, name)); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("%s is still there: %v", name, err)
		}
	}
	if _, err := os.Stat(filepath.Join(dir, "articles", "my notes.txt")); err != nil {
		t.Errorf("a foreign file is gone: %v", err)
	}
}

func TestOpenRefuses(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	other := t.TempDir()
	newer := t.TempDir()
	for path, text := range map[string]string{file: "x", filepath.Join(other, "thesis.docx"): "x", filepath.Join(newer, manifestName): `{"format": 99}`} {
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for dir, want := range map[string]string{file: "not a directory", other: "holds thesis.docx", newer: "newer kg"} {
		_, err := Open(dir)
		if !errors.Is(err, graph.ErrUnavailable) || !strings.Contains(err.Error(), want) {
			t.Errorf("Open(%s) = %v, want %q", dir, err, want)
		}
	}
}

func TestQueryWithoutLoad(t *testing.T) {
	s := open(t, filepath.Join(t.TempDir(), "none"))
	if _, err := s.Query(t.Context(), "RETURN 1", nil); !errors.Is(err, graph.ErrUnavailable) || !strings.Contains(err.Error(), "kg load") {
		t.Errorf("Query = %v", err)
	}
}

// TestSecondWriterWaits holds that a load waits for the one at work, says for whom, and
// gives up with its context.
func TestSecondWriterWaits(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "kg.graph")
	s := open(t, dir)
	load(t, s, storetest.Articles()[0])
	l, err := s.folder.lock(t.Context(), func(string) {})
	if err != nil {
		t.Fatal(err)
	}
	if err := l.claim(); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	_, err = s.Update(ctx, storetest.Seq(storetest.Articles()[1]), graph.UpdateOptions{})
	if !errors.Is(err, context.DeadlineExceeded) || !strings.Contains(err.Error(), "process ") {
		t.Errorf("Update while locked = %v", err)
	}
	noted := make(chan string, 10)
	ended := make(chan error)
	go func() {
		_, err := s.Update(t.Context(), storetest.Seq(storetest.Articles()[1]), graph.UpdateOptions{
			Progress: func(stage string, _, total int) {
				if total == 0 && stage != "read" {
					noted <- stage
				}
			},
		})
		ended <- err
	}()
	if got := <-noted; !strings.HasPrefix(got, "waiting for another load (process ") {
		t.Errorf("note %q", got)
	}
	dump(t, s) // readers are not blocked
	if err := l.release(); err != nil {
		t.Fatal(err)
	}
	if err := <-ended; err != nil {
		t.Errorf("Update after waiting: %v", err)
	}
}

// TestLongTexts loads rows that COPY does not take.
func TestLongTexts(t *testing.T) {
	c := storetest.Articles()[0]
	c.Article.Text += "\n" + strings.Repeat("长", maxLine)
	c.SetHash()
	s := open(t, filepath.Join(t.TempDir(), "kg.graph"))
	load(t, s, c)
	res, err := s.Query(t.Context(), "MATCH (a:Article) RETURN a.text", nil)
	if err != nil || res.Rows[0][0] != c.Article.Text {
		t.Errorf("the text of %d bytes came back otherwise: %v", len(c.Article.Text), err)
	}
}

func TestU0000IsRefused(t *testing.T) {
	for _, text := range []string{"a\x00b", `a\u0000`} {
		c := storetest.Articles()[0]
		c.Article.URL = text
		c.SetHash()
		_, err := open(t, filepath.Join(t.TempDir(), "kg.graph")).Update(t.Context(), storetest.Seq(c), graph.UpdateOptions{})
		if want := strings.ContainsRune(text, 0); want != (err != nil && strings.Contains(err.Error(), "U+0000")) {
			t.Errorf("%q: %v", text, err)
		}
	}
}

func TestParameters(t *testing.T) {
	s := open(t, filepath.Join(t.TempDir(), "kg.graph"))
	load(t, s, storetest.Articles()...)
	for want, params := range map[string]map[string]any{
		"no value for $x":  {},
		"$x: nil crashes":  {"x": nil},
		"$x: holds the":    {"x": "a\x00"},
		"takes no struct":  {"x": struct{}{}},
		"has no empty map": {"x": map[string]any{}},
	} {
		if _, err := s.Query(t.Context(), "RETURN $x", params); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v: %v, want %q", params, err, want)
		}
	}
	res, err := s.Query(t.Context(), "MATCH (p:Person)-[r:HOSTED]->(e) WHERE r.order = $on AND '$on' = $`order` RETURN {order: r.order}.order AS order",
		map[string]any{"on": 1, "order": "$on"})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(&graph.Result{Columns: []string{"order"}, Rows: [][]any{{int64(1)}}}, res); diff != "" {
		t.Error(diff)
	}
}

// TestErrorText holds that a message shows the query as it was written.
func TestErrorText(t *testing.T) {
	s := open(t, filepath.Join(t.TempDir(), "kg.graph"))
	load(t, s, storetest.Articles()[0])
	_, err := s.Query(t.Context(), "RETURN $x, '100%d %s' RETURN", map[string]any{"x": 1})
	if err == nil || !strings.Contains(err.Error(), "RETURN $x, '100%d %s'") {
		t.Errorf("error %v", err)
	}
}

func TestPathValue(t *testing.T) {
	s := open(t, filepath.Join(t.TempDir(), "kg.graph"))
	load(t, s, storetest.Articles()...)
	res, err := s.Query(t.Context(), "MATCH p = (a:Person {name: '周若溪'})-[:ATTENDED]->(e:Event) RETURN p, a, length(p)", nil)
	if err != nil {
		t.Fatal(err)
	}
	p, a := res.Rows[0][0].(map[string]any), res.Rows[0][1].(map[string]any)
	rel := p["relationships"].([]any)[0].(map[string]any)
	start := rel["start"].(map[string]any)
	if rel["label"] != "ATTENDED" || start["id"] != a["id"] || a["labels"].([]any)[0] != "Person" || res.Rows[0][2] != int64(1) {
		t.Errorf("path %v of %v", p, a)
	}
	if _, ok := a["properties"].(map[string]any)["pinyin"]; ok {
		t.Error("an absent property is shown")
	}
}
