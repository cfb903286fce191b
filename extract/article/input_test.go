package article

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
)

// story1 is a small page of an invented town.
const story1 = "## 柳湾街道开展夜巡\n\n　　本报讯 9月11日，柳湾街道开展夜巡，街道党工委书记丁一带队。(孟青)\n"

// want1 is what dump says of story1 in a file.
func want1(source string) string {
	return source + " #0 dateline=--09-11\n  title: 柳湾街道开展夜巡\n" +
		"  body: 本报讯 9月11日，柳湾街道开展夜巡，街道党工委书记丁一带队。(孟青)\n"
}

// encoded returns text in an encoding.
func encoded(t *testing.T, text, name string) string {
	t.Helper()
	var out []byte
	var err error
	switch name {
	case "gb18030":
		out, err = simplifiedchinese.GB18030.NewEncoder().Bytes([]byte(text))
	case "utf-16le":
		out, err = unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().Bytes([]byte(text))
	case "utf-16be":
		out, err = unicode.UTF16(unicode.BigEndian, unicode.UseBOM).NewEncoder().Bytes([]byte(text))
	}
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}

// zipped returns text as a gzip file.
func zipped(text string) string {
	var out bytes.Buffer
	w := gzip.NewWriter(&out)
	w.Write([]byte(text)) //nolint:errcheck // into memory
	w.Close()             //nolint:errcheck // into memory
	return out.String()
}

func TestEncodings(t *testing.T) {
	long := strings.Repeat("这是一段很长的正文，说的是柳湾街道的事情。\n", 4000)
	tests := []struct{ name, file, data, force, want string }{
		{"utf-8", "a.md", story1, "", want1("a.md")},
		{"byte order mark", "a.md", "\xef\xbb\xbf" + story1, "", want1("a.md")},
		{"gb18030", "a.md", encoded(t, story1, "gb18030"), "", want1("a.md")},
		{"gb18030 forced", "a.md", encoded(t, story1, "gb18030"), "gbk", want1("a.md")},
		{"utf-16le", "a.md", encoded(t, story1, "utf-16le"), "", want1("a.md")},
		{"utf-16be", "a.md", encoded(t, story1, "utf-16be"), "", want1("a.md")},
		{"carriage returns", "a.md", strings.ReplaceAll(story1, "\n", "\r\n"), "", want1("a.md")},
		{"packed", "a.md.gz", zipped(encoded(t, story1, "gb18030")), "", want1("a.md.gz")},
		{"bad byte", "a.md", strings.Replace(story1, "孟青", "孟\xff青", 1) + long, "", ""},
		{"control characters", "a.md", strings.Replace(story1, "夜巡", "夜\x00\u200b巡", 1), "", "warning a.md:1: 2 control or invisible characters dropped\n" + want1("a.md")},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), test.file)
			writeFile(t, path, test.data)
			got := dump(t, path, Options{Encoding: test.force})
			if test.want == "" {
				if want := "warning a.md:3: 1 invalid bytes replaced by U+FFFD\n"; !strings.HasPrefix(got, want) {
					t.Errorf("got %.200q, want the prefix %q", got, want)
				}
				return
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
	if err := ValidEncoding("klingon"); err == nil {
		t.Error("an unknown encoding is valid")
	}
}

// TestProblems reads inputs that cannot be read: each names file and line, and what
// follows is read.
func TestProblems(t *testing.T) {
	binary := "\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + strings.Repeat("\x00\xff\xfe\x93\x01", 200)
	huge := strings.Repeat("x", maxDocument+10)
	tests := []struct {
		name  string
		files map[string]string
		want  []string
	}{
		{"binary", map[string]string{"a.md": binary, "b.md": story1}, []string{
			"in/a.md:2: not text: neither UTF-8 nor GB18030 (a binary file?)", "b.md",
		}},
		{"empty", map[string]string{"a.md": "", "b.jsonl": "\n", "c.csv": "", "d.md": story1}, []string{
			"in/a.md: empty", "in/b.jsonl: empty", "in/c.csv: empty", "d.md",
		}},
		{"long lines", map[string]string{"a.jsonl": "{\"text\":\"甲。\"}\n{\"text\":\"" + huge + "\"}\n{\"text\":\"乙。\"}\n", "b.md": "甲。\n" + huge}, []string{
			"a.jsonl", "in/a.jsonl:2: record longer than 64 MiB", "a.jsonl", "in/b.md:2: file longer than 64 MiB",
		}},
		{"long row", map[string]string{"a.csv": "id,text\n1,甲。\n2,\"" + huge + "\"\n3,乙。\n"}, []string{
			"a.csv", "in/a.csv:3: record longer than 64 MiB", "a.csv",
		}},
		{"no JSON", map[string]string{"a.jsonl": "{\"text\":\"甲。\"}\n{\"text\":\n{\"text\":\"乙。\"}\n{\"text\":5}\n[]\n"}, []string{
			"a.jsonl", "in/a.jsonl:2: not a JSON record: unexpected end of JSON input", "a.jsonl",
			"in/a.jsonl:4: not a JSON record: json: cannot unmarshal number into Go struct field record.text of type string",
			"in/a.jsonl:5: not a JSON record: json: cannot unmarshal array into Go value of type article.record",
		}},
		{"no column", map[string]string{"a.csv": "id,titel\n1,x\n", "b.csv": "id,text\n1,甲。,x\n"}, []string{
			"in/a.csv:1: no column \"text\" (the header has id, titel)", "in/b.csv:2: 3 fields, the header has 2",
		}},
		{"broken containers", map[string]string{"a.md.gz": "\x1f\x8bxxxxxxxxxxxx", "b.docx": "PK nothing"}, []string{
			"in/a.md.gz: unpack: gzip: invalid header", "in/b.docx: not a docx file: zip: not a valid zip file",
		}},
		{"nothing known", map[string]string{"a.png": "x", ".hidden.md": story1}, []string{
			"in: no file to read in this folder (have " + formats + ")",
		}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			folder := filepath.Join(t.TempDir(), "in")
			for name, data := range test.files {
				writeFile(t, filepath.Join(folder, name), data)
			}
			if diff := cmp.Diff(test.want, outcome(folder, Options{})); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

// outcome returns what reading a path yields: problems with the path from its base
// on, and the sources of documents.
func outcome(path string, o Options) []string {
	var out []string
	for doc, problem := range Documents(context.Background(), []string{path}, o) {
		if problem != nil {
			out = append(out, strings.TrimPrefix(problem.Error(), filepath.Dir(path)+string(filepath.Separator)))
			continue
		}
		out = append(out, doc.Source)
	}
	return out
}

func TestSymlinks(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "in")
	writeFile(t, filepath.Join(folder, "b", "a.md"), story1)
	for name, target := range map[string]string{"loop": ".", "b/up": "../../in", "self": "self", "c.md": "b/a.md", "gone.md": "nowhere.md"} {
		if err := os.Symlink(target, filepath.Join(folder, name)); err != nil {
			t.Skip(err)
		}
	}
	want := []string{
		"b/a.md", "in/b/up: symbolic link to a folder above it; not followed", "c.md", "in/gone.md: no such file or directory",
		"in/loop: symbolic link to a folder above it; not followed", "in/self: too many levels of symbolic links",
	}
	if diff := cmp.Diff(want, outcome(folder, Options{})); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

// refusing is a file system that lets nobody into some paths.
type refusing struct {
	machine
	paths string
}

func (f refusing) ReadDir(name string) ([]fs.DirEntry, error) {
	if strings.Contains(f.paths, filepath.Base(name)) {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrPermission}
	}
	return f.machine.ReadDir(name)
}

func (f refusing) Open(name string) (io.ReadCloser, error) {
	if strings.Contains(f.paths, filepath.Base(name)) {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrPermission}
	}
	return f.machine.Open(name)
}

func TestPermissions(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "in")
	writeFile(t, filepath.Join(folder, "a.md"), story1)
	writeFile(t, filepath.Join(folder, "b", "b.md"), story1)
	writeFile(t, filepath.Join(folder, "c.md"), story1)
	got := outcome(folder, Options{files: refusing{paths: "a.md b"}})
	want := []string{"in/a.md: permission denied", "in/b: read folder: permission denied", "c.md"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func TestStopping(t *testing.T) {
	folder := t.TempDir()
	for _, name := range []string{"a.md", "b.md", "c.jsonl"} {
		writeFile(t, filepath.Join(folder, name), "{\"text\":\"甲。\"}\n{\"text\":\"乙。\"}\n")
	}
	n := 0
	for _, problem := range Documents(context.Background(), []string{folder}, Options{}) {
		if problem != nil {
			t.Error(problem)
		}
		if n++; n == 2 {
			break
		}
	}
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	n = 0
	for _, problem := range Documents(ctx, []string{folder}, Options{}) {
		if problem != nil {
			t.Error(problem)
		}
		n++
		cancel()
	}
	if n != 1 {
		t.Errorf("read %d documents after the end of the context", n-1)
	}
}

func TestStdin(t *testing.T) {
	tests := []struct{ name, data, format, want string }{
		{"page", story1, "", want1("stdin")},
		{"packed", zipped(story1), "", want1("stdin")},
		{"records", "{\"text\":\"甲。\"}\n", "", "stdin #0\n  body: 甲。\n"},
		{"html", "<html><body><h1>柳湾街道夜巡</h1><p>柳湾街道开展夜巡。</p></body></html>", "", "stdin #0\n  title: 柳湾街道夜巡\n  body: 柳湾街道开展夜巡。\n"},
		{"named format", "id,text\n1,甲。\n", "csv", "stdin #0 key=1\n  body: 甲。\n"},
		{"unknown format", "x", "pdf", "problem -: unknown format \"pdf\" of the standard input (have md, txt, html, jsonl, csv, docx)\n"},
		{"empty", "", "", "problem -: empty\n"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got := dump(t, "-", Options{Stdin: strings.NewReader(test.data), StdinFormat: test.format})
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

// TestFacts reads a file of facts back through Open, from a packed file and from stdin.
func TestFacts(t *testing.T) {
	facts := "{\"article\":{\"id\":\"x\"},\"facts\":[]}\n{\"article\":{\"id\":\"y\"},\"facts\":[]}\n"
	path := filepath.Join(t.TempDir(), "facts.jsonl.gz")
	writeFile(t, path, zipped(facts))
	for _, arg := range []string{path, "-"} {
		for doc, problem := range Documents(context.Background(), []string{arg}, Options{Stdin: strings.NewReader(facts)}) {
			if problem != nil || doc.Kind != FactsDocument || doc.Articles() != nil {
				t.Fatalf("%s: problem %v, kind %v", arg, problem, doc.Kind)
			}
			in, err := doc.Open()
			if err != nil {
				t.Fatal(err)
			}
			got, err := io.ReadAll(in)
			if err := errors.Join(err, in.Close()); err != nil {
				t.Fatal(err)
			}
			if string(got) != facts {
				t.Errorf("%s: got %q, want %q", arg, got, facts)
			}
		}
	}
	for line, want := range map[string]bool{
		`{"type":"node","id":"x"}`: true, `{"type":"relationship"}`: true, `{"article":{"id":"x"},"facts":[]}`: true,
		`{"id":"x","text":"甲。"}`: false, `{"type":"news","text":"甲。"}`: false, `{"article":"甲","text":"乙"}`: false, `x`: false, ``: false,
	} {
		if got := IsFacts([]byte(line)); got != want {
			t.Errorf("IsFacts(%s) = %v, want %v", line, got, want)
		}
	}
}

func TestDocx(t *testing.T) {
	const body = `<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="w" xmlns:mc="mc"><w:body>
<w:p><w:pPr><w:pStyle w:val="2"/></w:pPr><w:r><w:t>柳湾街道开展夜巡</w:t></w:r></w:p>
<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>本报讯</w:t></w:r><w:r><w:tab/><w:t xml:space="preserve"> 9月11日，柳湾街道&amp;</w:t></w:r><w:r><w:t>社区开展夜巡。(孟青)</w:t></w:r></w:p>
<w:p><w:pPr><w:pStyle w:val="2"/></w:pPr><w:r><w:t>青渡镇造林</w:t></w:r></w:p>
<w:p><w:r><mc:AlternateContent><mc:Fallback><w:t>重复</w:t></mc:Fallback></mc:AlternateContent><w:t>青渡镇完成造林。</w:t><w:br/><w:t>苗木成活。</w:t></w:r></w:p>
</w:body></w:document>`
	const styles = `<w:styles xmlns:w="w"><w:style w:styleId="2"><w:name w:val="heading 1"/></w:style></w:styles>`
	pack := func(document string) string {
		var out bytes.Buffer
		w := zip.NewWriter(&out)
		for _, part := range [][2]string{{"word/document.xml", document}, {"word/styles.xml", styles}} {
			f, err := w.Create(part[0])
			if err != nil {
				t.Fatal(err)
			}
			f.Write([]byte(part[1])) //nolint:errcheck // into memory
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		return out.String()
	}
	path := filepath.Join(t.TempDir(), "in", "a.docx")
	writeFile(t, path, pack(body))
	want := "a.docx #0 dateline=--09-11\n  title: 柳湾街道开展夜巡\n  body: 本报讯  9月11日，柳湾街道&社区开展夜巡。(孟青)\n" +
		"a.docx #1\n  title: 青渡镇造林\n  body: 青渡镇完成造林。\n  body: 苗木成活。\n"
	if diff := cmp.Diff(want, dump(t, path, Options{})); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	writeFile(t, path, pack(body[:600]))
	if got := dump(t, path, Options{}); !strings.HasPrefix(got, "problem a.docx: word/document.xml: XML syntax error") {
		t.Errorf("cut XML: got %q", got)
	}
}

func TestOptions(t *testing.T) {
	path := filepath.Join(t.TempDir(), "in", "20230101", "a.md")
	writeFile(t, path, "## 青渡镇造林\n\n9月1日，青渡镇造林。")
	got := dump(t, path, Options{Published: "2022年10月"})
	if want := "a.md #0 published=2022-10 dateline=2022-09-01 year=2022\n"; !strings.HasPrefix(got, want) {
		t.Errorf("got %q, want the prefix %q", got, want)
	}
	for o, want := range map[*Options]string{
		{Published: "gestern"}: `published: "gestern" is no date (want 2023-08-29, 2023-08 or 2023)`,
		{Encoding: "klingon"}:  `encoding: unknown encoding "klingon" (have utf-8, gb18030, gbk, big5, utf-16le, utf-16be, …)`,
	} {
		if got := outcome(path, *o); len(got) != 1 || got[0] != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
	for doc, problem := range Documents(context.Background(), []string{path}, Options{Collection: "河州"}) {
		if problem != nil {
			t.Fatal(problem)
		}
		if doc.Collection != "河州" || doc.Articles()[0].Collection != "河州" {
			t.Errorf("collection %q", doc.Collection)
		}
	}
}
