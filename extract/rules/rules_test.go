package rules

import (
	"math"
	"strings"
	"testing"
	"testing/fstest"
)

func TestWilson(t *testing.T) {
	// 9 of 10 gives 0.596, by any table of the Wilson interval.
	if got := Wilson(9, 10); math.Abs(got-0.5958) > 1e-3 {
		t.Errorf("Wilson(9, 10) = %.4f", got)
	}
	if got := Wilson(0, 0); got != 0 {
		t.Errorf("Wilson(0, 0) = %v", got)
	}
}

func TestConfidences(t *testing.T) {
	if _, err := Confidences(); err != nil {
		t.Fatal(err)
	}
	got, err := readConfidences("# head\nfew\t9\t9\nmany\t9\t10\n")
	if err != nil || len(got) != 1 || got["many"] == 0 {
		t.Errorf("got %v, %v", got, err)
	}
	for table, want := range map[string]string{
		"a\t1\n":    "rules/confidence.tsv:1: 2 columns, want 3",
		"a\t3\t2\n": `rules/confidence.tsv:1: right "3" of "2"`,
	} {
		if _, err := readConfidences(table); err == nil || err.Error() != want {
			t.Errorf("%q: %v, want %s", table, err, want)
		}
	}
}

// TestBrokenRules holds the messages for broken files.
func TestBrokenRules(t *testing.T) {
	for text, want := range map[string]string{
		"relation: X\nrules:\n  - id: A\n    pattern: x\n    yes: [a]\n    no: [b]\n":  `rule "A": the id is not of the form host.verb`,
		"relation: X\nrules:\n  - id: a.b\n    pattern: x\n":                           `rule "a.b": needs a yes and a no sentence`,
		"rules:\n  - id: a.b\n    pattern: x\n    yes: [a]\n    no: [b]\n":             `rule "a.b": its file names no relation`,
		"relation: X\nrules:\n  - id: a.b\n    patern: x\n    yes: [a]\n    no: [b]\n": "rules/x.yaml: ",
	} {
		_, err := load(fstest.MapFS{"x.yaml": {Data: []byte(text)}})
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q:\n got %v\nwant %s", text, err, want)
		}
	}
}
