package article

import (
	"archive/tar"
	"context"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// shared is the folder of material beside the checkout; tests that read it skip
// where it is absent.
const shared = "../../../shared"

// TestSamplePage reads the real page: ten articles, all datelines in one year, every
// place line at its heading, and the fragment with the story whose words it shares.
func TestSamplePage(t *testing.T) {
	path := filepath.Join(shared, "sample", "page.md")
	page, err := os.ReadFile(path)
	if err != nil {
		t.Skip("no sample page")
	}
	articles := read(t, markdownFormat, string(page))
	if len(articles) != 10 {
		t.Fatalf("got %d articles, want 10", len(articles))
	}
	places := map[int]string{7: "封丘县", 8: "红旗区西街街道"}
	for i, art := range articles {
		if art.Title == "" || art.PlaceLine != places[i] || art.Year != 2023 {
			t.Errorf("article %d: title %q, place %q, year %d", i, art.Title, art.PlaceLine, art.Year)
		}
		if strings.Contains(art.Text, "**") || strings.Contains(art.Text, "##") {
			t.Errorf("article %d: markup in the text", i)
		}
		for _, b := range art.Blocks[1:] {
			last := lastRunes(art.Text[b.Start:b.End], 1)
			if b.Kind == BodyBlock && !strings.Contains("。)", last) {
				t.Errorf("article %d: a paragraph ends with %q: column break left", i, last)
			}
		}
	}
	if n := len(articles[8].Blocks); n != 4 {
		t.Errorf("the story of the fragment has %d blocks, want 4: title, fragment, two paragraphs", n)
	}
	if articles[6].Blocks[1].Kind != CaptionBlock {
		t.Errorf("the photograph's caption is a %s", articles[6].Blocks[1].Kind)
	}
}

// corpus unpacks the corpus into a folder.
func corpus(tb testing.TB) string {
	tb.Helper()
	archive := filepath.Join(shared, "corpus", "xwlb.tar.xz")
	if _, err := os.Stat(archive); err != nil {
		tb.Skip("no corpus")
	}
	xz, err := exec.LookPath("xz")
	if err != nil {
		tb.Skip("no xz to unpack the corpus")
	}
	command := exec.Command(xz, "-dc", archive)
	out, err := command.StdoutPipe()
	if err != nil {
		tb.Fatal(err)
	}
	if err := command.Start(); err != nil {
		tb.Fatal(err)
	}
	folder := tb.TempDir()
	for in := tar.NewReader(out); ; {
		header, err := in.Next()
		if err == io.EOF {
			break
		}
		if err != nil {
			tb.Fatal(err)
		}
		if header.Typeflag == tar.TypeReg && strings.HasSuffix(header.Name, ".md") {
			data, err := io.ReadAll(in)
			if err != nil {
				tb.Fatal(err)
			}
			writeFile(tb, filepath.Join(folder, filepath.Base(header.Name)), string(data))
		}
	}
	if err := command.Wait(); err != nil {
		tb.Fatal(err)
	}
	return folder
}

// TestCorpus holds checkArticle and the number of headings over a whole corpus.
func TestCorpus(t *testing.T) {
	if testing.Short() {
		t.Skip("reads 40 MB")
	}
	files, articles, datelines := 0, 0, 0
	for doc, problem := range Documents(context.Background(), []string{corpus(t)}, Options{}) {
		if problem != nil {
			t.Fatal(problem)
		}
		files++
		for _, art := range doc.Articles() {
			checkArticle(t, doc, art)
			articles++
			if art.Dateline != "" {
				datelines++
			}
			if art.Title == "" {
				t.Errorf("%s: article %d has no title", art.Source, art.Ordinal)
			}
		}
	}
	if articles < 14*files {
		t.Errorf("%d articles in %d files", articles, files)
	}
	t.Logf("%d files, %d articles, %d with a dateline", files, articles, datelines)
}

// BenchmarkArticles answers whether splitting and repair leave room for the rest of
// the pipeline, which is to run at 2 MB/s and core.
func BenchmarkArticles(b *testing.B) {
	var docs []Document
	size := 0
	for doc, problem := range Documents(context.Background(), []string{corpus(b)}, Options{}) {
		if problem != nil {
			b.Fatal(problem)
		}
		docs = append(docs, doc)
		size += len(doc.Text())
	}
	b.SetBytes(int64(size))
	b.ReportAllocs()
	for b.Loop() {
		for _, doc := range docs {
			doc.Articles()
		}
	}
}
