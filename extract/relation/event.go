package relation

import (
	"slices"
	"sort"
	"strings"
	"unicode/utf8"

	"kg/extract/article"
	"kg/extract/lexicon"
	"kg/extract/link"
	"kg/extract/mention"
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
	place    string // where it was; "" when not said
	held     bool   // a meeting or the like, not what somebody does
}

// Bounds of the search for the events that an article is about.
const (
	leadSentences = 3   // of the body
	sureScore     = 2.0 // from the second sentence on, no further one is read
	minEventName  = 4   // characters
	maxEventName  = 70
)

// Weights of what speaks for a candidate. They were set on annotated news.
const (
	firstWeight  = 1.0 // named in the first sentence of the body; less in each one after it
	titleWeight  = 2.0 // times the share of its character pairs that the title has
	heldWeight   = 0.5 // said to be held, not only done
	titleLimit   = 1.1 // a candidate below it is not what the article is about
	sentenceLoss = 0.25
)

// findEvents returns the events that the article reports, the main one first: the best of
// what the first sentences of the body and the title name, else the title itself. A later
// paragraph that begins with its own day may report another, and so may an appointment.
func (r *reader) findEvents() {
	title := r.title()
	var best *event
	score, body := 0.0, 0
	for i := range r.skeletons {
		k := &r.skeletons[i]
		if k.Block != article.BodyBlock && k.Block != article.CaptionBlock {
			continue
		}
		if body++; body > leadSentences || body > 2 && score >= sureScore {
			break
		}
		for _, e := range r.eventsIn(i) {
			s := firstWeight - sentenceLoss*float64(body-1) + titleWeight*shareOf(title, e.name)
			if e.held {
				s += heldWeight
			}
			if best == nil || s > score {
				best, score = e, s
			}
		}
	}
	switch {
	case best != nil && (title == "" || score >= titleLimit):
		r.addEvent(best)
	default:
		r.titleEvent()
	}
	r.laterEvents()
	r.appointments()
}

// title returns the text of the title; "" when there is none.
func (r *reader) title() string {
	for i := range r.skeletons {
		if r.skeletons[i].Block == article.TitleBlock {
			return r.text(r.skeletons[i].Span)
		}
	}
	return ""
}

// shareOf returns the share of the character pairs of name, or of title if it is shorter,
// that both have: from 0 to 1.
func shareOf(title, name string) float64 {
	a, b := pairs(title), pairs(name)
	if len(a) == 0 || len(b) == 0 {
		return 0
	}
	common := 0
	for p := range a {
		if b[p] {
			common++
		}
	}
	return float64(common) / float64(min(len(a), len(b)))
}

// pairs returns the pairs of neighbouring characters of text.
func pairs(text string) map[[2]rune]bool {
	out := map[[2]rune]bool{}
	last := rune(0)
	for _, r := range text {
		if last != 0 {
			out[[2]rune{last, r}] = true
		}
		last = r
	}
	return out
}

// titleEvent takes the event from the title: by a rule, else the whole title.
func (r *reader) titleEvent() {
	for i := range r.skeletons {
		k := &r.skeletons[i]
		if k.Block != article.TitleBlock {
			continue
		}
		if list := r.eventsIn(i); len(list) > 0 && list[0].held {
			r.addEvent(list[0])
			return
		}
		name := eventName(r.text(k.Span))
		if utf8.RuneCountInString(name) < minEventName {
			return
		}
		kind := lexicon.EventKind(name)
		if kind == "" {
			kind = "other"
		}
		r.addEvent(&event{name: name, kind: kind, sentence: i, span: k.Span, rule: "event.title"})
		return
	}
}

// laterEvents finds events of paragraphs that begin with a day of their own.
func (r *reader) laterEvents() {
	if len(r.events) == 0 {
		return
	}
	main := r.events[0].sentence
	for i := range r.skeletons {
		k := &r.skeletons[i]
		if k.Block != article.BodyBlock || i <= main || k.Line == r.skeletons[main].Line || k.Line == r.skeletons[i-1].Line || !opensWithDay(k.Text) {
			continue
		}
		if list := r.eventsIn(i); len(list) > 0 && !r.knownEvent(list[0].name) {
			r.addEvent(list[0])
		}
	}
}

// opensWithDay reports whether a sentence begins with a date or 近日.
func opensWithDay(text string) bool {
	for _, word := range []string{string(dateSign), "近日", "日前"} {
		if strings.HasPrefix(text, word) {
			return true
		}
	}
	return false
}

// appointments finds the appointments that sentences of the body report; who is appointed
// is honoured at them.
func (r *reader) appointments() {
	for i := range r.skeletons {
		k := &r.skeletons[i]
		for n := range r.rules.events {
			c := &r.rules.events[n]
			if c.Kind == "" || !r.rules.tries(c, k) {
				continue
			}
			r.eachMatch(c, k, func(m []int) { r.appointment(c, i, m) })
		}
	}
}

// appointment adds the appointment that rule c found in skeleton i.
func (r *reader) appointment(c *compiled, i int, m []int) {
	k := &r.skeletons[i]
	e := r.eventOf(c, k, m)
	g := c.groups[whoCapture]
	who := k.in(m[2*g], m[2*g+1])
	if e == nil || r.knownEvent(e.name) || !r.newlyAppointed(who) {
		return
	}
	e.sentence = i
	r.addEvent(e)
	for order, j := range who {
		if r.Mentions[j].Person != nil {
			r.facts.add(fact{typ: "HONORED_AT", start: r.Entities[j], end: e.entity, order: order + 1, span: k.Span, rule: c.ID})
		}
	}
}

// appointment is the kind of the events at which somebody gets a post.
const appointment = "appointment"

// newlyAppointed reports whether no appointment of the first of those who are named was
// found yet, and remembers them: title and text report the same.
func (r *reader) newlyAppointed(who []int) bool {
	known := true
	for _, i := range who {
		if m := &r.Mentions[i]; m.Person != nil && !slices.Contains(r.appointed, m.Norm) {
			r.appointed = append(r.appointed, m.Norm)
			known = false
		}
	}
	return !known
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

// eventsIn returns what the rules find in skeleton i, sorted by start; of two that overlap
// the earlier.
func (r *reader) eventsIn(i int) []*event {
	k := &r.skeletons[i]
	var out []*event
	for n := range r.rules.events {
		c := &r.rules.events[n]
		if c.Kind != "" || !r.rules.tries(c, k) {
			continue
		}
		m := c.find(k.Text)
		if m == nil || c.excepted(k.Text, m) {
			continue
		}
		if e := r.eventOf(c, k, m); e != nil {
			e.sentence = i
			out = append(out, e)
		}
	}
	sort.SliceStable(out, func(a, b int) bool { return out[a].span.Start < out[b].span.Start })
	kept := out[:0]
	for _, e := range out {
		if len(kept) == 0 || e.span.Start >= kept[len(kept)-1].span.End {
			kept = append(kept, e)
		}
	}
	return kept
}

// eventOf makes the event of one match; nil when its name is too short to tell one, or
// speaks of one that was named before (出席会议, 这次会议).
func (r *reader) eventOf(c *compiled, k *skeleton, m []int) *event {
	e := &event{rule: c.ID, kind: c.Kind, held: len(c.Kinds) == 0}
	r.nameEvent(e, c, k, m)
	if g := c.groups["where"]; g > 0 && m[2*g] >= 0 {
		e.place = strings.TrimSpace(r.text(k.span(r.Linked, m[2*g], m[2*g+1])))
	}
	length := utf8.RuneCountInString(e.name)
	if length <= maxBackName && !holds(k, c, m) || pointsBack(e.name) {
		return nil
	}
	if length <= maxBareName && e.held && e.kind == "" {
		e.name = r.ownerOf(k, e) + e.name
	}
	if n := utf8.RuneCountInString(e.name); n < minEventName || n > maxEventName {
		return nil
	}
	if e.kind == "" {
		if e.kind = lexicon.EventKind(e.name); e.kind == "" {
			e.kind = "other"
		}
	}
	return e
}

// nameEvent takes the name of e from the capture name, else from verb and object.
func (r *reader) nameEvent(e *event, c *compiled, k *skeleton, m []int) {
	if g := c.groups["name"]; g > 0 {
		e.span = k.span(r.Linked, m[2*g], m[2*g+1])
		e.name = eventName(r.text(e.span))
		return
	}
	o, v := c.groups["object"], c.groups["verb"]
	object, verb := k.span(r.Linked, m[2*o], m[2*o+1]), k.span(r.Linked, m[2*v], m[2*v+1])
	e.span = article.Span{Start: object.Start, End: verb.End}
	e.name = eventName(r.text(verb) + r.text(object))
}

// pointsBack reports whether a name speaks of an event that was named before.
func pointsBack(name string) bool {
	for _, word := range []string{"这次", "此次", "本次"} {
		if strings.HasPrefix(name, word) {
			return true
		}
	}
	return false
}

// maxBackName is the longest name, in characters, that points back to another: 会议.
const maxBackName = 2

// holds reports whether the word of a match says that the event is held, not that
// somebody goes to it.
func holds(k *skeleton, c *compiled, m []int) bool {
	g := c.groups[wordsCapture]
	if g == 0 || m[2*g] < 0 {
		return false
	}
	word := k.Text[m[2*g]:m[2*g+1]]
	return strings.HasPrefix(word, "召") || strings.HasPrefix(word, "举")
}

// maxBareName is the longest name, in characters, that says too little by itself: 第三次会议,
// 授牌仪式.
const maxBareName = 6

// ownerOf returns the name of the organization that a bare event belongs to: the last
// before it in its sentence, else the first of the paragraph; "" for none.
func (r *reader) ownerOf(k *skeleton, e *event) string {
	owner := ""
	for i := range r.Mentions {
		m := &r.Mentions[i]
		if m.Start >= e.span.Start {
			break
		}
		if m.Label != mention.Organization {
			continue
		}
		if m.Start >= k.Span.Start || owner == "" && m.Start >= r.Article.Blocks[k.Line].Start {
			owner = m.Norm
		}
	}
	return owner
}

// eventName drops what is no part of a name at its start.
func eventName(name string) string {
	name = strings.Join(strings.Fields(name), "")
	for _, particle := range []string{"了", "的"} {
		name = strings.TrimPrefix(name, particle)
	}
	return name
}
