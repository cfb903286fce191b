package link

import (
	"strings"
	"unicode/utf8"

	"kg/extract/article"
	"kg/extract/lexicon"
	"kg/extract/mention"
	"kg/graph"
)

// Place is a division that the article names. Division is nil for one that the table does
// not have.
type Place struct {
	ID       string
	Name     string // full name
	Level    string
	Division *lexicon.Division
	Parent   *Place // nil for provinces and where nothing says
}

// Path returns the names from the province down, joined by slashes.
func (p *Place) Path() string {
	if p.Parent == nil {
		return p.Name
	}
	return p.Parent.Path() + "/" + p.Name
}

// Within reports whether p is outer or lies in it.
func (p *Place) Within(outer *Place) bool {
	for ; p != nil; p = p.Parent {
		if p.ID == outer.ID {
			return true
		}
	}
	return false
}

// known returns the place of a division of the table.
func (r *resolver) known(d *lexicon.Division) *Place {
	if d == nil {
		return nil
	}
	id := graph.DistrictID(d.Code, d.Name, d.Level, "", "")
	if p, ok := r.byID[id]; ok {
		return p
	}
	p := &Place{ID: id, Name: d.Name, Level: d.Level, Division: d, Parent: r.known(d.Parent)}
	r.byID[id] = p
	return p
}

// unknown returns the place with a name that the table does not have. A city or county whose
// parent the table does not have either is one within the collection, so that articles
// that name the parent and those that do not mean the same; a smaller place without a
// parent is kept to its article.
func (r *resolver) unknown(name, level string, parent *Place) *Place {
	parentID, scope := "", ""
	large := level == "city" || level == "county"
	switch {
	case large && (parent == nil || parent.Division == nil):
		scope = graph.ID("collection", r.Article.Collection)
	case parent != nil:
		parentID = parent.ID
	default:
		scope = r.ID
	}
	id := graph.DistrictID("", name, level, parentID, scope)
	if p, ok := r.byID[id]; ok {
		if p.Parent == nil {
			p.Parent = parent
		}
		return p
	}
	p := &Place{ID: id, Name: name, Level: level, Parent: parent}
	r.byID[id] = p
	return p
}

// resolvePlaces decides which division each District mention is: first those with one
// candidate, then the others by them.
func (r *resolver) resolvePlaces() {
	sure := map[*lexicon.Division]bool{}
	for _, m := range r.Mentions {
		if m.Place != nil && len(m.Place.Divisions) == 1 && certain(m.Place.Level) {
			for d := m.Place.Divisions[0]; d != nil; d = d.Parent {
				sure[d] = true
			}
		}
	}
	for _, line := range []string{r.Article.PlaceLine, r.Article.Publisher} {
		if p := r.placeIn(line); p != nil {
			for d := p.Division; d != nil; d = d.Parent {
				sure[d] = true
			}
		}
	}
	byName := map[string]*Place{}
	last := -1
	for i := range r.Mentions {
		m := &r.Mentions[i]
		if m.Place == nil {
			continue
		}
		var outer *Place
		if last >= 0 && r.Mentions[last].End == m.Start {
			outer = r.Places[last]
		}
		r.Places[i] = r.resolvePlace(m, outer, sure, byName)
		last = i
	}
	r.unknownParents(byName)
}

// resolvePlace returns the place of one mention. outer is the place directly before it.
func (r *resolver) resolvePlace(m *mention.Mention, outer *Place, sure map[*lexicon.Division]bool, byName map[string]*Place) *Place {
	if d := choose(m.Place.Divisions, outer, sure); d != nil {
		p := r.known(d)
		byName[m.Text] = p
		return p
	}
	if m.Place.Short && m.Place.Divisions == nil {
		if p := r.unknownWithStem(m.Text); p != nil {
			return p
		}
	}
	if m.Place.Short && m.Place.Divisions != nil {
		return nil // one of several
	}
	if p, ok := byName[m.Text]; ok && (outer == nil || p.Within(outer)) {
		return p
	}
	if m.Place.Level == "zone" {
		return nil
	}
	if outer != nil && levelOrder[outer.Level] >= levelOrder[m.Place.Level] {
		outer = nil // 清河镇 before 青岚区 is not around it
	}
	p := r.unknown(m.Text, m.Place.Level, outer)
	byName[m.Text] = p
	return p
}

// unknownWithStem returns the place without a division whose name is stem and a class word.
func (r *resolver) unknownWithStem(stem string) *Place {
	for i := range r.Mentions {
		m := &r.Mentions[i]
		if m.Place == nil || m.Place.Short || m.Place.Divisions != nil {
			continue
		}
		if s, _, _ := lexicon.DivisionClass(m.Text); s == stem {
			return r.unknown(m.Text, m.Place.Level, nil)
		}
	}
	return nil
}

// choose returns the one of several divisions that the place before it or the rest of the
// article bears out; nil when none or more than one is.
func choose(divisions []*lexicon.Division, outer *Place, sure map[*lexicon.Division]bool) *lexicon.Division {
	if outer != nil && outer.Division != nil {
		if d := only(divisions, func(d *lexicon.Division) bool { return d.Within(outer.Division) }); d != nil {
			return d
		}
	}
	if len(divisions) == 1 && certain(divisions[0].Level) {
		return divisions[0]
	}
	for level := 0; level < 3; level++ { // the nearest common division decides
		d := only(divisions, func(d *lexicon.Division) bool {
			up := d
			for n := 0; n <= level && up != nil; n++ {
				up = up.Parent
			}
			return up != nil && sure[up]
		})
		if d != nil {
			return d
		}
	}
	return nil
}

// certain reports whether a name of this level that the table has once is that division:
// names of townships and zones occur in villages and parks, too, that it does not have.
func certain(level string) bool { return level != "township" && level != "zone" }

// only returns the one division that ok accepts, nil when several or none are.
func only(divisions []*lexicon.Division, ok func(*lexicon.Division) bool) *lexicon.Division {
	var found *lexicon.Division
	for _, d := range divisions {
		if !ok(d) {
			continue
		}
		if found != nil {
			return nil
		}
		found = d
	}
	return found
}

// levelOrder ranks the levels from the province down.
var levelOrder = map[string]int{"province": 0, "city": 1, "county": 2, "zone": 2, "township": 3, "village": 4}

// unknownParents gives places without a parent the one place of the next higher level that
// the article names: the township of a village, the city of an invented district.
func (r *resolver) unknownParents(byName map[string]*Place) {
	parents := map[*Place]*Place{}
	for _, p := range r.Places {
		if p == nil || p.Parent != nil || p.Division != nil || parents[p] != nil {
			continue
		}
		if parent := r.oneAbove(p); parent != nil {
			parents[p] = parent
		}
	}
	for i, p := range r.Places {
		if p != nil && p.Parent == nil && parents[p] != nil {
			r.Places[i] = r.unknown(p.Name, p.Level, parents[p])
		}
	}
}

// oneAbove returns the only place of the article that is one level above p, or two where
// there is none; nil for none or several.
func (r *resolver) oneAbove(p *Place) *Place {
	for up := 1; up <= 2; up++ {
		var found *Place
		for _, q := range r.Places {
			if q == nil || q == p || levelOrder[p.Level]-levelOrder[q.Level] != up || q.Level == "zone" {
				continue
			}
			if found != nil && found.ID != q.ID {
				return nil
			}
			found = q
		}
		if found != nil {
			return found
		}
	}
	return nil
}

// findHome decides which division the article is about: the place line above the heading,
// the first place of the title, of the first sentence, the publisher's, or the only one.
func (r *resolver) findHome() {
	if line := r.Article.PlaceLine; line != "" {
		if p := r.placeIn(line); p != nil {
			r.Home, r.HomeWhy, r.Line = p, "place line "+line, p
			return
		}
	}
	for _, b := range r.Article.Blocks {
		if b.Kind == article.TitleBlock {
			if p := r.firstPlace(b.Span); p != nil {
				r.Home, r.HomeWhy = p, "title"
				return
			}
		}
	}
	for _, s := range r.Sentences {
		if s.Block == article.TitleBlock {
			continue
		}
		if p := r.firstPlace(s.Span); p != nil {
			r.Home, r.HomeWhy = p, "first sentence"
		}
		break
	}
	if r.Home != nil {
		return
	}
	if p := r.placeIn(r.Article.Publisher); p != nil {
		r.Home, r.HomeWhy = p, "publisher "+r.Article.Publisher
		return
	}
	r.onlyPlace()
}

// onlyPlace makes the article's only county or city its home.
func (r *resolver) onlyPlace() {
	var found *Place
	for _, p := range r.Places {
		if p == nil || p.Level != "county" && p.Level != "city" {
			continue
		}
		if found != nil && found.ID != p.ID {
			return
		}
		found = p
	}
	if found != nil {
		r.Home, r.HomeWhy = found, "the only division of the article"
	}
}

// firstPlace returns the innermost of the first chain of places in span.
func (r *resolver) firstPlace(span article.Span) *Place {
	var found *Place
	end := -1
	for i := range r.Mentions {
		m := &r.Mentions[i]
		if m.Start < span.Start || r.Places[i] == nil {
			continue
		}
		if m.Start >= span.End || found != nil && m.Start != end {
			break
		}
		found, end = r.Places[i], m.End
	}
	return found
}

// placeIn returns the last known division in a line outside the text: a place line, the
// name of a publisher (新乡日报). The names that the article itself has come first.
func (r *resolver) placeIn(line string) *Place {
	if line == "" {
		return nil
	}
	for i := range r.Mentions {
		if p := r.Places[i]; p != nil && strings.HasSuffix(line, p.Name) {
			return p
		}
	}
	table := lexicon.Divisions()
	var found *Place
	for at := 0; at < len(line); {
		divisions, size := table.Longest(line, at)
		if size == 0 {
			if short, n := longestShort(table, line[at:]); n > 0 {
				divisions, size = short, n
			}
		}
		if size == 0 {
			_, size = utf8.DecodeRuneInString(line[at:])
			at += size
			continue
		}
		at += size
		if d := choose(divisions, found, nil); d != nil {
			found = r.known(d)
		}
	}
	if _, class, level := lexicon.DivisionClass(line); found == nil && class != "" && level != "zone" && line == r.Article.PlaceLine {
		return r.unknown(line, level, nil)
	}
	return found
}

// longestShort returns the divisions whose short form line begins with.
func longestShort(table *lexicon.DivisionTable, line string) ([]*lexicon.Division, int) {
	var best []*lexicon.Division
	size := 0
	for end, count := 0, 0; end < len(line) && count < 4; count++ {
		_, n := utf8.DecodeRuneInString(line[end:])
		end += n
		if d := table.ByShort(line[:end]); count > 0 && len(d) > 0 {
			best, size = d, end
		}
	}
	return best, size
}
