package cypher

import (
	"errors"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
)

const goodHeader = `// Officials of a district / 某地领导班子
// doc: Who is there.
// doc: 都有谁。
// param: district district 青岚区
// param: on date 2024-06-30 = today
// returns: post string, days int
// returns: quote string
`

func TestParseHeader(t *testing.T) {
	got, text, err := parseHeader("q.cypher", goodHeader+"\nMATCH (n) // why\nRETURN 1\n")
	if err != nil {
		t.Fatal(err)
	}
	want := header{
		Title: "Officials of a district", TitleZh: "某地领导班子", Doc: "Who is there.", DocZh: "都有谁。",
		Params: []Param{
			{Name: "district", Type: District, Example: "青岚区"},
			{Name: "on", Type: Date, Example: "2024-06-30", Optional: true, Default: "today"},
		},
		Columns: []Column{{"post", String}, {"days", Int}, {"quote", String}},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("header (-want +got):\n%s", diff)
	}
	if want := "MATCH (n) // why\nRETURN 1"; text != want {
		t.Errorf("text %q, want %q", text, want)
	}
}

func TestParseHeaderErrors(t *testing.T) {
	tests := []struct{ name, old, new, want string }{
		{"no Chinese title", " / 某地领导班子", "", `q.cypher:1: "Officials of a district" is no title (allowed: English / 中文)`},
		{"unknown key", "// doc: Who", "// note: Who", `q.cypher:2: "note: Who is there." is no header line (allowed: doc: TEXT, param: NAME TYPE EXAMPLE [= [DEFAULT]], returns: NAME TYPE, …)`},
		{"no space", "// doc: Who", "//doc: Who", `q.cypher:2: a header line is //, one space and text without space at its end`},
		{"one doc", "// doc: 都有谁。\n", "", `q.cypher:7: doc is missing, one line in English and one in Chinese`},
		{"unknown type", "district district", "district place", `q.cypher:4: param district: unknown type "place" (have string, date, int, float, person, post, district, organization, event, initiative, policy, article, entity)`},
		{"no example", " 青岚区", "", `q.cypher:4: param "district district": want NAME TYPE EXAMPLE [= [DEFAULT]]`},
		{"bad name", "param: on", "param: On", `q.cypher:5: param name "On" (allowed: letters and digits, the first a small letter)`},
		{"bad example", "2024-06-30", "2024-06-31x", `q.cypher:5: param on: "2024-06-31x" is no date (as in 2024-06-31x)`},
		{"twice", "on date 2024-06-30", "district date 2024-06-30", `q.cypher:5: param district comes twice`},
		{"order", "青岚区\n", "青岚区 =\n// param: x string y\n", `q.cypher:5: param x: one that must be given cannot follow an optional one`},
		{"column type", "days int", "days number", `q.cypher:6: returns days: unknown type "number" (have string, date, int, float, strings)`},
		{"column twice", "quote string", "post string", `q.cypher:7: returns post twice`},
		{"empty", goodHeader, "", `q.cypher:1: no title (allowed: // English / 中文)`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if !strings.Contains(goodHeader, tt.old) {
				t.Fatalf("no %q in the header", tt.old)
			}
			_, _, err := parseHeader("q.cypher", strings.Replace(goodHeader, tt.old, tt.new, 1)+"RETURN 1")
			if err == nil {
				t.Fatal("no error")
			}
			if first, _, _ := strings.Cut(err.Error(), "\n"); first != tt.want {
				t.Errorf("got  %s\nwant %s", first, tt.want)
			}
		})
	}
}

func TestLoadErrors(t *testing.T) {
	query := goodHeader + "RETURN 1"
	tests := []struct{ name, file, text, want string }{
		{"name", "Bad_Name.cypher", query, "Bad_Name.cypher: the name of a query is words of small letters joined by -"},
		{"dialect", "good.oracle.cypher", "// why\nRETURN 1", `good.oracle.cypher: unknown dialect "oracle" (have kuzu, neo4j)`},
		{"alone", "other.kuzu.cypher", "// why\nRETURN 1", "other.kuzu.cypher: there is no query of that name"},
		{"no reason", "good.kuzu.cypher", "RETURN 1", "good.kuzu.cypher:1: an override begins with a comment that says why, then has a query"},
		{"inline", "good.kuzu.cypher", "// why\n// inline: on\nRETURN 1", "good.kuzu.cypher:2: inline on: not an int or float param of good"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			fsys := fstest.MapFS{"good.cypher": {Data: []byte(query)}, tt.file: {Data: []byte(tt.text)}}
			_, err := load(fsys)
			if err == nil || err.Error() != tt.want {
				t.Errorf("got  %v\nwant %s", err, tt.want)
			}
		})
	}
}

func TestGet(t *testing.T) {
	_, err := Get("post-holder")
	if !errors.Is(err, ErrUnknownQuery) || !strings.Contains(err.Error(), "did you mean post-holders") {
		t.Errorf("got %v", err)
	}
	if q, err := Get("overview"); err != nil || q.Name != "overview" {
		t.Errorf("got %v, %v", q, err)
	}
}

// FuzzHeader holds that a header is refused or understood: what is accepted has a title
// and doc in both languages, params and columns of known types, and a text.
func FuzzHeader(f *testing.F) {
	for _, q := range All() {
		src, err := files.ReadFile(q.Name + ".cypher")
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(src))
	}
	f.Add(goodHeader)
	f.Add("// \xff / 中\n// doc: a\n// doc: 中\n// returns: a int\n$")
	f.Fuzz(func(t *testing.T, src string) {
		h, text, err := parseHeader("f.cypher", src)
		lex(src) // must end
		if err != nil {
			if !strings.HasPrefix(err.Error(), "f.cypher:") {
				t.Errorf("error without a place: %v", err)
			}
			return
		}
		if h.Title == "" || !isChinese(h.TitleZh) || h.Doc == "" || !isChinese(h.DocZh) || text == "" || len(h.Columns) == 0 {
			t.Errorf("accepted %+v with text %q", h, text)
		}
		q := &Query{Name: "f", Title: h.Title, TitleZh: h.TitleZh, Params: h.Params, Columns: h.Columns, texts: map[variant]body{{}: {text: text}}}
		args := Args{}
		for _, p := range h.Params {
			args[p.Name] = p.Example
		}
		q.Standalone(Table, "neo4j", args)
	})
}
