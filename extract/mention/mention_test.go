package mention

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kg/extract/article"
)

var update = flag.Bool("update", false, "rewrite testdata/mentions.txt")

// TestMentions holds sentences to the mentions that are read in them. In the file, the lines
// under a sentence are its mentions, those inside others set in by two.
func TestMentions(t *testing.T) {
	const file = "testdata/mentions.txt"
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var all strings.Builder
	for block := range strings.SplitSeq(strings.TrimSpace(string(data)), "\n\n") {
		sentence, _, _ := strings.Cut(block, "\n")
		got := sentence + "\n" + mentionsOf(t, sentence)
		all.WriteString(got + "\n")
		if diff := cmp.Diff(block+"\n", got); diff != "" && !*update {
			t.Errorf("(-want +got):\n%s", diff)
		}
	}
	if *update {
		if err := os.WriteFile(file, []byte(strings.TrimSpace(all.String())+"\n"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

func mentionsOf(t *testing.T, text string) string {
	t.Helper()
	found, err := Find(&article.Article{Text: text})
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	end := 0
	for _, m := range found.Mentions {
		indent := "  "
		if m.End <= end {
			indent = "    "
		}
		end = max(end, m.End)
		fmt.Fprintf(&out, "%s%s %s\n", indent, m.Label, m.Text)
	}
	return out.String()
}
