package cypher

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kg/graph"
)

var update = flag.Bool("update", false, "rewrite the golden rows")

// today of the tests.
const testDay = "2024-12-31"

// runs are what the golden files hold beside the example of each header, by query:
// arguments, the last of which may be NAME=VALUE.
var runs = map[string][]string{
	"post-holders":         {"区委书记", "区委书记 青岚", "副区长 青岚区 minConfidence=0.9", "青岚区区长"},
	"person-posts":         {"周若溪"},
	"district-leadership":  {"青岚区 2024-02-29", "青岚区 2024-05-21", "青岚区", "青岚区 2024-03", "石桥 2025-01-01", "石桥区 2022", "银杏区 2024-12-31", "青岚区 2020"},
	"post-history":         {"区长 青岚区", "区长"},
	"person-events":        {"周若溪", "林知远 minConfidence=0.5"},
	"event-participants":   {"灯塔机制推进会", "会议"},
	"events-in-district":   {"云川市", "青岚区 2024-02 2024-04", "白鹭", "石桥区", "云川 until=2024-03 minConfidence=0.85"},
	"appears-with":         {"唐砚秋"},
	"connection":           {"林知远 周若溪", "何青禾 唐砚秋", "苏望舒 林知远", "林知远 陆远舟 minConfidence=0.85", "纪云深 林知远"},
	"initiative-districts": {"灯塔", "灯塔机制 minConfidence=0.5"},
	"evidence":             {"林知远", "林知远 青岚区委书记", "林知远 周若溪", "苏望舒"},
	"overview":             {""},
	"common-contacts":      {"林知远 陆远舟", "周若溪 唐砚秋 minConfidence=0.85"},
	"district-initiatives": {"云川市", "银杏区", "青岚镇"},
	"shared-initiatives":   {"青岚区 银杏区", "青岚区 青岚区"},
	"initiative-timeline":  {"灯塔"},
	"policies-adopted":     {"", "青岚区", "青岚区 2024-03 2024-12", "until=2024-01"},
	"organization-people":  {"县医院"},
	"organization-events":  {"应急管理局"},
	"most-connected":       {"云川市", "云川市 2", "青岚区 minConfidence=0.9"},
	"bridges":              {"", "city"},
	"namesakes":            {"", "林知远", "陆远舟"},
	"reporter-coverage":    {"苏望舒"},
	"article-facts":        {"全会"},
	"changes-since":        {"2024-01", "2024-05 青岚区"},
	"coverage":             {"", "青岚区"},
}

// example is the arguments of the header: those that must be given.
func example(q *Query) string { return strings.Join(q.examples(), " ") }

func parseRun(t *testing.T, q *Query, run string) Args {
	t.Helper()
	named := map[string]string{}
	var positional []string
	for _, f := range strings.Fields(run) {
		if name, value, ok := strings.Cut(f, "="); ok {
			named[name] = value
		} else {
			positional = append(positional, f)
		}
	}
	args, err := q.Args(positional, named, testDay)
	if err != nil {
		t.Fatal(err)
	}
	return args
}

func TestRows(t *testing.T) { eachStore(t, testRows) }

func testRows(t *testing.T, store graph.Store) {
	for _, q := range All() {
		t.Run(q.Name, func(t *testing.T) {
			var out bytes.Buffer
			for _, run := range append([]string{example(q)}, runs[q.Name]...) {
				fmt.Fprintf(&out, "$ %s\n", strings.TrimSpace(q.Name+" "+run))
				a, err := q.Run(t.Context(), store, parseRun(t, q, run))
				if err != nil {
					t.Fatalf("%s: %v", run, err)
				}
				checkColumns(t, q, a.Result)
				for _, row := range a.Rows {
					out.Write(jsonLine(t, row))
				}
			}
			if *update && store.Dialect() != "kuzu" {
				return
			}
			golden(t, filepath.Join("testdata", "rows", q.Name+".txt"), out.Bytes())
		})
	}
}

func jsonLine(t *testing.T, row []any) []byte {
	t.Helper()
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(row); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func golden(t *testing.T, file string, got []byte) {
	t.Helper()
	if *update {
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, got, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(string(got), "\n")); diff != "" {
		t.Errorf("%s (-want +got; go test ./cypher -update rewrites it):\n%s", file, diff)
	}
}

// checkColumns checks names and types of an answer against the header.
func checkColumns(t *testing.T, q *Query, res *graph.Result) {
	t.Helper()
	var want []string
	for _, c := range q.Columns {
		want = append(want, c.Name)
	}
	if diff := cmp.Diff(want, res.Columns); diff != "" {
		t.Errorf("columns (-header +answer):\n%s", diff)
		return
	}
	for _, row := range res.Rows {
		for i, c := range q.Columns {
			if !fits(c.Type, row[i]) {
				t.Errorf("%s: %v (%T) is no %s", c.Name, row[i], row[i], c.Type)
			}
		}
	}
}

func fits(typ Type, v any) bool {
	switch v := v.(type) {
	case nil:
		return true
	case string:
		return typ == String || typ == Date && (fullDate.MatchString(v) || strings.HasPrefix(v, "--"))
	case int64:
		return typ == Int
	case float64:
		return typ == Float
	case []any:
		return typ == Strings
	}
	return false
}

// TestStandalone holds that what --print shows gives the rows of the canned query when
// the names are typed in full.
func TestStandalone(t *testing.T) { eachStore(t, testStandalone) }

func testStandalone(t *testing.T, store graph.Store) {
	for _, q := range All() {
		t.Run(q.Name, func(t *testing.T) {
			for _, run := range append([]string{example(q)}, runs[q.Name]...) {
				args := parseRun(t, q, run)
				if q.Name == "event-participants" && strings.Contains(run, "机制推进会") || strings.HasPrefix(run, "灯塔机制") {
					continue // only the resolver looks past quotation marks
				}
				want, err := q.Run(t.Context(), store, args)
				if err != nil {
					t.Fatal(err)
				}
				text := q.Standalone(Table, store.Dialect(), args)
				got, err := store.Query(t.Context(), text, nil)
				if err != nil {
					t.Fatalf("%v\n%s", err, text)
				}
				if diff := cmp.Diff(want.Rows, got.Rows); diff != "" {
					t.Errorf("%s (-canned +standalone):\n%s\n%s", run, diff, text)
				}
			}
		})
	}
}

// TestDrawings holds that the drawing form of every query gives paths, that each node and
// relationship of the vocabulary in them has its id, and that it prints as it runs.
func TestDrawings(t *testing.T) { eachStore(t, testDrawings) }

func testDrawings(t *testing.T, store graph.Store) {
	for _, q := range All() {
		t.Run(q.Name, func(t *testing.T) {
			drawn := 0
			for _, run := range append([]string{example(q)}, runs[q.Name]...) {
				args := parseRun(t, q, run)
				a, err := q.Draw(t.Context(), store, args)
				if err != nil {
					t.Fatalf("%s: %v", run, err)
				}
				drawn += len(drawing(t, a.Result))
				if strings.HasPrefix(run, "灯塔") && store.Dialect() != "" {
					continue // only the resolver looks past quotation marks
				}
				text := q.Standalone(Drawing, store.Dialect(), args)
				got, err := store.Query(t.Context(), text, nil)
				if err != nil {
					t.Fatalf("%v\n%s", err, text)
				}
				if diff := cmp.Diff(drawing(t, a.Result), drawing(t, got)); diff != "" {
					t.Errorf("%s (-canned +standalone):\n%s\n%s", run, diff, text)
				}
			}
			if drawn == 0 {
				t.Error("no example draws anything")
			}
		})
	}
}

// drawing lists the ids of all nodes and relationships in the paths of an answer, sorted.
func drawing(t *testing.T, res *graph.Result) []string {
	t.Helper()
	seen := map[string]bool{}
	for _, row := range res.Rows {
		for _, v := range row {
			if v == nil {
				continue
			}
			path, ok := v.(map[string]any)
			if !ok || path["type"] != "path" {
				t.Fatalf("%T %v is no path", v, v)
			}
			for _, part := range []string{"nodes", "relationships"} {
				for _, e := range path[part].([]any) {
					id, _ := e.(map[string]any)["id"].(string)
					if id == "" {
						t.Fatalf("no id: %v", e)
					}
					seen[id] = true
				}
			}
		}
	}
	return slices.Sorted(maps.Keys(seen))
}
