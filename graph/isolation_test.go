package graph

import (
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// TestImportsPointOneWay holds the layers: cmd may see all, extract, cypher and the
// stores see graph, graph sees none of them, and data packages are leaves.
func TestImportsPointOneWay(t *testing.T) {
	out, err := exec.Command("go", "list", "-e", "-f", `{{.ImportPath}}:{{join .Deps " "}}`, "kg/...").Output()
	if err != nil {
		t.Skipf("no go command to ask: %v", err)
	}
	never := map[string][]string{ // a package or folder -> what it must not reach
		"kg/graph":           {"kg/extract", "kg/cypher", "kg/cmd"},
		"kg/cypher":          {"kg/extract", "kg/cmd"},
		"kg/extract":         {"kg/cypher", "kg/cmd", "kg/graph/kuzu", "kg/graph/neo4j", "kg/graph/view", "kg/graph/export"},
		"kg/extract/lexicon": {"kg"},
		"kg/extract/rules":   {"kg"},
		"kg/extract/article": {"kg/extract/mention", "kg/extract/link", "kg/extract/relation"},
		"kg/extract/mention": {"kg/extract/link", "kg/extract/relation"},
		"kg/extract/segment": {"kg/extract/mention", "kg/extract/link", "kg/extract/relation"},
		"kg/extract/link":    {"kg/extract/relation"},
		"kg/graph/kuzu":      {"kg/graph/neo4j"},
		"kg/graph/neo4j":     {"kg/graph/kuzu"},
		"kg/graph/storetest": {"kg/graph/kuzu", "kg/graph/neo4j"},
	}
	found := 0
	for line := range strings.Lines(string(out)) {
		pkg, deps, _ := strings.Cut(strings.TrimSpace(line), ":")
		if strings.Contains(pkg, "/gen/") {
			continue // generators are programs
		}
		for folder, forbidden := range never {
			if !within(pkg, folder) {
				continue
			}
			found++
			for dep := range strings.FieldsSeq(deps) {
				if slices.ContainsFunc(forbidden, func(f string) bool { return within(dep, f) && !within(dep, folder) }) {
					t.Errorf("%s imports %s, which it must not see", pkg, dep)
				}
			}
		}
	}
	if found == 0 {
		t.Error("no package was checked")
	}
}

// within reports whether a package is that folder or below it.
func within(pkg, folder string) bool { return pkg == folder || strings.HasPrefix(pkg, folder+"/") }
