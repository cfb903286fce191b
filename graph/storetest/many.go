package storetest

import (
	"fmt"
	"strings"

	"kg/graph"
)

// Many returns n articles for tests of size, about 2 kB of text and 25 facts each. Article
// i shares its district, posts and people with others, as real ones do; from tells
// articles of several calls apart.
func Many(from, n int) []*graph.Contribution {
	cs := make([]*graph.Contribution, n)
	for i := range cs {
		cs[i] = numbered(from + i)
	}
	return cs
}

// numbered is article i of Many.
func numbered(i int) *graph.Contribution {
	place := fmt.Sprintf("第%d区", i%97)
	title := fmt.Sprintf("%s召开第%d次例会", place, i)
	lead := fmt.Sprintf("%s区委书记主持会议，议题为第%d号。", place, i)
	b := newArticle(fmt.Sprintf("papers%d", i%7), fmt.Sprintf("%04d/%d.md", i%500, i), fmt.Sprintf("20%02d-%02d-%02d", 10+i%14, 1+i%12, 1+i%28),
		title, lead, strings.Repeat("会议听取了有关情况的汇报，就下一步工作作出安排。", 25))
	_, district := b.place(place, fmt.Sprintf("99%04d", i%97))
	event := b.event(title, "meeting", b.c.Article.Published, district)
	office := b.organization(place+"办公室", "department", place, district)
	b.rel("ORGANIZED", office, event, lead, nil)
	for k := range 4 {
		p := b.person(fmt.Sprintf("某%d·%d", i%97, (i/97+k*k)%300), district)
		r := b.role(fmt.Sprintf("职务%d", k), fmt.Sprintf("%s职务%d", place, k), place, district)
		b.rel("HOLDS_ROLE", p, r, lead, graph.Properties{"status": "current"})
		b.rel("ATTENDED", p, event, lead, graph.Properties{"order": int64(k + 1)})
	}
	return b.done()
}
