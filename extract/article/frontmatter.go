package article

import (
	"fmt"
	"strings"

	"github.com/goccy/go-yaml"
)

// readFrontMatter reads the YAML between two lines of dashes at the top of the
// document and sets where the page begins behind it. Keys that nobody asked for are
// passed over; front matter that is no YAML is skipped with a warning.
func (d *Document) readFrontMatter() {
	first, rest, ok := strings.Cut(d.text, "\n")
	if !ok || strings.TrimRight(first, " \t\r") != "---" {
		return
	}
	for at := len(d.text) - len(rest); at < len(d.text); {
		line, after, _ := strings.Cut(d.text[at:], "\n")
		if mark := strings.TrimRight(line, " \t\r"); mark == "---" || mark == "..." {
			d.frontMatter(d.text[len(d.text)-len(rest) : at])
			if d.start == 0 {
				d.start = len(d.text) - len(after)
			}
			return
		}
		at = len(d.text) - len(after)
	}
}

// frontMatter takes the fields out of YAML.
func (d *Document) frontMatter(text string) {
	var values map[string]any
	if err := yaml.Unmarshal([]byte(text), &values); err != nil {
		if !strings.Contains(text, ":") {
			d.start = -1 // two rules, not front matter
			return
		}
		d.warn(Warning{Kind: FrontMatterWarning, Count: 1, Line: 1})
		return
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
}
