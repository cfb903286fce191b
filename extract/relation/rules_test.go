package relation

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

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

// TestResumes: the lines of a résumé are read as the posts of the person at its head.
func TestResumes(t *testing.T) {
	r := readText(t, "林知远，男，汉族，1970年5月生。现任青岚区区长。\n2001.08--2003.07 墨山县水利局副局长\n2016.12-- 青岚区委副书记\n县长周若溪到会。")
	want := map[string]string{"青岚区区长": "current", "墨山县水利局副局长": "former", "青岚区委副书记": "current"}
	got := map[string]string{}
	for _, f := range r.facts.contribution().Facts {
		if f.Evidence != nil && f.Evidence.Rule == resumeRule {
			got[roleOf(r, f.End.ID)], _ = f.Properties["status"].(string)
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func roleOf(r *reader, id string) string {
	for _, e := range r.Entities {
		if e != nil && e.ID == id {
			return e.Name
		}
	}
	return ""
}

// TestShortPosts: how somebody is spoken of is no second post.
func TestShortPosts(t *testing.T) {
	r := readText(t, "市委组织部副部长林知远到会。林知远副部长讲话。周若溪局长陪同。")
	var got []string
	for _, f := range r.facts.contribution().Facts {
		if f.Label == "HOLDS_ROLE" {
			got = append(got, roleOf(r, f.End.ID))
		}
	}
	slices.Sort(got)
	if diff := cmp.Diff([]string{"局长", "市委组织部副部长"}, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
