package changeset

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kg/graph"
)

func article(id, text string) *graph.Contribution {
	c := &graph.Contribution{Article: graph.Article{ID: id, Name: text, Collection: "papers", Text: text}}
	c.SetHash()
	return c
}

func entry(c *graph.Contribution) Entry { return Entry{c.Article.Hash, c.Article.Collection} }

func read(t *testing.T, old Index, o graph.UpdateOptions, cs ...*graph.Contribution) *Set {
	t.Helper()
	s, err := Read(t.Context(), func(yield func(*graph.Contribution, error) bool) {
		for _, c := range cs {
			if !yield(c, nil) {
				return
			}
		}
	}, old, o, func() (*os.File, error) { return os.Create(filepath.Join(t.TempDir(), "spill")) })
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

func TestRead(t *testing.T) {
	same, changed, added, cut := article("1", "同"), article("2", "改"), article("3", "新"), article("4", "断")
	old := Index{
		"1": entry(same), "2": entry(article("2", "旧")), "4": {Collection: "papers"},
		"5": {Hash: "x", Collection: "papers"}, "6": {Hash: "x", Collection: "radio"},
	}
	s := read(t, old, graph.UpdateOptions{Prune: true, Collections: []string{"papers"}}, same, changed, added, cut)
	want := graph.Changes{Added: 2, Changed: 1, Unchanged: 1, Removed: 1} // what was cut off comes anew
	if diff := cmp.Diff(want, s.Changes()); diff != "" {
		t.Errorf("changes (-want +got):\n%s", diff)
	}
	after := Index{"1": entry(same), "2": entry(changed), "3": entry(added), "4": entry(cut), "6": old["6"]}
	if diff := cmp.Diff(after, s.After()); diff != "" {
		t.Errorf("index after (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"2", "3", "4"}, s.Fresh()); diff != "" {
		t.Errorf("fresh (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(map[string]bool{"2": true, "3": true, "4": true, "5": true}, s.Gone()); diff != "" {
		t.Errorf("gone (-want +got):\n%s", diff)
	}
	var names []string
	if err := s.EachFresh(func(c *graph.Contribution) error { names = append(names, c.Article.Name); return nil }); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"改", "新", "断"}, names); diff != "" {
		t.Errorf("contributions (-want +got):\n%s", diff)
	}
}

func TestReadTwice(t *testing.T) {
	first, second := article("1", "先"), article("1", "后")
	s := read(t, Index{"1": entry(second)}, graph.UpdateOptions{}, first, second)
	if got := s.Changes(); got != (graph.Changes{Unchanged: 1}) {
		t.Errorf("the later one is stored already, yet %+v", got)
	}
}

func TestReadRefuses(t *testing.T) {
	for name, c := range map[string]*graph.Contribution{
		"no id": {Article: graph.Article{Name: "无"}},
		"NUL":   article("1", "断\x00了"),
	} {
		dir := t.TempDir()
		_, err := Read(t.Context(), func(yield func(*graph.Contribution, error) bool) {
			if yield(article("0", "好"), nil) {
				yield(c, nil)
			}
		}, Index{}, graph.UpdateOptions{}, func() (*os.File, error) { return os.Create(filepath.Join(dir, "spill")) })
		if err == nil {
			t.Errorf("%s: no error", name)
		}
		if left, err := os.ReadDir(dir); err != nil || len(left) > 0 {
			t.Errorf("%s: left %v, %v", name, left, errors.Join(err))
		}
	}
}

func TestHoldsNUL(t *testing.T) {
	for line, want := range map[string]bool{
		`{"a":"\u0000"}`: true, `{"a":"\\u0000"}`: false, `{"a":"\\\u0000"}`: true, `{"a":"u0000"}`: false, `{"a":"\\u0000\u0000"}`: true,
	} {
		if got := HoldsNUL([]byte(line)); got != want {
			t.Errorf("HoldsNUL(%s) = %v", line, got)
		}
	}
}
