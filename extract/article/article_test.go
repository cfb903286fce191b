package article

import (
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"
)

var update = flag.Bool("update", false, "rewrite the goldens")

// TestGoldens reads the files of each testdata/*.txtar as one folder and compares
// the articles with its last file, "want".
func TestGoldens(t *testing.T) {
	paths, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(paths) == 0 {
		t.Fatalf("no goldens: %v", err)
	}
	for _, path := range paths {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(path)
			if err != nil {
				t.Fatal(err)
			}
			folder := filepath.Join(t.TempDir(), "pages")
			last := len(archive.Files) - 1
			if last < 0 || archive.Files[last].Name != "want" {
				t.Fatalf("%s: the last file must be want", path)
			}
			for _, file := range archive.Files[:last] {
				writeFile(t, filepath.Join(folder, file.Name), string(file.Data))
			}
			got := dump(t, folder, Options{})
			if *update {
				archive.Files[last].Data = []byte(got)
				if err := os.WriteFile(path, txtar.Format(archive), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if diff := cmp.Diff(string(archive.Files[last].Data), got); diff != "" {
				t.Errorf("%s (-want +got):\n%s", path, diff)
			}
		})
	}
}

// writeFile writes a file and the folders above it.
func writeFile(t testing.TB, path, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// dump reads a path and writes down its articles, problems and warnings; it checks
// every article on the way.
func dump(t testing.TB, path string, o Options) string {
	t.Helper()
	var out strings.Builder
	strip := strings.NewReplacer(filepath.Dir(path)+string(filepath.Separator), "")
	for doc, problem := range Documents(context.Background(), []string{path}, o) {
		if problem != nil {
			fmt.Fprintf(&out, "problem %s\n", strip.Replace(problem.Error()))
			continue
		}
		for _, w := range doc.Warnings {
			fmt.Fprintf(&out, "warning %s\n", strip.Replace(w.String()))
		}
		if doc.Kind == FactsDocument {
			fmt.Fprintf(&out, "facts %s\n", doc.Source)
		}
		for _, art := range doc.Articles() {
			checkArticle(t, doc, art)
			dumpArticle(&out, art)
		}
	}
	return out.String()
}

// dumpArticle writes one article: its known fields, then a line a block.
func dumpArticle(out *strings.Builder, art Article) {
	fmt.Fprintf(out, "%s #%d", art.Source, art.Ordinal)
	for _, field := range []struct{ name, value string }{
		{"key", art.Key},
		{"place", art.PlaceLine},
		{"published", art.Published},
		{"dateline", art.Dateline},
		{"publisher", art.Publisher},
		{"page", art.Page},
		{"url", art.URL},
	} {
		if field.value != "" {
			fmt.Fprintf(out, " %s=%s", field.name, field.value)
		}
	}
	if art.Nth > 0 {
		fmt.Fprintf(out, " nth=%d", art.Nth)
	}
	if art.Year > 0 {
		fmt.Fprintf(out, " year=%d", art.Year)
	}
	out.WriteString("\n")
	for _, b := range art.Blocks {
		fmt.Fprintf(out, "  %s: %s\n", b.Kind, art.Text[b.Start:b.End])
	}
}

// checkArticle holds what is true of every article: the blocks are the lines of a
// text in valid UTF-8 without invisible characters; the origin is sorted and in
// range, and its pieces of equal length hold the same bytes in text and document.
func checkArticle(t testing.TB, doc Document, art Article) {
	t.Helper()
	if !utf8.ValidString(art.Text) {
		t.Fatalf("text is not UTF-8: %q", art.Text)
	}
	if art.Text == "" || strings.ContainsFunc(art.Text, isInvisible) {
		t.Fatalf("text is empty or has invisible characters: %q", art.Text)
	}
	end := -1
	for _, b := range art.Blocks {
		if b.Start != end+1 || b.End <= b.Start || strings.Contains(art.Text[b.Start:b.End], "\n") {
			t.Fatalf("block %v does not follow %d as a line of %q", b, end, art.Text)
		}
		end = b.End
	}
	if end != len(art.Text) {
		t.Fatalf("blocks end at %d, text at %d", end, len(art.Text))
	}
	checkOrigin(t, doc.Text(), art)
}

// checkOrigin is checkArticle for the origin.
func checkOrigin(t testing.TB, doc string, art Article) {
	t.Helper()
	at := 0
	var covered int
	for _, p := range art.Origin.Pieces {
		if p.Text < at || p.TextLen <= 0 || p.Text+p.TextLen > len(art.Text) {
			t.Fatalf("piece %+v: out of order or range (text ends at %d)", p, len(art.Text))
		}
		at = p.Text + p.TextLen
		covered += p.TextLen
		if p.Doc < 0 || p.DocLen < 0 || p.Doc+p.DocLen > len(doc) {
			t.Fatalf("piece %+v: outside the document of %d bytes", p, len(doc))
		}
		if got, want := art.Text[p.Text:at], doc[p.Doc:p.Doc+p.DocLen]; p.TextLen == p.DocLen && got != want {
			t.Fatalf("piece %+v: text has %q, document %q", p, got, want)
		}
		if p.TextLen != p.DocLen && p.DocLen > maxEntity {
			t.Fatalf("piece %+v: longer than an entity", p)
		}
	}
	foreign := 0
	if b := art.Blocks[0]; b.Kind == TitleBlock && art.Origin.Spans(b.Span) == nil {
		foreign = b.End
	}
	if missing := len(art.Text) - covered - strings.Count(art.Text, "\n") - foreign; missing != 0 {
		t.Fatalf("%d bytes of the text come from nowhere", missing)
	}
}

// read returns the articles of one text in a format.
func read(t testing.TB, f format, text string) []Article {
	t.Helper()
	var out []Article
	o := Options{Stdin: strings.NewReader(text), StdinFormat: string(f)}
	for doc, problem := range Documents(context.Background(), []string{"-"}, o) {
		if problem != nil {
			t.Fatalf("problem: %v", problem)
		}
		for _, art := range doc.Articles() {
			checkArticle(t, doc, art)
			out = append(out, art)
		}
	}
	return out
}
