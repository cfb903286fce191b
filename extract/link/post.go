package link

import (
	"strings"
	"unicode/utf8"

	"kg/extract/lexicon"
	"kg/extract/mention"
	"kg/graph"
)

// maxChain is the most bytes between the titles of one chain: 区委副书记、区长.
const maxChain = len("、")

// resolvePosts links titles to posts. A title that names no division takes that of the
// title before it in the same chain: 区委常委、组织部部长.
func (r *resolver) resolvePosts() {
	var before *mention.Mention // the title before, when a chain may go on
	var chain *Entity
	for i := range r.Mentions {
		m := &r.Mentions[i]
		if m.Post == nil {
			continue
		}
		if before == nil || m.Start-before.End > maxChain || m.Start < before.End {
			chain = nil
		}
		before = m
		if m.Post.Class == lexicon.GenericTitle || m.Post.Class == lexicon.PersonTitle {
			continue
		}
		chain = r.resolvePost(i, m, chain)
	}
}

// resolvePost links the post of mention i; chain is the post before it in its chain, or nil.
func (r *resolver) resolvePost(i int, m *mention.Mention, chain *Entity) *Entity {
	organ := r.organAt(m)
	place, why := r.placeOfPost(i, m, organ, chain)
	if organ == nil && m.Post.Division == "" && chain != nil && m.Post.Place.Start == m.Post.Place.End && m.Post.Class != lexicon.RankTitle {
		organ = chain.Organ
	}
	placeID, organID := "", ""
	if place != nil {
		placeID = place.ID
	}
	if organ != nil {
		organID = organ.ID
	}
	title := m.Post.Title
	e := r.entity(i, "Role", graph.RoleID(title, placeID, organID, r.ID), roleName(title, place, organ))
	e.District, e.Organ, e.Why = place, organ, why
	e.Properties["title"] = title
	if place != nil {
		e.Properties["district"] = place.Name
	}
	if organ != nil {
		e.Properties["organization"] = organ.Name
	} else {
		e.Within = r.organWithin(m, place)
	}
	return e
}

// placeOfPost returns the division of the post of mention i, nil for none, and why it is
// that one.
func (r *resolver) placeOfPost(i int, m *mention.Mention, organ, chain *Entity) (*Place, string) {
	if place := r.placeAt(m.Post.Place); place != nil {
		return place, "named"
	}
	if class := m.Post.Division; class != "" {
		if chain != nil && chain.District != nil && isClass(chain.District, class) {
			return chain.District, "title before it"
		}
		return r.fix(class, m.Start)
	}
	switch {
	case organ != nil && organ.Why == "named":
		return organ.District, "the organization's"
	case organ != nil || m.Post.Class == lexicon.RankTitle:
		return nil, ""
	case chain != nil:
		return chain.District, "title before it"
	case m.Post.Class == lexicon.ChiefTitle:
		return nil, ""
	}
	if place, why := r.sentencePost(i, m); place != nil {
		return place, why
	}
	if m.Post.Within.End > m.Post.Within.Start {
		return r.homeOfOrgan()
	}
	return nil, ""
}

// homeOfOrgan returns the home for an organ that names no division (卫计委副主任).
func (r *resolver) homeOfOrgan() (*Place, string) {
	if r.Home != nil && (r.Home.Level == "county" || r.Home.Level == "city") {
		return r.Home, r.HomeWhy
	}
	return nil, ""
}

// sentencePost returns the division of the last post before mention i in its sentence that
// is no post of an organization apart; nil for none.
func (r *resolver) sentencePost(i int, m *mention.Mention) (*Place, string) {
	sentence := r.sentenceAt(m.Start)
	for j := i - 1; j >= 0 && r.Mentions[j].Start >= sentence.Start; j-- {
		e := r.Entities[j]
		if e == nil || e.Label != "Role" {
			continue
		}
		if e.Organ != nil || e.District == nil {
			break
		}
		return e.District, "post before it in the sentence"
	}
	return nil, ""
}

// organWithin returns the organ that a title holds (牧野区委 of 牧野区委书记) once its
// division is known, else nil.
func (r *resolver) organWithin(m *mention.Mention, place *Place) *Entity {
	span := m.Post.Within
	if place == nil || span.Start == span.End {
		return nil
	}
	text := r.Article.Text[span.Start:span.End]
	if named := m.Post.Place; named.Start < named.End {
		text = r.Article.Text[named.End:span.End]
	}
	if class, size := utf8.DecodeRuneInString(text); strings.HasSuffix(place.Name, string(class)) && len(text) > size {
		text = text[size:]
	}
	name := place.Name + text
	e := &Entity{ID: graph.OrganizationID(name, place.ID, ""), Label: "Organization", Name: name, District: place, Properties: graph.Properties{"district": place.Name}}
	if m.Post.Kind != "" {
		e.Properties["kind"] = m.Post.Kind
	}
	return e
}

// organAt returns the organization beside the title m, or nil.
func (r *resolver) organAt(m *mention.Mention) *Entity {
	if m.Post.Organ.Start == m.Post.Organ.End {
		return nil
	}
	for i := r.firstAt(m.Post.Organ.Start); i < len(r.Mentions) && r.Mentions[i].Start == m.Post.Organ.Start; i++ {
		if r.Mentions[i].Organ != nil && r.Mentions[i].Span == m.Post.Organ {
			return r.Entities[i]
		}
	}
	return nil
}

// roleName returns a post as people say it: 牧野区委书记, 新乡市人大常委会副主任, 牧野区区长.
func roleName(title string, place *Place, organ *Entity) string {
	switch {
	case place != nil:
		class, _ := utf8.DecodeLastRuneInString(place.Name)
		first, size := utf8.DecodeRuneInString(title)
		second, _ := utf8.DecodeRuneInString(title[size:])
		if first == class && second != '长' {
			return place.Name + title[size:]
		}
		return place.Name + title
	case organ != nil:
		return organ.Name + title
	}
	return title
}
