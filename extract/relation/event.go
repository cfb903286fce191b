package relation

import (
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"kg/extract/article"
	"kg/extract/lexicon"
	"kg/extract/link"
	"kg/extract/mention"
	"kg/graph"
)

// eventRelation is the relation of the rules that name events.
const eventRelation = "EVENT"

// event is one that the article reports.
type event struct {
	entity   *link.Entity
	name     string
	kind     string
	sentence int // number of the skeleton that names it
	span     article.Span
	rule     string
}

// Bounds of the search for the events that an article is about.
const (
	leadSentences = 4 // of the body
	minEventName  = 4 // characters
)

// findEvents returns the events that the article reports, the main one first: what the
// first sentences of the body name, else the title by a rule, else the title itself. A
// later paragraph that begins with its own date may report another.
func (r *reader) findEvents() {
	body := 0
	for i := range r.skeletons {
		k := &r.skeletons[i]
		if k.Block != article.BodyBlock && k.Block != article.CaptionBlock {
			continue
		}
		if body++; body > leadSentences {
			break
		}
		if e := r.eventIn(i); e != nil {
			r.addEvent(e)
			break
		}
	}
	if len(r.events) == 0 {
		r.titleEvent()
	}
	r.laterEvents()
}

// titleEvent takes the event from the title: by a rule, else the whole title.
func (r *reader) titleEvent() {
	for i := range r.skeletons {
		k := &r.skeletons[i]
		if k.Block != article.TitleBlock {
			continue
		}
		if e := r.eventIn(i); e != nil {
			r.addEvent(e)
			return
		}
	}
	for i := range r.skeletons {
		if r.skeletons[i].Block == article.TitleBlock {
			span := r.skeletons[i].Span
			name := r.text(span)
			kind := lexicon.EventKind(name)
			if kind == "" {
				kind = "other"
			}
			r.addEvent(&event{name: name, kind: kind, sentence: i, span: span, rule: "event.title"})
			return
		}
	}
}

// laterEvents finds events of paragraphs that begin with a date of their own.
func (r *reader) laterEvents() {
	if len(r.events) == 0 {
		return
	}
	line := r.skeletons[r.events[0].sentence].Line
	for i := range r.skeletons {
		k := &r.skeletons[i]
		if k.Block != article.BodyBlock || i <= r.events[0].sentence || k.Line == line || !strings.HasPrefix(k.Text, string(dateSign)) {
			continue
		}
		if e := r.eventIn(i); e != nil && !r.knownEvent(e.name) {
			r.addEvent(e)
		}
	}
}

// knownEvent reports whether an event of the article has this name or one that is much like it.
func (r *reader) knownEvent(name string) bool {
	for _, e := range r.events {
		if strings.Contains(e.name, name) || strings.Contains(name, e.name) {
			return true
		}
	}
	return false
}

// eventIn returns the first event that a rule finds in skeleton i, or nil.
func (r *reader) eventIn(i int) *event {
	k := &r.skeletons[i]
	var best *event
	for n := range r.rules.events {
		c := &r.rules.events[n]
		if !c.tried(k.Text) || k.Block == article.TitleBlock && !c.Title {
			continue
		}
		m := c.pattern.FindStringSubmatchIndex(k.Text)
		if m == nil {
			continue
		}
		e := r.eventOf(c, k, m)
		if e == nil || best != nil && best.span.Start <= e.span.Start {
			continue
		}
		e.sentence = i
		best = e
	}
	return best
}

// eventOf makes the event of one match; nil when its name is too short to tell one.
func (r *reader) eventOf(c *compiled, k *skeleton, m []int) *event {
	e := &event{rule: c.ID}
	if g := c.groups["name"]; g > 0 {
		e.span = k.span(r.Linked, m[2*g], m[2*g+1])
		e.name = eventName(r.text(e.span))
	} else {
		o, v := c.groups["object"], c.groups["verb"]
		object, verb := k.span(r.Linked, m[2*o], m[2*o+1]), k.span(r.Linked, m[2*v], m[2*v+1])
		e.span = article.Span{Start: object.Start, End: verb.End}
		e.name = eventName(r.text(verb) + r.text(object))
	}
	if utf8.RuneCountInString(e.name) < minEventName {
		return nil
	}
	if e.kind = lexicon.EventKind(e.name); e.kind == "" {
		e.kind = "other"
	}
	return e
}

// eventName drops what is no part of a name at its start.
func eventName(name string) string {
	name = strings.Join(strings.Fields(name), "")
	for _, particle := range []string{"了", "的"} {
		name = strings.TrimPrefix(name, particle)
	}
	return name
}

// addEvent gives e its date, division and id and records it.
func (r *reader) addEvent(e *event) {
	k := &r.skeletons[e.sentence]
	date, end, written := r.dateOf(k, e.span.Start)
	host := r.hostOf(k, e)
	hostID := ""
	if host != nil {
		hostID = host.ID
	}
	id := graph.EventID(e.name, date, hostID, r.ID)
	e.entity = &link.Entity{ID: id, Label: "Event", Name: e.name, District: host, Properties: graph.Properties{"kind": e.kind}}
	for key, value := range map[string]string{"date": date, "dateEnd": end, "dateText": written} {
		if value != "" {
			e.entity.Properties[key] = value
		}
	}
	if host != nil {
		e.entity.Properties["district"] = host.Name
	}
	r.events = append(r.events, e)
}

// dateOf returns the date of what sentence k says at byte at, its end and how it is
// written: the last date before it in the sentence, else the first one. A title has none;
// it takes that of the first sentence of the body.
func (r *reader) dateOf(k *skeleton, at int) (date, end, written string) {
	if k.Block == article.TitleBlock {
		for i := range r.skeletons {
			if r.skeletons[i].Block == article.BodyBlock {
				return r.dateOf(&r.skeletons[i], r.skeletons[i].Span.End)
			}
		}
		return "", "", ""
	}
	var found *mention.Mention
	for _, i := range k.in(0, len(k.Text)) {
		m := &r.Mentions[i]
		if m.Date == nil || found != nil && m.Start > at {
			continue
		}
		found = m
	}
	if found == nil {
		return "", "", ""
	}
	date, end = r.isoDate(found.Date)
	return date, end, found.Text
}

// isoDate returns a date and the end of its range, with the year of the article where it
// says none; "" for what is not known.
func (r *reader) isoDate(d *mention.DatePart) (date, end string) {
	if d.Relative != "" {
		return r.relativeDate(d.Relative), ""
	}
	year := d.Year
	if year == 0 {
		year = r.Article.Year
	}
	date = isoDay(year, d.Month, d.Day)
	if d.EndDay != 0 {
		end = isoDay(year, d.EndMonth, d.EndDay)
	}
	return date, end
}

func isoDay(year, month, day int) string {
	if year == 0 {
		return fmt.Sprintf("--%02d-%02d", month, day)
	}
	return fmt.Sprintf("%04d-%02d-%02d", year, month, day)
}

// relativeDate returns the day that 昨日 or 今天 means beside a full date line; else "".
func (r *reader) relativeDate(word string) string {
	day, err := time.Parse(time.DateOnly, r.Article.Dateline)
	if err != nil {
		return ""
	}
	if strings.HasPrefix(word, "昨") {
		day = day.AddDate(0, 0, -1)
	}
	return day.Format(time.DateOnly)
}

// hostOf returns the division that hosts an event: the one at the start of its name, the
// last before it in the sentence, that of the organization before it, else the home.
func (r *reader) hostOf(k *skeleton, e *event) *link.Place {
	for i := range r.Mentions {
		if p := r.Places[i]; p != nil && r.Mentions[i].Start == e.span.Start {
			return p
		}
	}
	var host *link.Place
	for _, i := range k.in(0, len(k.Text)) {
		m := &r.Mentions[i]
		if m.End > e.span.Start {
			break
		}
		switch {
		case m.Label == mention.District:
			host = r.Places[i]
		case m.Label == mention.Organization && r.Entities[i] != nil && r.Entities[i].District != nil:
			host = r.Entities[i].District
		}
	}
	if host != nil {
		return host
	}
	return r.Home
}
