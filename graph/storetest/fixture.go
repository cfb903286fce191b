package storetest

import (
	"slices"
	"strings"

	"kg/graph"
)

// The fixture: an invented city, its papers and its radio. All labels and all types
// occur; 林知远 occurs twice, as a secretary and as a doctor.
//
//	云川市 <-PART_OF- 青岚区 <-IN_DISTRICT- 青岚区委书记, 青岚区区长, 青岚区应急局, 安全生产会
//	                  白鹭县 <-IN_DISTRICT- 白鹭县医院 <-ROLE_AT- 白鹭县医院院长
//
//	a1 papers   林知远 -HOLDS_ROLE current-> 青岚区委书记    林知远 -HOSTED-> 安全生产会
//	            周若溪 -ATTENDED-> 安全生产会                应急局 -ORGANIZED-> 安全生产会 -ADOPTED approved-> 《方案》
//	            周若溪 -PRESENTED-> 《方案》                 苏望舒 -REPORTED reporter-> a1
//	a2 papers   林知远 -HOLDS_ROLE current-> 青岚区委书记 (shared with a1)
//	            周若溪 -HOLDS_ROLE appointed-> 青岚区区长    应急局, 青岚区 -IMPLEMENTS-> “灯塔”机制 <-ABOUT- 推进会
//	            林知远 -SPOKE_AT-, 周若溪 -LED-> 推进会      白鹭县医院 -TOOK_PART_IN-> 推进会
//	a3 radio    林知远 (doctor) -HOLDS_ROLE current-> 白鹭县医院院长, -PRESENTED_AT-, 何青禾 -HONORED_AT-> 表彰会
//	a4 radio    何青禾 -ATTENDED-> an event whose name and quote are made of odd characters

// Odd is what breaks a store that builds statements from values.
const Odd = "引号\"'`‘’“” 反斜杠\\ \\n \\u0041 换行\n制表\t 𠮷😀 $x ${y} {a:1} {} /* */ // -- ; <img src=x onerror=alert(1)> [1,2] null \u2028 é e\u0301 \ufeff"

// builder makes one contribution.
type builder struct{ c *graph.Contribution }

// newArticle begins the contribution of an article whose sentences are text.
func newArticle(collection, source, published string, text ...string) *builder {
	title := text[0]
	return &builder{&graph.Contribution{Article: graph.Article{
		ID: graph.ArticleID(collection, "", source, title, 0), Name: title, Collection: collection, Source: source,
		Publisher: "云川日报", Published: published, Text: strings.Join(text, "\n"),
	}}}
}

// self is the article as an end.
func (b *builder) self() graph.End { return graph.End{ID: b.c.Article.ID, Label: "Article"} }

// node adds an entity and the MENTIONS of it.
func (b *builder) node(label, id, name string, props graph.Properties) graph.End {
	all := graph.Properties{"name": name}
	for k, v := range props {
		all[k] = v
	}
	e := graph.End{ID: id, Label: label}
	if b.has(id) {
		return e
	}
	b.c.Facts = append(b.c.Facts, graph.Fact{Type: graph.NodeFact, ID: id, Label: label, Properties: all})
	b.rel("MENTIONS", b.self(), e, "", graph.Properties{"texts": []string{name}, "count": int64(1), "spans": []string{"0-3"}})
	return e
}

// rel adds a relationship; quote is the sentence that states it, "" for structure.
// A qualifier among props (status, as) becomes part of the id.
func (b *builder) rel(typ string, start, end graph.End, quote string, props graph.Properties) {
	var qualifiers []string
	for _, k := range []string{"status", "as"} {
		if v, ok := props[k].(string); ok {
			qualifiers = append(qualifiers, v)
		}
	}
	f := graph.Fact{
		Type: graph.RelationshipFact, Label: typ, Start: &start, End: &end, Properties: props,
		ID: graph.RelationshipID(typ, start.ID, end.ID, qualifiers...),
	}
	if quote != "" {
		at := strings.Index(b.c.Article.Text, quote)
		f.Evidence = &graph.Evidence{Quote: quote, Start: at, End: at + len(quote), Rule: "test." + strings.ToLower(typ)}
	}
	if !b.has(f.ID) {
		b.c.Facts = append(b.c.Facts, f)
	}
}

// has reports whether the article has stated the fact of that id.
func (b *builder) has(id string) bool {
	return slices.ContainsFunc(b.c.Facts, func(f graph.Fact) bool { return f.ID == id })
}

// done seals the contribution.
func (b *builder) done() *graph.Contribution {
	b.c.SetHash()
	return b.c
}

// place adds the city and a district of it.
func (b *builder) place(name, code string) (city, district graph.End) {
	city = b.node("District", graph.DistrictID("990100", "", "", "", ""), "云川市", graph.Properties{"level": "city", "code": "990100", "path": "云川市"})
	district = b.node("District", graph.DistrictID(code, "", "", "", ""), name, graph.Properties{"level": "county", "code": code, "path": "云川市/" + name, "aliases": []string{string([]rune(name)[:2])}})
	b.rel("PART_OF", district, city, "", nil)
	return city, district
}

func (b *builder) person(name string, anchor graph.End) graph.End {
	return b.node("Person", graph.PersonID(name, anchor.ID), name, graph.Properties{"anchors": []string{anchor.ID}})
}

func (b *builder) role(title, name, districtName string, district graph.End) graph.End {
	r := b.node("Role", graph.RoleID(title, district.ID, "", ""), name, graph.Properties{"title": title, "district": districtName})
	b.rel("IN_DISTRICT", r, district, "", nil)
	return r
}

func (b *builder) organization(name, kind, districtName string, district graph.End) graph.End {
	o := b.node("Organization", graph.OrganizationID(name, district.ID, ""), name, graph.Properties{"kind": kind, "district": districtName})
	b.rel("IN_DISTRICT", o, district, "", nil)
	return o
}

func (b *builder) event(name, kind, date string, district graph.End) graph.End {
	e := b.node("Event", graph.EventID(name, date, district.ID, b.c.Article.ID), name, graph.Properties{"kind": kind, "date": date})
	b.rel("IN_DISTRICT", e, district, "", nil)
	b.rel("REPORTS", b.self(), e, "", nil)
	return e
}

// Articles returns the contributions of the fixture, made anew with each call.
func Articles() []*graph.Contribution {
	return []*graph.Contribution{meeting(), push(), hospital(), odd(Odd)}
}

func meeting() *graph.Contribution {
	const s1, s2, s3 = "青岚区委书记林知远主持会议，区长人选周若溪出席并就《青岚区安全生产方案》作说明。", "会议由青岚区应急局主办，审议通过了《青岚区安全生产方案》。", "（苏望舒）"
	b := newArticle("papers", "2023/08/a1.md", "2023-08-29", "青岚区召开安全生产会", s1, s2, s3)
	_, district := b.place("青岚区", "990102")
	lin, zhou := b.person("林知远", district), b.person("周若溪", district)
	secretary := b.role("区委书记", "青岚区委书记", "青岚区", district)
	office := b.organization("青岚区应急局", "department", "青岚区", district)
	event := b.event("青岚区安全生产会", "meeting", "2023-08-28", district)
	policy := b.node("Policy", graph.PolicyID("青岚区安全生产方案", ""), "《青岚区安全生产方案》", graph.Properties{"kind": "plan", "draft": true})
	reporter := b.person("苏望舒", graph.End{ID: graph.BylinePrefix + "云川日报"})
	b.rel("HOLDS_ROLE", lin, secretary, s1, graph.Properties{"status": "current"})
	b.rel("HOSTED", lin, event, s1, graph.Properties{"order": int64(1)})
	b.rel("ATTENDED", zhou, event, s1, graph.Properties{"order": int64(2)})
	b.rel("PRESENTED", zhou, policy, s1, nil)
	b.rel("ORGANIZED", office, event, s2, nil)
	b.rel("ADOPTED", event, policy, s2, graph.Properties{"as": "approved"})
	b.rel("REPORTED", reporter, b.self(), s3, graph.Properties{"as": "reporter"})
	return b.done()
}

func push() *graph.Contribution {
	const s1, s2 = "青岚区委书记林知远讲话，新任区长周若溪带队推进“灯塔”机制。", "青岚区应急局推行“灯塔”机制，白鹭县医院参与。"
	b := newArticle("papers", "2023/10/a2.md", "2023-10-12", "青岚区推进“灯塔”机制", s1, s2)
	_, district := b.place("青岚区", "990102")
	_, county := b.place("白鹭县", "990121")
	lin, zhou := b.person("林知远", district), b.person("周若溪", district)
	secretary := b.role("区委书记", "青岚区委书记", "青岚区", district)
	head := b.role("区长", "青岚区区长", "青岚区", district)
	office := b.organization("青岚区应急局", "department", "青岚区", district)
	clinic := b.organization("白鹭县医院", "hospital", "白鹭县", county)
	event := b.event("“灯塔”机制推进会", "meeting", "2023-10-11", district)
	lamp := b.node("Initiative", graph.InitiativeID("灯塔", ""), "“灯塔”机制", graph.Properties{"kind": "mechanism"})
	b.rel("HOLDS_ROLE", lin, secretary, s1, graph.Properties{"status": "current"})
	b.rel("HOLDS_ROLE", zhou, head, s1, graph.Properties{"status": "appointed", "since": "2023-10"})
	b.rel("SPOKE_AT", lin, event, s1, graph.Properties{"order": int64(1)})
	b.rel("LED", zhou, event, s1, graph.Properties{"order": int64(2)})
	b.rel("ABOUT", event, lamp, s1, nil)
	b.rel("IMPLEMENTS", office, lamp, s2, nil)
	b.rel("IMPLEMENTS", district, lamp, s2, nil)
	b.rel("TOOK_PART_IN", clinic, event, s2, nil)
	return b.done()
}

func hospital() *graph.Contribution {
	const s1, s2 = "白鹭县医院院长林知远汇报工作。", "护士何青禾受表彰。"
	b := newArticle("radio", "a3.txt", "2023-09", "白鹭县医院举行表彰会", s1, s2)
	_, county := b.place("白鹭县", "990121")
	clinic := b.organization("白鹭县医院", "hospital", "白鹭县", county)
	ward := b.organization("白鹭县医院护理部", "department", "白鹭县", county)
	b.rel("PART_OF", ward, clinic, "", nil)
	lin, he := b.person("林知远", clinic), b.person("何青禾", clinic)
	head := b.node("Role", graph.RoleID("院长", county.ID, clinic.ID, ""), "白鹭县医院院长", graph.Properties{"title": "院长", "district": "白鹭县", "organization": "白鹭县医院"})
	b.rel("ROLE_AT", head, clinic, "", nil)
	event := b.event("白鹭县医院表彰会", "ceremony", "--09-12", county)
	b.rel("HOLDS_ROLE", lin, head, s1, graph.Properties{"status": "current"})
	b.rel("PRESENTED_AT", lin, event, s1, graph.Properties{"order": int64(1)})
	b.rel("HONORED_AT", he, event, s2, graph.Properties{"order": int64(1)})
	return b.done()
}

// odd is an article whose event and sentence are the string s.
func odd(s string) *graph.Contribution {
	b := newArticle("radio", "a'4.txt", "2023", "杂音", s)
	b.c.Article.URL = "https://example.org/?a=1&b='\""
	_, county := b.place("白鹭县", "990121")
	he := b.person("何青禾", b.organization("白鹭县医院", "hospital", "白鹭县", county))
	event := b.event(s, "activity", "2023-09-30", county)
	b.rel("ATTENDED", he, event, s, graph.Properties{"order": int64(1)})
	return b.done()
}

// Named is an article about a person of that name, which also has it as an alias in part.
func Named(source, name string) *graph.Contribution {
	b := newArticle("odd", source, "2023", name, name)
	_, county := b.place("白鹭县", "990121")
	b.node("Person", graph.PersonID(name, county.ID), name, graph.Properties{"anchors": []string{county.ID}, "aliases": []string{name + "×", `"` + name, name + ","}})
	return b.done()
}
