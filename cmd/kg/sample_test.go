package main

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "rewrite the golden rows of the sample")

// sampleQuestions are the canned queries with arguments that have an interesting answer in
// the sample, by golden file.
var sampleQuestions = map[string][]string{
	"appears-with":           {"appears-with", "周若溪"},
	"article-facts":          {"article-facts", "墨山县公安局召开夏季治安整治部署会"},
	"bridges":                {"bridges"},
	"changes-since":          {"changes-since", "2024-09", "青岚区"},
	"common-contacts":        {"common-contacts", "林知远", "周若溪"},
	"connection":             {"connection", "顾清和", "莫问津"},
	"coverage":               {"coverage"},
	"district-initiatives":   {"district-initiatives", "青岚区"},
	"district-leadership":    {"district-leadership", "青岚区", "2024-09-30"},
	"event-participants":     {"event-participants", "表彰大会"},
	"events-in-district":     {"events-in-district", "墨山县"},
	"evidence":               {"evidence", "周若溪", "林知远"},
	"initiative-districts":   {"initiative-districts", "清风护航"},
	"initiative-timeline":    {"initiative-timeline", "清风护航"},
	"most-connected":         {"most-connected", "青岚区"},
	"namesakes":              {"namesakes"},
	"organization-events":    {"organization-events", "青岚区人大常委会"},
	"organization-people":    {"organization-people", "青岚区人大常委会"},
	"overview":               {"overview"},
	"person-events":          {"person-events", "林知远"},
	"person-posts":           {"person-posts", "周若溪"},
	"person-posts-namesakes": {"person-posts", "陈立新"},
	"policies-adopted":       {"policies-adopted", "青岚区"},
	"post-history":           {"post-history", "区委书记", "映川区"},
	"post-holders":           {"post-holders", "县长", "墨山县"},
	"reporter-coverage":      {"reporter-coverage", "白鹿鸣"},
	"shared-initiatives":     {"shared-initiatives", "青岚区", "墨山县"},
}

// TestSample loads the sample and holds the answers to their golden files.
func TestSample(t *testing.T) {
	db := filepath.Join(t.TempDir(), "kg.graph")
	mustDo(t, "load", "--quiet", "../../docs/sample/pages", "--db", db)
	for name, question := range sampleQuestions {
		t.Run(name, func(t *testing.T) {
			got := mustDo(t, append([]string{"query", "--db", db, "--format", "csv"}, question...)...)
			file := filepath.Join("testdata", "sample", name+".csv")
			if *update {
				if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), got); diff != "" {
				t.Errorf("%s (-want +got; go test ./cmd/kg -run TestSample -update rewrites it):\n%s", file, diff)
			}
		})
	}
}

// mustDo runs the program and returns what it printed; any other exit code than 0 fails t.
func mustDo(t *testing.T, args ...string) string {
	t.Helper()
	var stdout, stderr bytes.Buffer
	if code := Do(t.Context(), args, strings.NewReader(""), &stdout, &stderr); code != exitOK {
		t.Fatalf("kg %s: exit code %d\n%s", strings.Join(args, " "), code, stderr.String())
	}
	return stdout.String()
}
