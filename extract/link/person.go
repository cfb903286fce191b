package link

import (
	"slices"
	"strings"

	"kg/extract/lexicon"
	"kg/extract/mention"
	"kg/graph"
)

// resolveOthers links documents, initiatives and divisions.
func (r *resolver) resolveOthers() {
	province := ""
	for p := r.Home; p != nil; p = p.Parent {
		if p.Level == "province" {
			province = p.ID
		}
	}
	full := map[string]string{}
	for i := range r.Mentions {
		if m := &r.Mentions[i]; m.Label == mention.Policy {
			full[m.Norm] = m.Norm
		}
	}
	for i := range r.Mentions {
		m := &r.Mentions[i]
		switch m.Label {
		case mention.District:
			if p := r.Places[i]; p != nil {
				r.Entities[i] = DistrictEntity(p)
			}
		case mention.Policy:
			name := longer(m.Norm, full)
			e := r.entity(i, "Policy", graph.PolicyID(name, ""), name)
			e.Properties["kind"] = m.Kind
			if m.Class != "" {
				e.Properties["draft"] = true
			}
		case mention.Initiative:
			e := r.entity(i, "Initiative", graph.InitiativeID(mention.InitiativeCore(m), province), m.Norm)
			e.Properties["kind"] = m.Kind
		}
	}
}

// shortTitle is the most bytes of a title that may stand for a longer one: 《意见》.
const shortTitle = 4 * 3

// longer returns the one longer title of the article that ends with a short one (《意见》
// after 《关于…的意见》), else the title itself.
func longer(title string, full map[string]string) string {
	if len(title) > shortTitle {
		return title
	}
	found := title
	for name := range full {
		if len(name) > len(title) && name[len(name)-len(title):] == title {
			if found != title {
				return title
			}
			found = name
		}
	}
	return found
}

// DistrictEntity returns the entity of a place.
func DistrictEntity(p *Place) *Entity {
	e := &Entity{ID: p.ID, Label: "District", Name: p.Name, District: p.Parent, Properties: graph.Properties{"level": p.Level}}
	if p.Parent != nil || p.Level == "province" {
		e.Properties["path"] = p.Path()
	}
	if d := p.Division; d != nil {
		e.Properties["code"] = d.Code
		e.Properties["codeSource"] = codeSource
		if d.Short != d.Name && len(d.Short) > 0 && p.Level != "township" && p.Level != "zone" {
			e.Aliases = append(e.Aliases, d.Short)
		}
		e.Aliases = append(e.Aliases, d.Aliases...)
	}
	return e
}

// codeSource names where division codes come from.
const codeSource = "GB/T 2260"

// resolvePeople gives each name its anchors: the divisions and organizations of its posts,
// else those of the sentence, else the home, else the article; a byline the publisher.
func (r *resolver) resolvePeople() {
	anchors := map[string][]string{}
	for _, i := range r.holders() {
		name := r.Mentions[i.person].Norm
		anchors[name] = append(anchors[name], i.anchors...)
	}
	for name, list := range anchors {
		slices.Sort(list)
		anchors[name] = slices.Compact(list)
	}
	for i := range r.Mentions {
		m := &r.Mentions[i]
		if m.Person == nil {
			continue
		}
		list := anchors[m.Norm]
		switch {
		case m.Person.Byline != "":
			list = []string{r.bylineAnchor()}
		case len(list) > 0:
		case r.Home != nil:
			list = []string{r.Home.ID}
		default:
			list = []string{"article:" + r.ID}
		}
		e := r.entity(i, "Person", graph.PersonID(m.Norm, list[0]), m.Norm)
		e.Properties["anchors"] = list
	}
}

// bylineAnchor keeps reporters apart from officials and from those of other papers.
func (r *resolver) bylineAnchor() string {
	if r.Article.Publisher != "" {
		return "byline:" + r.Article.Publisher
	}
	return "byline:collection:" + r.Article.Collection
}

// held is a person and the anchors that the titles before the name give.
type held struct {
	person  int // number of the mention
	anchors []string
}

// maxOffice is the most bytes between a name and the post that somebody gets: 当选为.
const maxOffice = 24

// postsBehind returns the anchors of the post behind person i when a verb of office joins
// them: 林知远当选青岚区区长.
func (r *resolver) postsBehind(i int) []string {
	end := r.Mentions[i].End
	for j := i + 1; j < len(r.Mentions) && r.Mentions[j].Start-end <= maxOffice; j++ {
		m := &r.Mentions[j]
		if m.Inside {
			continue
		}
		e := r.Entities[j]
		if m.Post == nil || e == nil || !takesOffice(r.Article.Text[end:max(end, m.Start)]) {
			return nil
		}
		var out []string
		if e.District != nil {
			out = append(out, e.District.ID)
		}
		if e.Organ != nil {
			out = append(out, e.Organ.ID)
		}
		return out
	}
	return nil
}

// takesOffice reports whether text holds a verb of office and nothing that ends a clause.
func takesOffice(text string) bool {
	if strings.ContainsAny(text, "，,。；、") {
		return false
	}
	for at := range text {
		if _, class := lexicon.BoundaryAt(text, at); class == lexicon.OfficeWord {
			return true
		}
	}
	return false
}

// holders pairs people with the posts named directly before them, or behind them by a
// verb of office.
func (r *resolver) holders() []held {
	var out []held
	for i := range r.Mentions {
		if r.Mentions[i].Person == nil || r.Mentions[i].Person.Byline != "" {
			continue
		}
		h := held{person: i}
		for j, end := i-1, r.Mentions[i].Start; j >= 0; j-- {
			m := &r.Mentions[j]
			if m.Inside || m.End > end {
				continue
			}
			if m.Post == nil || end-m.End > maxChain {
				break
			}
			if e := r.Entities[j]; e != nil {
				if e.District != nil {
					h.anchors = append(h.anchors, e.District.ID)
				}
				if e.Organ != nil {
					h.anchors = append(h.anchors, e.Organ.ID)
				}
			}
			end = m.Start
		}
		h.anchors = append(h.anchors, r.postsBehind(i)...)
		out = append(out, h)
	}
	return out
}
