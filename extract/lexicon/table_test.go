package lexicon

import (
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
)

func TestReadRows(t *testing.T) {
	const header = "# source: invented\n# columns: name, weight\n"
	tests := []struct {
		name   string
		text   string
		unique bool
		want   [][]string
		err    string // a part of the error; "" means none
	}{
		{"rows in order", header + "甲\t1\n甲乙\t\n丙\t3\n", true, nil, `"丙" is out of order`},
		{"two rows", header + "丙\t3\n甲\t1\n甲乙\t\n", true, [][]string{{"丙", "3"}, {"甲", "1"}, {"甲乙", ""}}, ""},
		{"no newline at the end", "丙\t3\n甲\t1", true, [][]string{{"丙", "3"}, {"甲", "1"}}, ""},
		{"empty table", header, true, nil, ""},
		{"too few columns", header + "甲\n", true, nil, "t.tsv:3: 1 columns, want 2"},
		{"too many columns", header + "甲\t1\t2\n", true, nil, "t.tsv:3: 3 columns, want 2"},
		{"empty line", "甲\t1\n\n", true, nil, "t.tsv:2: 1 columns"},
		{"line twice", "甲\t1\n甲\t1\n", false, nil, `t.tsv:2: "甲" is given twice`},
		{"key twice", "甲\t1\n甲\t2\n", true, nil, `t.tsv:2: key "甲" is given twice`},
		{"key twice where allowed", "甲\t1\n甲\t2\n", false, [][]string{{"甲", "1"}, {"甲", "2"}}, ""},
		{"late header", "甲\t1\n# later\n", true, nil, "t.tsv:2: header line"},
		{"bad bytes", "\xff\t1\n", true, nil, "t.tsv:1: not UTF-8"},
		{"all faults", "乙\n丁\n", true, nil, "t.tsv:2: 1 columns"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got, err := readRows(fstest.MapFS{"t.tsv": {Data: []byte(test.text)}}, "t.tsv", 2, test.unique)
			if test.err == "" && err != nil {
				t.Fatal(err)
			}
			if test.err != "" && (err == nil || !strings.Contains(err.Error(), test.err)) {
				t.Fatalf("error %v, want one with %q", err, test.err)
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("rows (-want +got):\n%s", diff)
			}
		})
	}
}

func TestReadTableMissing(t *testing.T) {
	if _, err := readTable("no-such-table.tsv", 1); err == nil {
		t.Error("no error for a table that is not there")
	}
}

// TestTables holds the file format for every embedded table, also those whose
// loader is called by no other test.
func TestTables(t *testing.T) {
	names, err := fs.Glob(files, "*.tsv")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		data, err := fs.ReadFile(files, name)
		if err != nil {
			t.Fatal(err)
		}
		for _, key := range []string{"# source: ", "licence: ", "# columns: "} {
			if !strings.Contains(string(data), key) {
				t.Errorf("%s: no %q in the header", name, key)
			}
		}
		_, row, _ := strings.Cut("\n"+string(data), "\n")
		for strings.HasPrefix(row, "#") {
			_, row, _ = strings.Cut(row, "\n")
		}
		row, _, _ = strings.Cut(row, "\n")
		if _, err := readRelation(name, strings.Count(row, "\t")+1); err != nil {
			t.Error(err)
		}
	}
}
