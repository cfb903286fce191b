package cypher

import (
	"errors"
	"strings"
	"testing"

	"kg/graph"
)

func TestResolve(t *testing.T) { eachStore(t, testResolve) }

func testResolve(t *testing.T, store graph.Store) {
	tests := []struct {
		typ        Type
		text, want string // want: name (anchor), … in any order of ids
	}{
		{Person, "周若溪", "周若溪 (云川市/青岚区)"},
		{Person, "若溪", "周若溪 (云川市/青岚区)"},
		{Post, "青岚区委书记", "青岚区委书记 (青岚区)"},
		{Post, "青岚区区委书记", "青岚区委书记 (青岚区)"},
		{Post, "县委书记", "白鹭县委书记 (白鹭县)"},
		{Post, "人民医院院长", ""},
		{Post, "医院院长", "白鹭县医院院长 (白鹭县)"},
		{District, "白鹭", "白鹭县 (云川市/白鹭县)"},
		{District, "990103", "银杏区 (云川市/银杏区)"},
		{District, "云川市/银杏区", "银杏区 (云川市/银杏区)"},
		{District, "云川市银杏区", "银杏区 (云川市/银杏区)"},
		{District, "白鹭县银杏区", ""},
		{District, "青岚镇", "青岚镇 (云川市/白鹭县/青岚镇)"},
		{District, "青岚", "青岚区 (云川市/青岚区)"}, // the alias goes before short forms
		{District, "杏", ""},
		{Organization, "青岚区应急管理局", "青岚区应急管理局 (青岚区)"},
		{Event, "全会", "青岚区委六届七次全会 (2024-03-18)"},
		{Event, "灯塔机制推进会", "全市“灯塔”机制推进会 (2024-04-09)"},
		{Initiative, "灯塔机制", "“灯塔”机制 ()"},
		{Policy, "关于推进青岚区现代化建设的决定", "《关于推进青岚区现代化建设的决定》 (青岚区委)"},
		{Policy, "青岚区委的决定", ""},
		{Entity, "白鹭县", "白鹭县 (云川市/白鹭县)"},
		{Person, `周' OR 1=1 //`, ""},
		{Person, "", ""},
	}
	for _, tt := range tests {
		t.Run(string(tt.typ)+" "+tt.text, func(t *testing.T) {
			matches, err := Resolve(t.Context(), store, tt.typ, tt.text, nil)
			var none *NoMatchError
			if err != nil && !errors.As(err, &none) {
				t.Fatal(err)
			}
			var got []string
			for _, m := range matches {
				got = append(got, m.Name+" ("+m.Anchor+")")
			}
			if s := strings.Join(got, ", "); s != tt.want {
				t.Errorf("got %q, want %q (%v)", s, tt.want, err)
			}
		})
	}
}

func TestResolveNamesakes(t *testing.T) { eachStore(t, testResolveNamesakes) }

func testResolveNamesakes(t *testing.T, store graph.Store) {
	matches, err := Resolve(t.Context(), store, Person, "林知远", nil)
	if err != nil || len(matches) != 2 || matches[0].Anchor == matches[1].Anchor {
		t.Fatalf("got %v, %v", matches, err)
	}
	one, err := Resolve(t.Context(), store, Person, matches[1].ID, nil)
	if err != nil || len(one) != 1 || one[0] != matches[1] {
		t.Errorf("by id: got %v, %v", one, err)
	}
}

func TestResolvePlace(t *testing.T) { eachStore(t, testResolvePlace) }

func testResolvePlace(t *testing.T, store graph.Store) {
	place, err := Resolve(t.Context(), store, District, "银杏", nil)
	if err != nil {
		t.Fatal(err)
	}
	posts, err := Resolve(t.Context(), store, Post, "区委书记", place)
	if err != nil || len(posts) != 1 || posts[0].Name != "银杏区委书记" {
		t.Errorf("got %v, %v", posts, err)
	}
	var none *NoMatchError
	if _, err := Resolve(t.Context(), store, Post, "青岚区委书记", place); !errors.As(err, &none) || len(none.Near) == 0 {
		t.Errorf("another district's post: %v", err)
	}
}

func TestNear(t *testing.T) {
	names := []string{"林知远", "林知行", "周若溪", "post-holders", "post-history"}
	tests := []struct{ text, want string }{
		{"林知近", "林知行 林知远"}, {"post-holder", "post-holders post-history"}, {"甲", ""}, {"", ""}, {"\xff林知远", "林知远 林知行"},
	}
	for _, tt := range tests {
		if got := strings.Join(Near(tt.text, names, 2), " "); got != tt.want {
			t.Errorf("Near(%q) = %q, want %q", tt.text, got, tt.want)
		}
	}
}

func TestIsSuffix(t *testing.T) {
	tests := []struct {
		rest string
		want bool
	}{{"区", true}, {"街道", true}, {"土家族苗族自治州", true}, {"自治县", true}, {"族自治县", true}, {"路社区", false}, {"", false}, {"区委", false}}
	for _, tt := range tests {
		if got := isSuffix(tt.rest); got != tt.want {
			t.Errorf("isSuffix(%q) = %v", tt.rest, got)
		}
	}
}
