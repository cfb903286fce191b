package relation

import (
	"fmt"
	"strings"
	"time"

	"kg/extract/article"
	"kg/extract/link"
	"kg/extract/mention"
	"kg/graph"
)

// addEvent gives e its date, division and id and records it.
func (r *reader) addEvent(e *event) {
	k := &r.skeletons[e.sentence]
	date, end, written := r.dateOf(k, e.span.Start)
	if date == "" && len(r.events) > 0 && e.kind == appointment {
		main := r.events[0].entity.Properties
		date, _ = main["date"].(string)
		written, _ = main["dateText"].(string)
	}
	host := r.hostOf(k, e)
	hostID := ""
	if host != nil {
		hostID = host.ID
	}
	id := graph.EventID(e.name, date, hostID, r.ID)
	e.entity = &link.Entity{ID: id, Label: "Event", Name: e.name, District: host, Properties: graph.Properties{"kind": e.kind}}
	for key, value := range map[string]string{"date": date, "dateEnd": end, "dateText": written, "place": e.place} {
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

// hostOf returns the division that hosts an event: the one at the start of its name, of
// an inspection or a visit the first in its name, the last before it in the sentence, that of the organization before it, else the home.
func (r *reader) hostOf(k *skeleton, e *event) *link.Place {
	for i := range r.Mentions {
		m := &r.Mentions[i]
		if p := r.Places[i]; p != nil && m.Start >= e.span.Start && m.End <= e.span.End && (m.Start == e.span.Start || !e.held) {
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
