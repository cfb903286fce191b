package main

import (
	"bytes"
	"compress/gzip"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// goodText is an article that must come through whatever lies beside it.
const goodText = "## 青岚区召开防汛会议\n\n8月3日，青岚区召开防汛工作会议，区委书记林知远讲话。\n"

// badInputs are files that cannot be read, with what is said about them.
func badInputs(t *testing.T) (files map[string][]byte, messages []string) {
	t.Helper()
	var packed bytes.Buffer
	z := gzip.NewWriter(&packed)
	if _, err := z.Write([]byte(strings.Repeat(goodText, 40))); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	files = map[string][]byte{
		"bad.csv":    []byte("id,body\n1,青岚区\n"),
		"bad.docx":   []byte("not a zip"),
		"bad.jsonl":  []byte("{\"text\":\"青岚区委书记林知远讲话。\"}\nnot json\n"),
		"binary.md":  append([]byte("\x7fELF\x02\x01\x01\x00"), bytes.Repeat([]byte{0, 1, 2, 0xfe}, 500)...),
		"empty.md":   nil,
		"good.md":    []byte(goodText),
		"invalid.md": []byte("## 标题\n\n正文\xff\xfe\x80坏字节。\n"),
	}
	files["trunc.md.gz"] = packed.Bytes()[:packed.Len()/2]
	messages = []string{
		`bad.csv:1: no column "text" (the header has id, body)`,
		"bad.docx: not a docx file: zip: not a valid zip file",
		"bad.jsonl:2: not a JSON record: ",
		"binary.md:1: not text: neither UTF-8 nor GB18030 (a binary file?)",
		"empty.md: empty",
		"invalid.md:3: 3 invalid bytes replaced by U+FFFD",
		"loop: symbolic link to a folder above it; not followed",
		"trunc.md.gz:1: read: unexpected EOF",
	}
	return files, messages
}

// TestBadInput gives each message with its place, does the rest and exits with 3.
func TestBadInput(t *testing.T) {
	files, messages := badInputs(t)
	dir := t.TempDir()
	for name, data := range files {
		if err := os.WriteFile(filepath.Join(dir, name), data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Symlink(".", filepath.Join(dir, "loop")); err != nil {
		t.Skip("no symbolic links here:", err)
	}
	if !testing.Short() {
		long := append([]byte("## 标题\n\n"), bytes.Repeat([]byte("青岚区委书记林知远讲话"), 200<<20/33)...)
		if err := os.WriteFile(filepath.Join(dir, "long.md"), long, 0o644); err != nil {
			t.Fatal(err)
		}
		messages = append(messages, "long.md:3: file longer than 64 MiB")
	}
	db := filepath.Join(t.TempDir(), "kg.graph")
	for _, args := range [][]string{{"extract", dir}, {"load", dir, "--db", db}} {
		t.Run(args[0], func(t *testing.T) {
			var stdout, stderr bytes.Buffer
			if code := Do(t.Context(), args, strings.NewReader(""), &stdout, &stderr); code != exitPartial {
				t.Errorf("exit code %d, want %d", code, exitPartial)
			}
			for _, m := range messages {
				if !strings.Contains(stderr.String(), m) {
					t.Errorf("stderr lacks %q:\n%s", m, stderr.String())
				}
			}
			if args[0] == "extract" && !strings.Contains(stdout.String(), `"name":"青岚区召开防汛会议"`) {
				t.Errorf("the good article is not there:\n%s", stdout.String())
			}
		})
	}
	if out := mustDo(t, "query", "person-posts", "林知远", "--db", db, "--format", "csv"); !strings.Contains(out, "青岚区委书记") {
		t.Errorf("the good article was not loaded:\n%s", out)
	}
}

// TestUnreadable says so of a file without permission.
func TestUnreadable(t *testing.T) {
	file := filepath.Join(t.TempDir(), "secret.md")
	if err := os.WriteFile(file, []byte(goodText), 0o000); err != nil {
		t.Fatal(err)
	}
	if f, err := os.Open(file); err == nil {
		_ = f.Close()
		t.Skip("this user may read everything")
	}
	var stdout, stderr bytes.Buffer
	if code := Do(t.Context(), []string{"extract", file}, strings.NewReader(""), &stdout, &stderr); code != exitPartial {
		t.Errorf("exit code %d, want %d", code, exitPartial)
	}
	if !strings.Contains(stderr.String(), "permission denied") {
		t.Errorf("stderr: %s", stderr.String())
	}
}

// TestSameBytes holds the output to be the same for any number of workers, any order of
// the paths, and by way of contributions.
func TestSameBytes(t *testing.T) {
	const pages = "../../docs/sample/pages"
	want := mustDo(t, "extract", "--quiet", "--workers", "1", pages)
	for _, workers := range []string{"2", "8"} {
		if diff := cmp.Diff(want, mustDo(t, "extract", "--quiet", "--workers", workers, pages)); diff != "" {
			t.Errorf("--workers %s differs from 1:\n%s", workers, diff)
		}
	}
	a, b := pages+"/2024-03-06.md", pages+"/2024-08-07.md"
	if diff := cmp.Diff(mustDo(t, "extract", "--quiet", "--collection", "x", a, b), mustDo(t, "extract", "--quiet", "--collection", "x", b, a)); diff != "" {
		t.Errorf("the order of the paths changes the graph:\n%s", diff)
	}
	facts := filepath.Join(t.TempDir(), "facts.jsonl")
	mustDo(t, "extract", "--quiet", "--per-article", pages, "-o", facts)
	if diff := cmp.Diff(want, mustDo(t, "merge", facts)); diff != "" {
		t.Errorf("merged contributions differ from extract:\n%s", diff)
	}
}

// TestCompletion offers the canned queries.
func TestCompletion(t *testing.T) {
	for _, shell := range []string{"bash", "zsh", "fish", "powershell"} {
		if out := mustDo(t, "completion", shell); !strings.Contains(out, "kg") {
			t.Errorf("completion %s: %q", shell, out)
		}
	}
	if out := mustDo(t, "__complete", "query", "post"); !strings.Contains(out, "post-holders") || !strings.Contains(out, "post-history") {
		t.Errorf("query post<TAB>: %q", out)
	}
}
