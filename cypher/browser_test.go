package cypher

import (
	"strings"
	"testing"
	"time"

	"kg/graph"
)

func TestBrowserFiles(t *testing.T) {
	files, err := BrowserFiles(time.Date(2024, 12, 31, 0, 0, 0, 0, time.UTC))
	if err != nil {
		t.Fatal(err)
	}
	if want := 1 + 2*len(All()); len(files) != want {
		t.Errorf("%d files, want %d", len(files), want)
	}
	for _, f := range files[1:] {
		if !strings.HasPrefix(f.Text, "// ") || strings.Contains(f.Text, ";") || strings.Contains(f.Text, "$") {
			t.Errorf("%s is not one statement without parameters:\n%s", f.Name, f.Text)
		}
	}
}

// TestStyle holds that every label has a colour, a size and a caption of its own.
func TestStyle(t *testing.T) {
	colours := map[string]string{}
	for _, l := range graph.Schema().Labels {
		_, rule, ok := strings.Cut(style, "\nnode."+l.Name+" {")
		if !ok {
			t.Errorf("no style for %s", l.Name)
			continue
		}
		rule, _, _ = strings.Cut(rule, "\n}")
		for _, key := range []string{"color: #", "diameter: ", "caption: \"{name}\""} {
			if !strings.Contains(rule, "  "+key) {
				t.Errorf("%s has no %s", l.Name, key)
			}
		}
		_, colour, _ := strings.Cut(rule, "  color: ")
		colour = colour[:7]
		if other := colours[colour]; other != "" {
			t.Errorf("%s and %s have one colour", l.Name, other)
		}
		colours[colour] = l.Name
	}
}
