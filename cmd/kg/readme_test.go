package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"kg/graph"
)

var (
	readmeStep = regexp.MustCompile(`^-\[:(\w+)(?: \{(\w+): (\w+)\})?\]->\(([^:)]+):(\w+)\)`)
	readmeNode = regexp.MustCompile(`^\(([^:)]+):(\w+)\)`)
	readmeLink = regexp.MustCompile(`\]\(([^)#:]+)\)`)
)

// readmeEdge is a relationship as the README draws it; Qualifier is "status=current" or "".
type readmeEdge struct{ Start, StartLabel, Type, Qualifier, End, EndLabel string }

// TestReadmeSentence: the first sentence of the README makes the edges that stand below it.
func TestReadmeSentence(t *testing.T) {
	text := readFile(t, "../../README.md")
	_, after, _ := strings.Cut(text, "\n> ")
	sentence, after, _ := strings.Cut(after, "\n")
	_, after, _ = strings.Cut(after, "```\n")
	drawing, _, ok := strings.Cut(after, "```")
	if !ok {
		t.Fatal("the README does not lead with a sentence and its edges")
	}
	made := extracted(t, sentence)
	count := 0
	for line := range strings.Lines(drawing) {
		for _, e := range drawn(t, strings.TrimSpace(line)) {
			if count++; !made[e] {
				t.Errorf("%s does not make %+v; it makes %v", sentence, e, made)
			}
		}
	}
	if count < 5 {
		t.Errorf("%d edges drawn", count)
	}
}

// TestDocsLinks: every file that the pages for newcomers point at is there.
func TestDocsLinks(t *testing.T) {
	for _, page := range []string{"README.md", "CONTRIBUTING.md", "docs/dependencies.md"} {
		for _, m := range readmeLink.FindAllStringSubmatch(readFile(t, "../../"+page), -1) {
			if _, err := os.Stat(filepath.Join("../..", filepath.Dir(page), m[1])); err != nil {
				t.Errorf("%s points at %s: %v", page, m[1], err)
			}
		}
	}
}

// drawn reads a line of the README's drawing.
func drawn(t *testing.T, line string) (edges []readmeEdge) {
	t.Helper()
	node := readmeNode.FindStringSubmatch(line)
	if node == nil {
		t.Fatalf("no node at the start of %q", line)
	}
	name, label, rest := node[1], node[2], line[len(node[0]):]
	for rest != "" {
		m := readmeStep.FindStringSubmatch(rest)
		if m == nil {
			t.Fatalf("no relationship at the start of %q", rest)
		}
		e := readmeEdge{Start: name, StartLabel: label, Type: m[1], End: m[4], EndLabel: m[5]}
		if m[2] != "" {
			e.Qualifier = m[2] + "=" + m[3]
		}
		edges, name, label, rest = append(edges, e), m[4], m[5], rest[len(m[0]):]
	}
	return edges
}

// extracted is what kg extract makes of one sentence.
func extracted(t *testing.T, sentence string) map[readmeEdge]bool {
	t.Helper()
	path := filepath.Join(t.TempDir(), "2024-08-15.md")
	if err := os.WriteFile(path, []byte(sentence+"\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	var out, errs bytes.Buffer
	if code := Do(context.Background(), []string{"extract", path}, strings.NewReader(""), &out, &errs); code != exitOK {
		t.Fatalf("exit %d: %s", code, errs.String())
	}
	names, made := map[string]string{}, map[readmeEdge]bool{}
	for item, err := range graph.ReadMerged(&out, "stdout") {
		if err != nil {
			t.Fatal(err)
		}
		if n := item.Node; n != nil {
			names[n.ID], _ = n.Properties["name"].(string)
			continue
		}
		r := item.Relationship
		e := readmeEdge{names[r.Start.ID], r.Start.Label, r.Type, "", names[r.End.ID], r.End.Label}
		for _, q := range graph.Schema().Type(r.Type).Qualifiers {
			value, _ := r.Properties[q].(string)
			e.Qualifier = q + "=" + value
		}
		made[e] = true
	}
	return made
}

func readFile(t *testing.T, path string) string {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}
