package main

import (
	"fmt"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// It stands here because this package imports all others: when an import changes
// anywhere, Go runs these tests again instead of taking a cached result.

// goPackage is what go list tells of a package of this module. Imports are its own and
// its tests'; Deps are what the package without its tests reaches.
type goPackage struct{ Path, Imports, Deps string }

func listPackages(t *testing.T) []goPackage {
	t.Helper()
	out, err := exec.Command("go", "list", "-e", "-f",
		`{{.ImportPath}}:{{join .Imports " "}} {{join .TestImports " "}} {{join .XTestImports " "}}:{{join .Deps " "}}`, "kg/...").Output()
	if err != nil {
		t.Skipf("no go command to ask: %v", err)
	}
	var list []goPackage
	for line := range strings.Lines(string(out)) {
		if f := strings.Split(strings.TrimSpace(line), ":"); len(f) == 3 {
			list = append(list, goPackage{f[0], f[1], f[2]})
		}
	}
	if len(list) < 5 {
		t.Fatalf("go list found %d packages", len(list))
	}
	return list
}

// within reports whether a package is that folder or below it.
func within(pkg, folder string) bool { return pkg == folder || strings.HasPrefix(pkg, folder+"/") }

// TestImportsPointOneWay holds the layers: cmd may see all; extract, cypher and the
// stores see graph; graph sees none of them, so that loading facts and asking for them
// takes no segmenter; the tables and rules are leaves.
func TestImportsPointOneWay(t *testing.T) {
	never := map[string][]string{ // a package or folder -> what it must not reach
		"kg/graph":           {"kg/extract", "kg/cypher", "kg/cmd"},
		"kg/cypher":          {"kg/extract", "kg/cmd"},
		"kg/extract":         {"kg/cypher", "kg/cmd", "kg/graph/kuzu", "kg/graph/neo4j", "kg/graph/view", "kg/graph/export"},
		"kg/extract/lexicon": {"kg"},
		"kg/extract/rules":   {"kg"},
		"kg/extract/article": {"kg/extract/segment", "kg/extract/mention", "kg/extract/link", "kg/extract/relation"},
		"kg/extract/segment": {"kg/extract/article", "kg/extract/mention", "kg/extract/link", "kg/extract/relation"},
		"kg/extract/mention": {"kg/extract/link", "kg/extract/relation"},
		"kg/extract/link":    {"kg/extract/relation"},
		"kg/graph/kuzu":      {"kg/graph/neo4j"},
		"kg/graph/neo4j":     {"kg/graph/kuzu"},
		"kg/graph/storetest": {"kg/graph/kuzu", "kg/graph/neo4j"},
	}
	checked := map[string]bool{}
	for _, pkg := range listPackages(t) {
		if isProgram(pkg.Path) {
			continue
		}
		for folder, forbidden := range never {
			if !within(pkg.Path, folder) {
				continue
			}
			checked[folder] = true
			for dep := range strings.FieldsSeq(pkg.Deps) {
				if slices.ContainsFunc(forbidden, func(f string) bool { return within(dep, f) && !within(dep, folder) }) {
					t.Errorf("%s imports %s, which it must not see", pkg.Path, dep)
				}
			}
		}
	}
	for _, folder := range []string{"kg/graph", "kg/cypher", "kg/extract", "kg/extract/lexicon"} {
		if !checked[folder] {
			t.Errorf("no package of %s was checked", folder)
		}
	}
}

// isProgram reports whether a package is a generator or a benchmark: a program beside
// the library, which may import what it measures.
func isProgram(path string) bool {
	return strings.Contains(path, "/gen/") || strings.HasSuffix(path, "/bench")
}

// TestOneImporter: what may be exchanged one day is imported in one place.
func TestOneImporter(t *testing.T) {
	places := map[string][]string{ // module -> the folders that may import it
		"github.com/go-ego/gse":        {"kg/extract/segment"},
		"github.com/kuzudb/go-kuzu":    {"kg/graph/kuzu"},
		"github.com/neo4j":             {"kg/graph/neo4j", "kg/cypher"}, // cypher: its tests read plans
		"github.com/lanrat/extsort":    {"kg/graph"},
		"github.com/spf13/cobra":       {"kg/cmd"},
		"github.com/jedib0t/go-pretty": {"kg/cmd"},
	}
	seen := map[string]bool{}
	for _, pkg := range listPackages(t) {
		for path := range strings.FieldsSeq(pkg.Imports) {
			for module, folders := range places {
				if !within(path, module) {
					continue
				}
				seen[module] = true
				if !slices.ContainsFunc(folders, func(f string) bool { return within(pkg.Path, f) }) {
					t.Errorf("%s imports %s; only %s may", pkg.Path, path, strings.Join(folders, ", "))
				}
			}
		}
	}
	for module := range places {
		if !seen[module] {
			t.Errorf("nothing imports %s: drop it from this test", module)
		}
	}
}

// TestStartsLight: no package fills tables before it is asked, so that kg query does not
// pay for what kg extract needs. The Go runtime reports what each package's
// initialisation allocates.
func TestStartsLight(t *testing.T) {
	const most = 256 << 10 // bytes; the vocabulary and compiled patterns take some
	cmd := exec.Command(os.Args[0], "-test.run=^$")
	cmd.Env = append(os.Environ(), "GODEBUG=inittrace=1")
	var trace strings.Builder
	cmd.Stderr = &trace
	if err := cmd.Run(); err != nil {
		t.Fatal(err)
	}
	seen := 0
	for line := range strings.Lines(trace.String()) {
		var pkg string
		var at, took float64
		var bytes, allocs int
		if n, _ := fmt.Sscanf(line, "init %s @%f ms, %f ms clock, %d bytes, %d allocs", &pkg, &at, &took, &bytes, &allocs); n != 5 {
			continue
		}
		seen++
		if bytes > most && (within(pkg, "kg") || within(pkg, "github.com/go-ego/gse")) {
			t.Errorf("%s allocates %d bytes before main, more than %d", pkg, bytes, most)
		}
	}
	if seen == 0 {
		t.Errorf("the runtime reported nothing: %q", trace.String())
	}
}
