package relation

import (
	"strings"
	"testing"

	"kg/extract/article"
	"kg/extract/link"
	"kg/extract/mention"
	"kg/extract/rules"
)

// readText takes one line of text through the stages as an article without a title.
func readText(t *testing.T, text string) *reader {
	t.Helper()
	art := &article.Article{
		Collection: "rules", Source: "rule.txt", Text: text, Year: 2024,
		Blocks: []article.Block{{Span: article.Span{End: len(text)}, Kind: article.BodyBlock}},
	}
	found, err := mention.Find(art)
	if err != nil {
		t.Fatal(err)
	}
	r, err := read(link.Resolve(found))
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// fires reports whether a fact or event of r came from the rule with this id.
func fires(r *reader, id string) bool {
	for _, e := range r.events {
		if e.rule == id {
			return true
		}
	}
	for _, f := range r.facts.contribution().Facts {
		if f.Evidence != nil && f.Evidence.Rule == id {
			return true
		}
	}
	return false
}

// TestRules holds every rule to its sentences.
func TestRules(t *testing.T) {
	set, err := rules.All()
	if err != nil {
		t.Fatal(err)
	}
	for i := range set.Rules {
		r := &set.Rules[i]
		t.Run(r.ID, func(t *testing.T) {
			for _, text := range r.Yes {
				if got := readText(t, text); !fires(got, r.ID) {
					t.Errorf("does not read %q\n%s", text, describe(got))
				}
			}
			for _, text := range r.No {
				if got := readText(t, text); fires(got, r.ID) {
					t.Errorf("reads %q\n%s", text, describe(got))
				}
			}
		})
	}
}

// describe shows the skeletons and facts of an article for a message.
func describe(r *reader) string {
	var b strings.Builder
	for i := range r.skeletons {
		b.WriteString(strings.NewReplacer("\uE000", "P", "\uE001", "Q", "\uE002", "T", "\uE003", "O", "\uE004", "D", "\uE005", "Y", "\uE006", "I", "\uE007", "A").Replace(r.skeletons[i].Text) + "\n")
	}
	c := r.facts.contribution()
	names := map[string]string{c.Article.ID: "article"}
	for _, f := range c.Facts {
		if name, ok := f.Properties["name"].(string); ok {
			names[f.ID] = name
		}
	}
	for _, f := range c.Facts {
		if f.Evidence != nil {
			b.WriteString(f.Label + " " + names[f.Start.ID] + " -> " + names[f.End.ID] + " by " + f.Evidence.Rule + "\n")
		}
	}
	for _, e := range r.events {
		b.WriteString("event " + e.name + " by " + e.rule + "\n")
	}
	return b.String()
}
