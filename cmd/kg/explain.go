package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"kg/cypher"
	"kg/extract"
)

// errFound ends a trace when the article is found.
var errFound = errors.New("found")

// explainer returns an explainFunc that looks for sources in folders and then here.
func explainer(folders []string) explainFunc {
	return func(ctx context.Context, f cypher.Fact, s cypher.Sentence) ([]string, error) {
		path := findSource(folders, s.Source)
		if path == "" {
			return []string{fmt.Sprintf("the source %s is not here (name its folder with --source)", s.Source)}, nil
		}
		var lines []string
		_, err := extract.Trace(ctx, []string{path}, extract.Options{}, func(t *extract.Traced) error {
			if !t.Quotes(s.Start, s.End, s.Text) {
				return nil
			}
			lines = choiceLines(t.Choices(s.Start, s.End), f)
			return errFound
		})
		if errors.Is(err, errFound) {
			return lines, nil
		}
		if err == nil {
			lines = []string{fmt.Sprintf("the source %s has changed: the sentence is not in it any more", path)}
		}
		return lines, err
	}
}

// findSource returns the path of a source in one of folders, or here; "" for none.
func findSource(folders []string, source string) string {
	for _, folder := range append(folders, ".") {
		path := filepath.Join(folder, filepath.FromSlash(source))
		if fileExists(path) {
			return path
		}
		if filepath.Base(folder) == source && fileExists(folder) {
			return folder
		}
	}
	return ""
}

func fileExists(path string) bool {
	stat, err := os.Stat(path)
	return err == nil && stat.Mode().IsRegular()
}

// choiceLines says how the ends of a fact came about in its sentence.
func choiceLines(choices []extract.Choice, f cypher.Fact) []string {
	var lines []string
	for _, c := range choices {
		if c.Entity == "" || c.Entity != f.Start.Name && c.Entity != f.End.Name {
			continue
		}
		line := choiceLine(c)
		if len(lines) == 0 || lines[len(lines)-1] != line {
			lines = append(lines, line)
		}
	}
	return lines
}

// choiceLine says what a mention was taken for, and why.
func choiceLine(c extract.Choice) string {
	line := fmt.Sprintf("- %s: %s by %s", c.Text, c.Label, c.Rule)
	if c.Entity != "" && c.Entity != c.Text {
		line += ", is " + c.Entity
	}
	if c.Place != "" && c.Why != "" {
		line += fmt.Sprintf(", in %s: %s", c.Place, c.Why)
	}
	return line
}

// maxPlaces bounds how many places of a text are shown.
const maxPlaces = 20

// whyNot says at which stage a text of the articles was dropped.
func whyNot(ctx context.Context, w io.Writer, text string, paths []string) error {
	articles, places := 0, 0
	var dropped []string // documents that have the text, though no article does
	problems, err := extract.Trace(ctx, paths, extract.Options{}, func(t *extract.Traced) error {
		articles++
		if strings.Contains(t.Document, text) && !slices.Contains(dropped, t.Path) {
			dropped = append(dropped, t.Path)
		}
		whole := t.Linked.Article.Text
		for from := 0; places < maxPlaces; {
			i := strings.Index(whole[from:], text)
			if i < 0 {
				break
			}
			start := from + i
			from = start + len(text)
			places++
			if err := writePlace(w, t, start, from); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	switch {
	case places > 0:
	case len(dropped) > 0:
		_, err = fmt.Fprintf(w, "article: %s has it, but the repair kept it in no article (page furniture, or broken by the layout)\n", strings.Join(dropped, ", "))
	default:
		_, err = fmt.Fprintf(w, "article: none of the %d articles read has it\n", articles)
	}
	if err == nil && len(problems) > 0 {
		err = errors.Join(append(problems, partial(len(problems)))...)
	}
	return err
}

// writePlace says what the stages made of text[start:end] of one article.
func writePlace(w io.Writer, t *extract.Traced, start, end int) error {
	art := t.Linked.Article
	var b strings.Builder
	fmt.Fprintf(&b, "%s: %s\n  %s\n", t.Path, art.Title, t.Sentence(start))
	choices := t.Covering(start, end)
	if len(choices) == 0 {
		b.WriteString("  mention: nothing was recognised there\n")
	}
	for _, c := range choices {
		fmt.Fprintf(&b, "  mention, link: %s\n", strings.TrimPrefix(choiceLine(c), "- "))
		switch rules := t.Rules(c.Entity); {
		case c.Entity == "":
			b.WriteString("  link: it names nothing in the graph\n")
		case len(rules) == 0:
			b.WriteString("  relation: it is in the graph, but no rule read a fact about it\n")
		default:
			fmt.Fprintf(&b, "  relation: %s\n", strings.Join(rules, ", "))
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}
