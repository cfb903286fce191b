package graph

import (
	"bytes"
	"context"
	"testing"
)

// merged folds contributions and returns the merged lines.
func merged(t *testing.T, o MergeOptions, cs ...*Contribution) string {
	t.Helper()
	o.TempDir = t.TempDir()
	m, err := NewMerger(o)
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := m.Close(); err != nil {
			t.Error(err)
		}
	}()
	for _, c := range cs {
		if err := m.Add(c); err != nil {
			t.Fatal(err)
		}
	}
	var out bytes.Buffer
	err = m.Finish(context.Background(),
		func(n *Node) error { _, err := out.Write(append(AppendNode(nil, n), '\n')); return err },
		func(r *Relationship) error { _, err := out.Write(append(AppendRelationship(nil, r), '\n')); return err })
	if err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func TestMergeSmoke(t *testing.T) {
	d := DistrictID("000001", "青禾区", "county", "", "")
	p := PersonID("向南风", d)
	ro := RoleID("区长", d, "", "")
	conf := 0.9
	c := &Contribution{
		Article: Article{ID: "a1", Name: "向南风调研", Text: "向南风调研\n青禾区区长向南风调研", Published: "2024-05-01"},
		Facts: []Fact{
			{Type: NodeFact, ID: p, Label: "Person", Properties: Properties{"name": "向南风", "anchors": []string{d}}},
			{Type: NodeFact, ID: d, Label: "District", Properties: Properties{"name": "青禾区", "level": "county", "path": "江省/青禾区"}},
			{Type: NodeFact, ID: ro, Label: "Role", Properties: Properties{"name": "青禾区区长", "title": "区长"}},
			{Type: RelationshipFact, ID: RelationshipID("HOLDS_ROLE", p, ro, "current"), Label: "HOLDS_ROLE", Start: &End{p, "Person"}, End: &End{ro, "Role"},
				Properties: Properties{"status": "current"}, Evidence: &Evidence{Quote: "青禾区区长向南风调研", Start: 16, End: 40, Rule: "x", Confidence: &conf}},
		},
	}
	if err := Schema().ValidateContribution(c); err != nil {
		t.Fatal(err)
	}
	t.Log("\n" + merged(t, MergeOptions{}, c))
}
