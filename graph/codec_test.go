package graph

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"
)

// awkward holds what encoders get wrong.
const awkward = "“引”\"双\" \\ <甲&乙> \u2028\u2029 \t\n\r\x01 𠮷 👩‍🌾 é"

func TestContributionRoundTrip(t *testing.T) {
	confidence := 0.1 + 0.2
	want := &Contribution{
		Article: Article{ID: "a", Name: awkward, Text: awkward + awkward, Ordinal: 3, Published: "2024-05", Source: "甲/乙.md"},
		Facts: []Fact{
			{Type: NodeFact, ID: "p", Label: "Person", Properties: Properties{"name": awkward, "aliases": []string{awkward, "b"}, "anchors": []string{"x"}}},
			{Type: NodeFact, ID: "y", Label: "Policy", Properties: Properties{"name": "n", "draft": true}},
			{
				Type: RelationshipFact, ID: "r", Label: "HOLDS_ROLE", Start: &End{"p", "Person"}, End: &End{"o", "Role"}, Properties: Properties{"status": "current"},
				Evidence: &Evidence{Quote: awkward, Start: 1, End: 9, Rule: "x", Confidence: &confidence},
			},
			{Type: RelationshipFact, ID: "m", Label: "MENTIONS", Start: &End{"a", "Article"}, End: &End{"p", "Person"}, Properties: Properties{"count": int64(9007199254740993)}},
		},
	}
	want.SetHash()
	line := AppendContribution(nil, want)
	if !json.Valid(line) {
		t.Fatalf("not JSON: %s", line)
	}
	if strings.ContainsAny(string(line), "\n\u2028") || !strings.Contains(string(line), "<甲&乙>") {
		t.Errorf("a line must be one line and not be escaped for HTML: %s", line)
	}
	got, err := DecodeContribution(line)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if again := AppendContribution(nil, got); string(again) != string(line) {
		t.Errorf("second encoding differs:\n%s\n%s", line, again)
	}
}

// FuzzEncodeString reads our strings with encoding/json.
func FuzzEncodeString(f *testing.F) {
	for _, s := range []string{"", awkward, "\xff", "a\xe4\xba", "\x00\x1f\x7f", "\u2028"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		var got string
		if err := json.Unmarshal(appendJSONString(nil, s), &got); err != nil {
			t.Fatalf("%q: %v", s, err)
		}
		if want := string([]rune(s)); got != want { // a rune for every bad byte
			t.Errorf("got %q, want %q", got, want)
		}
	})
}

func TestHash(t *testing.T) {
	c := world{seed: 1, names: 9}.article(0)
	hash := c.Article.Hash
	if c.SetHash(); c.Article.Hash != hash {
		t.Error("the hash depends on the hash")
	}
	c.Facts[0].Properties["name"] = "别的"
	if c.SetHash(); c.Article.Hash == hash {
		t.Error("the hash does not depend on the facts")
	}
}

func TestMergedRoundTrip(t *testing.T) {
	n := &Node{ID: "p", Label: "Person", Properties: Properties{"id": "p", "name": "a<b", "anchors": []string{"z"}, "aliases": []string{"c"}}}
	r := &Relationship{ID: "r", Type: "ATTENDED", Start: End{"p", "Person"}, End: End{"e", "Event"}, Properties: Properties{"id": "r", "support": int64(2), "confidence": 1.0}}
	text := string(AppendNode(nil, n)) + "\n\n" + string(AppendRelationship(nil, r)) + "\n"
	want := `{"type":"node","id":"p","labels":["Person"],"properties":{"id":"p","name":"a<b","aliases":["c"],"anchors":["z"]}}

{"type":"relationship","id":"r","label":"ATTENDED","start":{"id":"p","labels":["Person"]},"end":{"id":"e","labels":["Event"]},"properties":{"confidence":1,"id":"r","support":2}}
`
	if diff := cmp.Diff(want, text); diff != "" {
		t.Error(diff)
	}
	var got []Item
	for it, err := range ReadMerged(strings.NewReader(text), "x") {
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, it)
	}
	if diff := cmp.Diff([]Item{{Node: n}, {Relationship: r}}, got); diff != "" {
		t.Error(diff)
	}
	bare := &Node{ID: "p", Label: "Person", Properties: Properties{"name": "b"}}
	if got := string(AppendNode(nil, bare)); !strings.Contains(got, `"properties":{"id":"p","name":"b"}`) {
		t.Errorf("no id among the properties: %s", got)
	}
}

func TestReadFaults(t *testing.T) {
	const good = `{"article":{"id":"a","name":"n","ordinal":0,"text":"t"},"facts":[]}`
	for _, c := range []struct{ name, text, want string }{
		{"cut off", good[:30], "x:1: not JSON: the line is cut off"},
		{"second line", good + "\n{]", "x:2: byte 1: not JSON: invalid character ']' at start of value"},
		{"not a contribution", `{"facts":[]}`, `x:1: no "article": not a contribution`},
		{"unknown key", `{"articl":{}}`, `x:1: unknown key "articl"`},
		{"two values", good + good, "x:1: byte 68: more than one value on the line"},
		{"unknown property", `{"article":{},"facts":[{"properties":{"size":1}}]}`, "x:1: /facts/0/properties/size: not in the vocabulary"},
		{"null", `{"article":{},"facts":[{"properties":{"name":null}}]}`, "x:1: /facts/0/properties/name: want string, have null"},
		{"wrong type", `{"article":{},"facts":[{"properties":{"name":1}}]}`, "x:1: /facts/0/properties/name: want string, have 1"},
		{"key twice", `{"article":{"id":"a","id":"b"}}`, `x:1: byte 21: not JSON: duplicate object member name`},
		{"not UTF-8", "{\"article\":{\"id\":\"\xff\"}}", "x:1: byte 18: not JSON: invalid UTF-8"},
		{"list for a fact", `{"article":{},"facts":[[]]}`, "x:1: /facts/0: want an object, have []"},
		{"text for a list", `{"article":{},"facts":""}`, `x:1: /facts: want a list, have ""`},
		{"half an int", `{"article":{},"facts":[{"properties":{"count":1.5}}]}`, "x:1: /facts/0/properties/count: want int, have 1.5"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got error
			for _, err := range ReadContributions(strings.NewReader(c.text), "x") {
				if err != nil {
					got = err
				}
			}
			if got == nil || got.Error() != c.want {
				t.Errorf("got  %v\nwant %s", got, c.want)
			}
		})
	}
	for _, c := range []struct{ name, text, want string }{
		{"type", `{"type":"edge","id":"x"}`, `x:1: unknown type "edge" (have node, relationship)`},
		{"no id", `{"type":"node"}`, `x:1: no id`},
		{"two labels", `{"type":"node","id":"x","labels":["A","B"]}`, `x:1: node x: want one label, have ["A" "B"]`},
		{"no start", `{"type":"relationship","id":"x","label":"ATTENDED"}`, `x:1: relationship x: start needs an id and one label, have "" []`},
	} {
		t.Run(c.name, func(t *testing.T) {
			for _, err := range ReadMerged(strings.NewReader(c.text), "x") {
				if err == nil || err.Error() != c.want {
					t.Errorf("got  %v\nwant %s", err, c.want)
				}
			}
		})
	}
}

func TestReadGoesOn(t *testing.T) {
	const good = `{"article":{"id":"a","name":"n","ordinal":0,"text":"t"},"facts":[]}`
	long := strings.Replace(good, `"t"`, `"`+strings.Repeat("长", 300_000)+`"`, 1)
	text := "\ufeff" + good + "\r\nnothing\n\n" + long + "\n" + good // no newline at the end
	var bad, ok int
	for c, err := range ReadContributions(iotest.HalfReader(strings.NewReader(text)), "x") {
		if err != nil {
			bad++
		} else if c != nil {
			ok++
		}
	}
	if bad != 1 || ok != 3 {
		t.Errorf("%d bad lines and %d contributions, want 1 and 3", bad, ok)
	}
	broken := errors.New("broken disk")
	for c, err := range ReadContributions(iotest.ErrReader(broken), "x") {
		if c != nil || !errors.Is(err, broken) {
			t.Errorf("got %v, %v", c, err)
		}
	}
	for _, err := range ReadContributions(strings.NewReader(text), "x") {
		if err != nil {
			t.Error(err)
		}
		break // must not run on
	}
}

// FuzzDecode: what can be read can be written and read again to the same.
func FuzzDecode(f *testing.F) {
	c := world{seed: 1, names: 9}.article(1)
	f.Add(AppendContribution(nil, c))
	f.Add(AppendNode(nil, &Node{ID: "p", Label: "Person", Properties: Properties{"name": awkward}}))
	f.Add([]byte(`{"article":{"id":"\ud800"},"facts":[{}]}`))
	f.Add([]byte(`{"type":"relationship","id":"r","label":"A","start":{"id":"p","labels":["P"]},"end":{"id":"p","labels":["P"]},"properties":{"count":-1,"confidence":1e400}}`))
	f.Fuzz(func(t *testing.T, line []byte) {
		if c, err := DecodeContribution(line); err == nil {
			first := AppendContribution(nil, c)
			again, err := DecodeContribution(first)
			if err != nil {
				t.Fatalf("%s: %v", first, err)
			}
			if second := AppendContribution(nil, again); string(second) != string(first) {
				t.Errorf("%s\n%s", first, second)
			}
		}
		if it, err := DecodeItem(line); err == nil && it.Node != nil {
			first := AppendNode(nil, it.Node)
			if _, err := DecodeItem(first); err != nil {
				t.Fatalf("%s: %v", first, err)
			}
		}
	})
}
