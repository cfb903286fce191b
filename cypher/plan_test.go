package cypher

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	driver "github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"kg/graph"
	"kg/graph/neo4j"
	"kg/graph/neo4j/neo4jtest"
)

// asked is a statement with its parameters.
type asked struct {
	text   string
	params map[string]any
}

// recorder keeps what a store is asked.
type recorder struct {
	graph.Store
	asked []asked
}

func (r *recorder) Query(ctx context.Context, text string, params map[string]any) (*graph.Result, error) {
	r.asked = append(r.asked, asked{text, params})
	return r.Store.Query(ctx, text, params)
}

// TestPlans holds that no query, and no lookup of a name before it, reads what it need
// not: the server's own plan for each has no scan of all nodes, no product of two sets
// whose size nothing bounds, and no scan of a label for a name.
func TestPlans(t *testing.T) {
	server := neo4jtest.Shared(t)
	s, err := neo4j.Open(t.Context(), neo4j.Options{URI: server.URI, Password: server.Password})
	if err != nil {
		t.Fatal(err)
	}
	r := &recorder{Store: filled(t, s)}
	for _, q := range All() {
		t.Run(q.Name, func(t *testing.T) {
			r.asked = nil
			for _, run := range append([]string{example(q)}, runs[q.Name]...) {
				if _, err := q.Run(t.Context(), r, parseRun(t, q, run)); err != nil {
					t.Fatal(err)
				}
			}
			if len(r.asked) == 0 {
				t.Fatal("nothing was asked")
			}
			for _, a := range r.asked {
				for _, fault := range planFaults(server.Explain(t, a.text, a.params)) {
					t.Errorf("%s\n%s", fault, a.text)
				}
			}
		})
	}
}

// planFaults lists what a plan must not do.
func planFaults(p driver.Plan) []string {
	var faults []string
	scans := map[string]bool{} // variables that a label scan binds
	walk(p, func(p driver.Plan) {
		operator, details := operatorOf(p)
		switch {
		case operator == "AllNodesScan":
			faults = append(faults, "AllNodesScan "+details)
		case operator == "CartesianProduct" && !bounded(p):
			faults = append(faults, "CartesianProduct "+details)
		case operator == "NodeByLabelScan" || operator == "UnionNodeByLabelsScan":
			name, _, _ := strings.Cut(details, ":")
			scans[strings.TrimSpace(name)] = true
		}
	})
	walk(p, func(p driver.Plan) {
		_, details := operatorOf(p)
		for v := range scans {
			if strings.Contains(details, v+".name") && strings.Contains(p.Operator(), "Filter") || strings.Contains(details, "IN "+v+".aliases") {
				faults = append(faults, fmt.Sprintf("NodeByLabelScan of %s with %s", v, details))
			}
		}
	})
	return faults
}

func walk(p driver.Plan, visit func(driver.Plan)) {
	visit(p)
	for _, child := range p.Children() {
		walk(child, visit)
	}
}

func operatorOf(p driver.Plan) (operator, details string) {
	operator, _, _ = strings.Cut(p.Operator(), "@")
	details, _ = p.Arguments()["Details"].(string)
	return operator, details
}

// bounded reports whether at most one side of a product may be large: the other comes
// from ids that were given, or from one row.
func bounded(p driver.Plan) bool {
	few := []string{"NodeUniqueIndexSeek", "NodeUniqueIndexSeek(Locking)", "Argument", "NodeByElementIdSeek"}
	small := 0
	for _, side := range p.Children() {
		all := true
		leaves(side, func(leaf driver.Plan) {
			operator, _ := operatorOf(leaf)
			all = all && slices.Contains(few, operator)
		})
		if all {
			small++
		}
	}
	return small >= len(p.Children())-1
}

func leaves(p driver.Plan, visit func(driver.Plan)) {
	if len(p.Children()) == 0 {
		visit(p)
	}
	for _, child := range p.Children() {
		leaves(child, visit)
	}
}

// TestPlanFaults holds that the test above can fail.
func TestPlanFaults(t *testing.T) {
	server := neo4jtest.Shared(t)
	s, err := neo4j.Open(t.Context(), neo4j.Options{URI: server.URI, Password: server.Password})
	if err != nil {
		t.Fatal(err)
	}
	filled(t, s)
	for text, want := range map[string]string{
		"MATCH (n) WHERE n.x = 1 RETURN n":                                      "AllNodesScan",
		"MATCH (a:Person), (b:Event) RETURN a.name, b.name":                     "CartesianProduct",
		"MATCH (p:Person) WHERE p.name = 'x' RETURN p":                          "NodeByLabelScan",
		"MATCH (p:Person)-[:HOLDS_ROLE]->() WHERE 'x' IN p.aliases RETURN p":    "",
		"MATCH (p:Person {id: 'x'})-[:HOLDS_ROLE]->(r:Role) RETURN p.name":      "",
		"MATCH (p:Person), (q:Person) WHERE p.id = 'x' AND q.id = 'y' RETURN p": "",
	} {
		faults := planFaults(server.Explain(t, text, nil))
		if want == "" && !strings.Contains(text, "aliases") && len(faults) > 0 || want != "" && (len(faults) == 0 || !strings.HasPrefix(faults[0], want)) {
			t.Errorf("%s: faults %q, want %q", text, faults, want)
		}
	}
}
