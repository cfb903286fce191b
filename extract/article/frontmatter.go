package article

import (
	"fmt"
	"strings"

	"github.com/goccy/go-yaml"
)

// maxFrontMatter bounds the front matter, in bytes: a rule further down is a rule.
const maxFrontMatter = 64 << 10

// readFrontMatter reads the YAML between two lines of dashes at the top of the
// document and sets where the page begins behind it. Keys that nobody asked for are
// passed over; front matter that is no YAML is skipped with a warning.
func (d *Document) readFrontMatter() {
	first, rest, ok := strings.Cut(d.text, "\n")
	if !ok || strings.TrimRight(first, " \t\r") != "---" {
		return
	}
	for at := len(d.text) - len(rest); at < min(len(d.text), maxFrontMatter); {
		line, after, _ := strings.Cut(d.text[at:], "\n")
		if mark := strings.TrimRight(line, " \t\r"); mark == "---" || mark == "..." {
			if d.frontMatter(d.text[len(d.text)-len(rest) : at]) {
				d.start = len(d.text) - len(after)
			}
			return
		}
		at = len(d.text) - len(after)
	}
}

// frontMatter takes the fields out of YAML and reports whether text is to be skipped:
// what has no key is page text between two horizontal rules.
func (d *Document) frontMatter(text string) bool {
	var values map[string]any
	if err := yaml.Unmarshal([]byte(text), &values); err != nil {
		if !strings.Contains(text, ":") {
			return false
		}
		d.warn(Warning{Kind: FrontMatterWarning, Count: 1, Line: 1})
		return true
	}
	get := func(kind markKind) string {
		for _, key := range marks(kind).forms {
			if value, ok := values[key]; ok && value != nil {
				return cleanField(fmt.Sprint(value))
			}
		}
		return ""
	}
	d.fields.published = d.published(get(frontPublishedMark))
	d.fields.publisher = get(frontPublisherMark)
	d.fields.url = get(frontURLMark)
	d.fields.page = get(frontPageMark)
	d.fields.title = get(frontTitleMark)
	return true
}
