package mention

import (
	"context"
	"fmt"
	"os"
	"testing"

	"kg/extract/article"
)

func TestDump(t *testing.T) {
	path := os.Getenv("DUMP")
	if path == "" {
		t.Skip()
	}
	for doc, p := range article.Documents(context.Background(), []string{path}, article.Options{}) {
		if p != nil {
			t.Fatal(p)
		}
		for _, art := range doc.Articles() {
			f, err := Find(&art)
			if err != nil {
				t.Fatal(err)
			}
			fmt.Printf("# %s %s\n", art.Key, art.Title)
			for _, m := range f.Mentions {
				x := ""
				switch {
				case m.Person != nil:
					x = m.Person.Byline
				case m.Post != nil:
					x = m.Post.Title + "|" + m.Post.Class + "|" + m.Post.Division + "|" + f.Text(m.Post.Organ) + "|" + f.Text(m.Post.Place) + "|" + m.Post.Status
				case m.Organ != nil:
					x = m.Organ.Kind + "|" + m.Organ.Class + "|" + f.Text(m.Organ.Place)
				case m.Place != nil:
					x = m.Place.Level
					if m.Place.Inside {
						x += " inside"
					}
				}
				fmt.Printf("%s\t%s\t%s\t%s\t%s\n", art.Key, m.Label, m.Text, m.Rule, x)
			}
		}
	}
}
