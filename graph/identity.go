package graph

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
)

// PersonMention is a person as one or more articles give it: ID is the id that their
// facts carry, Anchors all anchors seen with it, sorted, and Articles how many
// articles have it.
type PersonMention struct {
	ID       string
	Anchors  []string
	Articles int
}

// IdentityFunc decides which mentions of one name are one person. It gets them sorted
// by id and returns for each the index of any mention of the same person, itself if it
// stands alone. It must depend on nothing but its arguments. Mentions in bylines and
// other mentions come in separate calls, since they are never one person.
type IdentityFunc func(name string, mentions []PersonMention) []int

// ByAnchors makes one person of mentions that share an anchor, and of those linked by
// a chain of such mentions.
func ByAnchors(_ string, mentions []PersonMention) []int {
	group := make([]int, len(mentions))
	for i := range group {
		group[i] = i
	}
	find := func(i int) int {
		for group[i] != i {
			group[i] = group[group[i]]
			i = group[i]
		}
		return i
	}
	holder := make(map[string]int) // anchor -> first mention that has it
	for i, m := range mentions {
		for _, a := range m.Anchors {
			j, ok := holder[a]
			if !ok {
				holder[a] = i
				continue
			}
			x, y := find(i), find(j)
			group[max(x, y)] = min(x, y)
		}
	}
	for i := range group {
		group[i] = find(i)
	}
	return group
}

// The kinds of record in the identity sort, in the order in which they are needed.
const (
	identArticle = "a" // id, hash, source
	identMention = "p" // name, mention id, article id, anchors
	identPlace   = "q" // id, name, path
)

// candidateMark begins a waiting record that is a POSSIBLY_SAME_AS without its reason.
const candidateMark = 'c'

// maxCandidateAnchors bounds the anchors that a candidate carries for its reason.
const maxCandidateAnchors = 16

func mentionRecord(a *Article, f *Fact) string {
	name, _ := f.Properties["name"].(string)
	anchors, _ := f.Properties["anchors"].([]string)
	return strings.Join(append([]string{identMention, name, f.ID, a.ID}, anchors...), "\x00")
}

func placeRecord(f *Fact) string {
	name, _ := f.Properties["name"].(string)
	path, _ := f.Properties["path"].(string)
	return strings.Join([]string{identPlace, f.ID, name, path}, "\x00")
}

// place is what a reason says of an anchor.
type place struct{ name, path string }

// identities is what the identity pass finds out.
type identities struct {
	final  map[string]string // mention id -> final id, where they differ
	places map[string]place  // anchors of people with namesakes
}

// resolve reads the identity sort: it refuses an article that came in two versions,
// clusters the mentions of each name and leaves the candidates among the waiting records.
func (m *Merger) resolve(ctx context.Context) (*identities, error) {
	ids := &identities{final: make(map[string]string), places: make(map[string]place)}
	var article []string
	var name nameGroup
	for s, err := range m.ident.sorted(ctx) {
		if err != nil {
			return nil, err
		}
		fields := strings.Split(s, "\x00")
		if name.name != "" && (fields[0] != identMention || fields[1] != name.name) {
			if err := m.cluster(&name, ids); err != nil {
				return nil, err
			}
			name = nameGroup{}
		}
		switch fields[0] {
		case identArticle:
			if article != nil && article[1] == fields[1] && article[2] != fields[2] {
				return nil, fmt.Errorf("article %s comes in two versions, from %s and from %s", fields[1], article[3], fields[3])
			}
			article = fields
		case identMention:
			name.name = fields[1]
			name.add(fields[2], fields[3], fields[4:])
		case identPlace:
			if p, ok := ids.places[fields[1]]; ok && p.name == "" {
				ids.places[fields[1]] = place{strings.Clone(fields[2]), strings.Clone(fields[3])}
			}
		}
	}
	return ids, m.cluster(&name, ids)
}

// nameGroup gathers the mentions of one name as they come, sorted by id and article.
type nameGroup struct {
	name     string
	mentions []PersonMention
	article  string // of the last record
	anchors  map[string]struct{}
}

func (g *nameGroup) add(id, article string, anchors []string) {
	n := len(g.mentions)
	if n == 0 || g.mentions[n-1].ID != id {
		// Cloned, since a part of the record would keep the whole of it in memory.
		g.mentions = append(g.mentions, PersonMention{ID: strings.Clone(id)})
		g.anchors, g.article = make(map[string]struct{}), ""
		n++
	}
	m := &g.mentions[n-1]
	if article != g.article { // else a contribution that came twice
		m.Articles++
	}
	g.article = article
	for _, a := range anchors {
		if _, ok := g.anchors[a]; !ok {
			a = strings.Clone(a)
			g.anchors[a] = struct{}{}
			m.Anchors = append(m.Anchors, a)
		}
	}
}

// person is one cluster of mentions. An article that has two of them counts twice in
// articles, which only chooses the middle of a star.
type person struct {
	id       string
	anchors  []string
	articles int
}

// cluster turns the mentions of a name into people and notes what follows from it.
func (m *Merger) cluster(g *nameGroup, ids *identities) error {
	var officials, reporters []PersonMention
	for _, mention := range g.mentions {
		slices.Sort(mention.Anchors)
		if len(mention.Anchors) > 0 && strings.HasPrefix(mention.Anchors[0], BylinePrefix) {
			reporters = append(reporters, mention)
		} else {
			officials = append(officials, mention)
		}
	}
	for _, mentions := range [...][]PersonMention{officials, reporters} {
		people, err := m.group(g.name, mentions, ids)
		if err != nil {
			return err
		}
		if err := m.star(people, ids); err != nil {
			return err
		}
	}
	return nil
}

// group clusters mentions and maps their ids to those of their people.
func (m *Merger) group(name string, mentions []PersonMention, ids *identities) ([]person, error) {
	if len(mentions) == 0 {
		return nil, nil
	}
	group := m.identify(name, mentions)
	if len(group) != len(mentions) {
		return nil, fmt.Errorf("identity of %s: %d answers for %d mentions", name, len(group), len(mentions))
	}
	people := make([]person, 0, 1)
	index := make(map[int]int, 1) // representative -> place in people
	for i, r := range group {
		if r < 0 || r >= len(group) || group[r] != r {
			return nil, fmt.Errorf("identity of %s: mention %d is said to be %d, which is no representative", name, i, r)
		}
		p, ok := index[r]
		if !ok {
			p = len(people)
			index[r] = p
			people = append(people, person{id: mentions[r].ID})
		}
		people[p].anchors = append(people[p].anchors, mentions[i].Anchors...)
		people[p].articles += mentions[i].Articles
	}
	for i := range people {
		p := &people[i]
		slices.Sort(p.anchors)
		p.anchors = slices.Compact(p.anchors)
		if len(p.anchors) > 0 {
			p.id = PersonID(name, p.anchors[0])
		}
	}
	for i, r := range group {
		if id := people[index[r]].id; id != mentions[i].ID {
			ids.final[mentions[i].ID] = id
		}
	}
	return people, nil
}

// star leaves a candidate between the person whom most articles have and each namesake.
func (m *Merger) star(people []person, ids *identities) error {
	if len(people) < 2 {
		return nil
	}
	center := slices.MinFunc(people, func(a, b person) int {
		return cmp.Or(cmp.Compare(b.articles, a.articles), strings.Compare(a.id, b.id))
	})
	for _, p := range people {
		if p.id == center.id {
			continue
		}
		start, end := center, p
		if end.id < start.id {
			start, end = end, start
		}
		rec := []string{string(candidateMark) + start.id, end.id}
		for _, side := range [...]person{start, end} {
			anchors := side.anchors[:min(len(side.anchors), maxCandidateAnchors)]
			for _, a := range anchors {
				ids.places[a] = place{}
			}
			rec = append(rec, strings.Join(anchors, "\x01"))
		}
		if _, err := m.people.add([]byte(strings.Join(rec, "\x00"))); err != nil {
			return err
		}
	}
	return nil
}

// candidate makes the POSSIBLY_SAME_AS of a record that star left.
func (ids *identities) candidate(v *Vocabulary, s string) *record {
	f := strings.Split(s[1:], "\x00")
	reason := ids.reason(&v.Phrases, strings.Split(f[2], "\x01"), strings.Split(f[3], "\x01"))
	values, err := appendValues(nil, Properties{"reason": reason}, nil, &v.codes)
	if err != nil { // only a vocabulary without this property: the type's own check finds it
		values = nil
	}
	return &record{
		kind: recordRelationship, id: v.relationshipID(typePossiblySameAs, f[0], f[1], nil), when: "~~~", // after any article's own word
		label: typePossiblySameAs, start: End{f[0], labelPerson}, end: End{f[1], labelPerson}, values: string(values),
	}
}

// reason says what two namesakes have in common and where each is known from.
func (ids *identities) reason(w *Phrases, start, end []string) string {
	left, right := ids.names(w, start), ids.names(w, end)
	if left == "" && right == "" {
		return w.SameName
	}
	text := w.SameName + "；" + cmp.Or(left, w.UnknownPlace) + " / " + cmp.Or(right, w.UnknownPlace)
	switch {
	case ids.within(start, end):
		text += "（" + w.StartInEnd + "）"
	case ids.within(end, start):
		text += "（" + w.EndInStart + "）"
	}
	return text
}

// names joins the names of up to three anchors that have one.
func (ids *identities) names(w *Phrases, anchors []string) string {
	var names []string
	for _, a := range anchors {
		name := ids.places[a].name
		if publisher, ok := strings.CutPrefix(a, BylinePrefix); ok && !isID(publisher) {
			name = publisher
		}
		if name != "" && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	if len(names) > 3 {
		names = append(names[:2], names[2]+w.More)
	}
	return strings.Join(names, "、")
}

// within reports whether a place of the first lies in a place of the second.
func (ids *identities) within(inner, outer []string) bool {
	for _, o := range outer {
		path := ids.places[o].path
		for _, i := range inner {
			if path != "" && strings.HasPrefix(ids.places[i].path, path+"/") {
				return true
			}
		}
	}
	return false
}

// isID reports whether s is an id and nothing that a reader would know.
func isID(s string) bool {
	return len(s) == 2*idBytes && strings.Trim(s, hexDigits) == ""
}
