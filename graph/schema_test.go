package graph

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestSchemaIsWhole(t *testing.T) {
	v, err := ParseSchema("schema.yaml", schemaYAML)
	if err != nil {
		t.Fatal(err)
	}
	if got := v.labelNames(); !strings.HasPrefix(got, "Article, Person, Role, District") {
		t.Errorf("labels in the order of the file: got %s", got)
	}
	for _, l := range v.Labels {
		if l.Properties[0].Name != "id" || l.Property("aliases") == nil {
			t.Errorf("%s: id, name, aliases missing", l.Name)
		}
	}
	holds := v.Type("HOLDS_ROLE")
	if !holds.Joins("Person", "Role") || holds.Joins("Role", "Person") || !slices.Equal(holds.Qualifiers, []string{"status"}) {
		t.Errorf("HOLDS_ROLE: %+v", holds)
	}
	if p := holds.Property("support"); p == nil || p.Type != TypeInt {
		t.Errorf("an evidence type has no support: %+v", p)
	}
	if v.Type("PART_OF").Property("support") != nil {
		t.Error("a type without evidence has support")
	}
	if got := v.List("status").Zh("acting"); got != "代理" {
		t.Errorf("status acting: got %q", got)
	}
	if got := v.Constraints()[1]; got != "CREATE CONSTRAINT person_id IF NOT EXISTS FOR (n:Person) REQUIRE n.id IS UNIQUE" {
		t.Error(got)
	}
}

// TestSchemaHasWhatMergingNeeds: merging knows some names, and counts on few enough.
func TestSchemaHasWhatMergingNeeds(t *testing.T) {
	v := Schema()
	for _, name := range []string{labelArticle, labelPerson, labelDistrict, labelOrganization} {
		if v.Label(name) == nil {
			t.Errorf("merging knows %s, the vocabulary does not", name)
		}
	}
	if v.Type(typePossiblySameAs).Property("reason") == nil {
		t.Error("POSSIBLY_SAME_AS has no reason")
	}
	if p := v.Phrases; p.SameName == "" || p.StartInEnd == "" || p.EndInStart == "" || p.UnknownPlace == "" || p.More == "" {
		t.Errorf("a phrase is missing: %+v", p)
	}
	if n := len(v.codes.labels) + len(v.codes.properties); len(v.codes.labels) >= blobMark || n > 300 {
		t.Errorf("%d names do not fit the byte codes of records", n)
	}
}

func TestSchemaFaults(t *testing.T) {
	const head = "labels:\n  A: {zh: 甲, properties: {size: int}}\nrelationships:\n"
	for _, c := range []struct{ name, text, want string }{
		{"unknown key", "labels:\n  A: {zh: 甲, propertys: {}}\n", `s.yaml:2: unknown key "propertys" (have properties, values, zh)`},
		{"unknown section", "lables: {}\n", `s.yaml:1: unknown key "lables" (have evidence, labels, phrases, relationships, values)`},
		{"twice", "labels:\n  A: {zh: 甲}\n  A: {zh: 乙}\n", `s.yaml:3: mapping key "A" already defined at [2:3]`},
		{"missing end", head + "  R: {zh: 有, ends: [[A, B]]}\n", `s.yaml:4: R: unknown label "B" (have A)`},
		{"no ends", head + "  R: {zh: 有}\n", `s.yaml:4: R: no ends`},
		{"half an end", head + "  R: {zh: 有, ends: [[A]]}\n", `s.yaml:4: R: an end pair has two labels, not 1`},
		{"two types", head + "  R:\n    zh: 有\n    ends: [[A, A]]\n    properties: {size: string}\n", `s.yaml:7: R.size is string, but A.size is int`},
		{"unknown type", "labels:\n  A: {zh: 甲, properties: {size: big}}\n", `s.yaml:2: A.size: unknown type "big" (have [string strings int float bool date])`},
		{"unknown list", "labels:\n  A:\n    zh: 甲\n    properties: {kind: string}\n    values: {kind: kinds}\nvalues:\n  k: {x: 叉}\n", `s.yaml:2: A.kind: unknown value list "kinds" (have k)`},
		{"values of nothing", "labels:\n  A: {zh: 甲, values: {kind: k}}\n", `s.yaml:2: A: values of "kind", which is no property of it`},
		{"qualifier of nothing", head + "  R: {zh: 有, ends: [[A, A]], qualifiers: [as]}\n", `s.yaml:4: R: qualifier "as" is no property of it`},
		{"no zh", "labels:\n  A: {properties: {size: int}}\n", `s.yaml:2: A: no zh`},
		{"not a mapping", "labels: [A]\n", `s.yaml:1: want a mapping, have Sequence`},
		{"not YAML", "labels: {\n", `s.yaml:1: could not find flow mapping end token '}'`},
		{"nothing", "", `s.yaml:1: want one document, have 1`},
		{"two faults in order", "labels:\n  A: {zhh: 甲}\n  B: {x: 甲}\n", "s.yaml:2: unknown key \"zhh\" (have properties, values, zh)\ns.yaml:3: unknown key \"x\" (have properties, values, zh)"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := ParseSchema("s.yaml", []byte(c.text))
			if err == nil {
				t.Fatalf("no error, want %s", c.want)
			}
			if diff := cmp.Diff(c.want, err.Error()); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestValidateFact(t *testing.T) {
	good := func() *Fact {
		return &Fact{
			Type: RelationshipFact, ID: "r", Label: "HOLDS_ROLE", Start: &End{"p", "Person"}, End: &End{"o", "Role"},
			Properties: Properties{"status": "current"}, Evidence: &Evidence{Quote: "q", End: 1, Rule: "x"},
		}
	}
	person := func(p Properties) *Fact { return &Fact{Type: NodeFact, ID: "p", Label: "Person", Properties: p} }
	with := func(change func(*Fact)) *Fact { f := good(); change(f); return f }
	for _, c := range []struct {
		name string
		fact *Fact
		want string
	}{
		{"good", good(), ""},
		{"no id", with(func(f *Fact) { f.ID = "" }), `HOLDS_ROLE: bad id ""`},
		{"type", with(func(f *Fact) { f.Type = "edge" }), `unknown fact type "edge" (have node, relationship)`},
		{"ends", with(func(f *Fact) { f.End.Label = "Event" }), `HOLDS_ROLE r: may not lead from Person to Event`},
		{"no end", with(func(f *Fact) { f.End = nil }), `HOLDS_ROLE r: an end is missing`},
		{"no evidence", with(func(f *Fact) { f.Evidence = nil }), `HOLDS_ROLE r: no evidence`},
		{"no rule", with(func(f *Fact) { f.Evidence.Rule = "" }), `HOLDS_ROLE r: evidence without quote or rule`},
		{"closed list", with(func(f *Fact) { f.Properties["status"] = "gone" }), `HOLDS_ROLE r: property status: "gone" is not one of status`},
		{"date", with(func(f *Fact) { f.Properties["since"] = "2024-13" }), `HOLDS_ROLE r: property since: bad date "2024-13"`},
		{"unknown property", with(func(f *Fact) { f.Properties["rank"] = "x" }), `HOLDS_ROLE r: property rank: not in the vocabulary`},
		{
			"int for int64", &Fact{Type: RelationshipFact, ID: "m", Label: "MENTIONS", Start: &End{"a", "Article"}, End: &End{"p", "Person"}, Properties: Properties{"count": 1}},
			`MENTIONS m: property count: is int, want int`,
		},
		{
			"evidence on structure", &Fact{Type: RelationshipFact, ID: "m", Label: "REPORTS", Start: &End{"a", "Article"}, End: &End{"e", "Event"}, Evidence: &Evidence{}},
			`REPORTS m: evidence on a type that has none`,
		},
		{"unknown relationship", with(func(f *Fact) { f.Label = "KNOWS" }), `unknown relationship type "KNOWS" (have ` + Schema().typeNames() + `)`},
		{"person", person(Properties{"name": "向南风", "anchors": []string{"d"}}), ""},
		{"nobody", person(Properties{"anchors": []string{"d"}}), `Person p: no name`},
		{"empty", person(Properties{"name": "向南风", "pinyin": ""}), `Person p: property pinyin: is empty; leave it out`},
		{"empty list", person(Properties{"name": "向南风", "aliases": []string{}}), `Person p: property aliases: is empty; leave it out`},
		{"other id", person(Properties{"name": "向南风", "id": "x"}), `Person p: property id: differs from the fact's id`},
		{"reporter and official", person(Properties{"name": "向南风", "anchors": []string{"byline:x", "d"}}), `Person p: anchors ["byline:x" "d"] mix a reporter with an official`},
		{"label", &Fact{Type: NodeFact, ID: "p", Label: "Persn", Properties: Properties{"name": "x"}}, `unknown label "Persn" (have ` + Schema().labelNames() + `)`},
		{"article", &Fact{Type: NodeFact, ID: "a", Label: "Article", Properties: Properties{"name": "x"}}, `Article a: the article's own node is made from the article`},
		{"false", &Fact{Type: NodeFact, ID: "y", Label: "Policy", Properties: Properties{"name": "x", "draft": false}}, `Policy y: property draft: is empty; leave it out`},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := ""
			if err := Schema().ValidateFact(c.fact); err != nil {
				got = err.Error()
			}
			if got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}

func TestValidDate(t *testing.T) {
	for s, want := range map[string]bool{
		"2023-08-28": true, "2023-08": true, "2023": true, "--08-28": true, "--02-29": true,
		"": false, "2023-8": false, "2023-13": false, "--13-01": false, "2023-02-30": false, "23": false, "2023年8月": false,
	} {
		if got := ValidDate(s); got != want {
			t.Errorf("ValidDate(%q) = %v, want %v", s, got, want)
		}
	}
}

func TestGeneratedContributionsAreValid(t *testing.T) {
	for _, c := range (world{seed: 3, names: 30}).articles(50) {
		if err := Schema().ValidateContribution(c); err != nil {
			t.Error(err)
		}
	}
}
