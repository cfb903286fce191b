package lexicon

import (
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
)

func TestEachTerm(t *testing.T) {
	seen := map[string]bool{}
	if err := EachTerm(func(term string) { seen[term] = true }); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"牧野区", "牧野", "内蒙古自治区", "恩施州", "平原示范区"} {
		if !seen[want] {
			t.Errorf("%s is no term", want)
		}
	}
	for _, not := range []string{"牧野镇", "王", ""} {
		if seen[not] {
			t.Errorf("%q is a term", not)
		}
	}
}

func TestEachMarked(t *testing.T) {
	fsys := fstest.MapFS{
		"marked.tsv": {Data: []byte("# source: invented\n# segment: yes\n甲\t1\n甲乙\t2\n")},
		"plain.tsv":  {Data: []byte("# source: invented\n丙\n# segment: yes\n")},
	}
	for name, want := range map[string][]string{"marked.tsv": {"甲", "甲乙"}, "plain.tsv": nil} {
		var got []string
		if err := eachMarked(fsys, name, func(term string) { got = append(got, term) }); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}
