package graph

import (
	"fmt"
	"math/rand/v2"
	"strings"
)

// world makes contributions about invented people of an invented city. The same seed
// and number give the same contribution.
type world struct {
	seed  uint64
	names int // people's names to draw from; few make many namesakes
	long  int // sentences of text in an article
}

var (
	surnames  = []string{"向", "闻", "鹿", "麦", "柏", "郁"}
	givens    = []string{"南风", "知秋", "小满", "青山", "望", "可"}
	districts = []string{"青禾区", "白石区", "云台县", "柳林县"}
	titles    = []string{"区长", "书记", "副主任", "局长"}
	rules     = []string{"title-name", "name-title", "list"}
)

// person returns the nth name.
func (w world) person(n int) string {
	n %= w.names
	s := surnames[n%len(surnames)] + givens[n/len(surnames)%len(givens)]
	if rest := n / len(surnames) / len(givens); rest > 0 {
		s += string(rune('一' + rest))
	}
	return s
}

type articleMaker struct {
	c    *Contribution
	seen map[string]bool
}

func (b *articleMaker) node(id, label string, p Properties) string {
	if !b.seen[id] {
		b.seen[id] = true
		b.c.Facts = append(b.c.Facts, Fact{Type: NodeFact, ID: id, Label: label, Properties: p})
	}
	return id
}

func (b *articleMaker) relate(typ, start, startLabel, end, endLabel string, p Properties, e *Evidence) {
	b.c.Facts = append(b.c.Facts, Fact{
		Type: RelationshipFact, ID: Schema().relationshipID(typ, start, end, p), Label: typ,
		Start: &End{start, startLabel}, End: &End{end, endLabel}, Properties: p, Evidence: e,
	})
}

// article makes the nth contribution.
func (w world) article(n int) *Contribution {
	r := rand.New(rand.NewPCG(w.seed, uint64(n)))
	a := Article{
		ID: ArticleID("test", fmt.Sprint(n), "", "", 0), Name: fmt.Sprintf("青禾要闻<%d>", n), Collection: "test", Key: fmt.Sprint(n), Ordinal: n,
		Source: fmt.Sprintf("shard-%d.jsonl", n%7), Text: strings.Repeat("区长向南风在\"会上\"讲话。", 2+w.long),
	}
	switch n % 4 {
	case 0:
		a.Dateline = "--05-01"
	case 1:
	default:
		a.Published = fmt.Sprintf("2024-%02d-%02d", 1+r.IntN(12), 1+r.IntN(28))
	}
	b := &articleMaker{c: &Contribution{Article: a}, seen: make(map[string]bool)}
	city := b.node(DistrictID("010000", "南江市", "city", "", ""), "District", Properties{"name": "南江市", "level": "city", "path": "江省/南江市"})
	district := districts[r.IntN(len(districts))]
	d := b.node(DistrictID("", district, "county", city, ""), "District", Properties{"name": district, "level": "county", "path": "江省/南江市/" + district})
	b.relate("PART_OF", d, "District", city, "District", nil, nil)
	event := b.node(EventID("会议", "", d, a.ID), "Event", Properties{"name": fmt.Sprintf("会议%d", n), "kind": Schema().List("eventKind").Values[r.IntN(3)].Name})
	for i := range 1 + r.IntN(4) {
		w.holder(r, b, i, d, city, event)
	}
	reporter := w.person(r.IntN(w.names))
	anchor := BylinePrefix + "南江日报"
	p := b.node(PersonID(reporter, anchor), "Person", Properties{"name": reporter, "anchors": []string{anchor}})
	b.relate("REPORTED", p, "Person", a.ID, "Article", Properties{"as": "reporter"}, w.evidence(r))
	b.c.SetHash()
	return b.c
}

// holder adds a person with a post who attended the event.
func (w world) holder(r *rand.Rand, b *articleMaker, i int, d, city, event string) {
	name, title := w.person(r.IntN(w.names)), titles[r.IntN(len(titles))]
	anchors := [][]string{{d}, {city}, {d, city}, {b.c.Article.ID}}[r.IntN(4)]
	anchors = append([]string(nil), anchors...)
	if anchors[0] > anchors[len(anchors)-1] {
		anchors[0], anchors[1] = anchors[1], anchors[0]
	}
	p := PersonID(name, anchors[0])
	if b.seen[p] {
		return
	}
	b.node(p, "Person", Properties{"name": name, "anchors": anchors, "aliases": []string{name + "同志"}})
	role := b.node(RoleID(title, d, "", ""), "Role", Properties{"name": title, "title": title})
	b.relate("HOLDS_ROLE", p, "Person", role, "Role", Properties{"status": "current"}, w.evidence(r))
	if r.IntN(2) == 0 { // a second sentence of the same article
		b.relate("HOLDS_ROLE", p, "Person", role, "Role", Properties{"status": "current"}, w.evidence(r))
	}
	b.relate("ATTENDED", p, "Person", event, "Event", Properties{"order": int64(i + 1)}, w.evidence(r))
	b.relate("MENTIONS", b.c.Article.ID, "Article", p, "Person", Properties{"texts": []string{name}, "count": int64(1 + r.IntN(3)), "spans": []string{fmt.Sprintf("%d-%d", 9*i, 9*i+9)}}, nil)
}

func (w world) evidence(r *rand.Rand) *Evidence {
	start := r.IntN(3) * 10
	e := &Evidence{Quote: fmt.Sprintf("第%d句：“讲话”", start), Start: start, End: start + 10, Rule: rules[r.IntN(len(rules))]}
	if r.IntN(3) > 0 {
		c := float64(r.IntN(5)) / 5
		e.Confidence = &c
	}
	return e
}

func (w world) articles(n int) []*Contribution {
	cs := make([]*Contribution, n)
	for i := range cs {
		cs[i] = w.article(i)
	}
	return cs
}
