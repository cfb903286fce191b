package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestWhyChoices shows how the ends of a fact came about, from the source read again.
func TestWhyChoices(t *testing.T) {
	folder := t.TempDir()
	file := filepath.Join(folder, "page.md")
	if err := os.WriteFile(file, []byte(goodText), 0o644); err != nil {
		t.Fatal(err)
	}
	db := filepath.Join(t.TempDir(), "kg.graph")
	mustDo(t, "load", "--quiet", folder, "--db", db)
	why := func(sources ...string) string {
		args := []string{"why", "林知远", "青岚区委书记", "--db", db}
		for _, s := range sources {
			args = append(args, "--source", s)
		}
		return mustDo(t, args...)
	}
	expect := func(got, want string) {
		t.Helper()
		if !strings.Contains(got, want) {
			t.Errorf("lacks %q:\n%s", want, got)
		}
	}
	expect(why(folder), "- 区委书记: Title by title, is 青岚区委书记, in 青岚区: named in the sentence\n    - 林知远: Person by person.title\n")
	expect(why(), "the source page.md is not here (name its folder with --source)")
	if err := os.WriteFile(file, []byte(strings.ReplaceAll(goodText, "讲话", "致辞")), 0o644); err != nil {
		t.Fatal(err)
	}
	expect(why(folder), "has changed: the sentence is not in it any more")
}

// TestWhyNot says which stage dropped a text.
func TestWhyNot(t *testing.T) {
	file := filepath.Join(t.TempDir(), "page.md")
	text := "上一篇 下一篇\n\n" + goodText + "\n巡逻队沿清漪河走了一夜。\n"
	if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	for dropped, want := range map[string]string{
		"林知远":  "relation: HOLDS_ROLE by holds.title",
		"清漪河":  "mention: nothing was recognised there",
		"上一篇":  "the repair kept it in no article",
		"唐砚秋":  "article: none of the 1 articles read has it",
		"区委书记": "is 青岚区委书记, in 青岚区",
	} {
		if out := mustDo(t, "why", "--not", dropped, file); !strings.Contains(out, want) {
			t.Errorf("why --not %s lacks %q:\n%s", dropped, want, out)
		}
	}
}
