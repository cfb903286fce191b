package main

import (
	"encoding/json"
	"os"
	"strings"
	"testing"
)

// realPage is a newspaper page that may be beside the checkout.
const realPage = "../../../shared/sample/page.md"

// TestRealPage reads a real newspaper page, where one is beside the checkout: its ten
// stories, its bylines, a sentence for every fact, and no line that names an office as a
// reporter.
func TestRealPage(t *testing.T) {
	if _, err := os.Stat(realPage); err != nil {
		t.Skip("no real page is here:", err)
	}
	count := map[string]int{}
	for line := range strings.Lines(mustDo(t, "extract", "--quiet", realPage)) {
		var item struct {
			Label      string
			Labels     []string
			Properties struct{ Quote, Rule, Status string }
		}
		if err := json.Unmarshal([]byte(line), &item); err != nil {
			t.Fatal(err)
		}
		name := item.Label
		if name == "" {
			name = item.Labels[0]
		}
		count[name]++
		if item.Properties.Rule != "" && item.Properties.Quote == "" {
			t.Errorf("no sentence: %s", line)
		}
	}
	for name, want := range map[string]int{"Article": 10, "REPORTED": 12, "REPORTS": 10} {
		if count[name] != want {
			t.Errorf("%s: %d, want %d", name, count[name], want)
		}
	}
	for name, least := range map[string]int{"HOLDS_ROLE": 13, "ADOPTED": 8, "IMPLEMENTS": 3, "ATTENDED": 3} {
		if count[name] < least {
			t.Errorf("%s: %d, want %d or more", name, count[name], least)
		}
	}
}
