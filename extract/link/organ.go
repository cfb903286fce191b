package link

import (
	"strings"
	"unicode/utf8"

	"kg/extract/article"
	"kg/extract/lexicon"
	"kg/extract/mention"
	"kg/graph"
)

// resolveOrgans links organizations: a generic name (区财政局) to its division.
func (r *resolver) resolveOrgans() {
	for i := range r.Mentions {
		if m := &r.Mentions[i]; m.Organ != nil {
			r.resolveOrgan(i, m)
		}
	}
	r.unifyOrgans()
}

// minShortOrgan is the least characters of a name that may stand for a longer one.
const minShortOrgan = 4

// unifyOrgans makes one of an organization and the same with its division or the organization
// around it in front, when the article names just one such: 金沙医院 of 望湖市金沙医院.
func (r *resolver) unifyOrgans() {
	full := map[string]*Entity{} // by name
	for _, e := range r.Entities {
		if e != nil && e.Label == "Organization" {
			full[e.Name] = e
		}
	}
	for i, e := range r.Entities {
		if e == nil || e.Label != "Organization" || e.District != nil || utf8.RuneCountInString(e.Name) < minShortOrgan {
			continue
		}
		if longer := r.onlyLonger(e.Name, full); longer != nil {
			longer.Aliases = append(longer.Aliases, e.Name)
			r.Entities[i] = longer
		}
	}
}

// onlyLonger returns the only organization of full whose name is that of a division or of
// another organization and then name; nil when there is none or more than one.
func (r *resolver) onlyLonger(name string, full map[string]*Entity) *Entity {
	var found *Entity
	for long, e := range full {
		outer, ok := strings.CutSuffix(long, name)
		if !ok || outer == "" || full[outer] == nil && !r.namesPlace(outer) {
			continue
		}
		if found != nil {
			return nil
		}
		found = e
	}
	return found
}

// namesPlace reports whether text is the name of a division that the article names.
func (r *resolver) namesPlace(text string) bool {
	for i := range r.Mentions {
		if m := &r.Mentions[i]; m.Label == mention.District && (m.Norm == text || r.Places[i] != nil && r.Places[i].Name == text) {
			return true
		}
	}
	return false
}

// resolveOrgan links the organization of mention i. Its full name has its division in
// front instead of the class character: 卫滨区财政局 for 区财政局 in an article about 卫滨区.
func (r *resolver) resolveOrgan(i int, m *mention.Mention) {
	name, place, why := r.organName(i, m)
	id, scope := "", ""
	switch {
	case place != nil:
		id = place.ID
	case m.Organ.Class != "", m.Organ.Alone && lexicon.BodyAt(name, 0) != name:
		scope = r.ID
	}
	e := r.entity(i, "Organization", graph.OrganizationID(name, id, scope), name)
	e.District, e.Why = place, why
	e.Properties["kind"] = m.Organ.Kind
	if place != nil {
		e.Properties["district"] = place.Name
	}
	if prefix, ok := strings.CutSuffix(m.Norm, name); ok && prefix != "" {
		e.Aliases = []string{m.Norm} // 中共某某市委, beside 某某市委
	}
}

// organName returns the full name of the organization of mention i, its division, nil for
// none, and why it is that one.
func (r *resolver) organName(i int, m *mention.Mention) (name string, place *Place, why string) {
	name, place, why = m.Norm, r.placeAt(m.Organ.Place), "named"
	if of := r.organOver(m); of != nil {
		return of.Name + m.Norm, of.District, "of the organization before it"
	}
	switch {
	case place != nil && m.Organ.Place.Start < m.Start:
		why = "of the organization around it"
	case place != nil:
		name = place.Name + m.Text[m.Organ.Place.End-m.Start:]
	case m.Organ.Class != "":
		if place, why = r.fix(m.Organ.Class, m.Start); place != nil {
			name = place.Name + strings.TrimPrefix(strings.TrimPrefix(m.Norm, m.Organ.Class), streetRest(m.Norm, place))
		}
	case m.Organ.Alone && lexicon.DepartmentBefore(name, len(name)-len(lastOrgan(name))) != "":
		if place, why = r.department(i, m); place != nil {
			name = place.Name + m.Norm
		}
	}
	return name, place, why
}

// organOver returns the organization that m is a part of and that is named before it.
func (r *resolver) organOver(m *mention.Mention) *Entity {
	if m.Organ.Of.Start == m.Organ.Of.End {
		return nil
	}
	for i := r.firstAt(m.Organ.Of.Start); i < len(r.Mentions) && r.Mentions[i].Start == m.Organ.Of.Start; i++ {
		if e := r.Entities[i]; e != nil && e.Label == "Organization" {
			return e
		}
	}
	return nil
}

// streetRest is the rest of 街道 where the class character is 街.
func streetRest(name string, place *Place) string {
	if strings.HasPrefix(name, "街道") && strings.HasSuffix(place.Name, "街道") {
		return "道"
	}
	return ""
}

func lastOrgan(name string) string {
	organ, _ := lexicon.OrganBefore(name, len(name))
	return organ.Suffix
}

// department returns the division of a department without any (教体局): that of the
// organization before it in the sentence, else the home.
func (r *resolver) department(i int, m *mention.Mention) (*Place, string) {
	sentence := r.sentenceAt(m.Start)
	for j := i - 1; j >= 0 && r.Mentions[j].Start >= sentence.Start; j-- {
		if e := r.Entities[j]; e != nil && e.Label == "Organization" && e.District != nil {
			return e.District, "organization before it"
		}
	}
	if r.Home != nil && (r.Home.Level == "county" || r.Home.Level == "city") {
		return r.Home, r.HomeWhy
	}
	return nil, ""
}

// placeAt returns the place of the District mention at span; nil for an empty span.
func (r *resolver) placeAt(span article.Span) *Place {
	if span.Start == span.End {
		return nil
	}
	for i := r.firstAt(span.Start); i < len(r.Mentions) && r.Mentions[i].Start == span.Start; i++ {
		if r.Mentions[i].Span == span && r.Places[i] != nil {
			return r.Places[i]
		}
	}
	return nil
}
