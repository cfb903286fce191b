package article

import (
	"strings"
	"time"
	"unicode/utf8"
)

// date fills in Dateline and Year of the articles of one document. A year that some
// of them fix holds for those that fix none.
func (d *Document) date(articles []Article) {
	days := make([]day, len(articles))
	votes := make(map[int]int)
	for i := range articles {
		art := &articles[i]
		days[i] = datelineOf(art)
		switch published := yearOf(art.Published); {
		case published != 0 && days[i].year != 0 && !near(days[i], art.Published):
			days[i] = day{} // an anniversary, not the day of the report
			art.Year = published
		case days[i].year != 0:
			art.Year = days[i].year
		case published != 0:
			art.Year = seenYear(days[i], art.Published)
		default:
			art.Year = statedYear(art, days[i])
		}
		if art.Year != 0 {
			votes[art.Year]++
		}
	}
	common := 0
	for year, n := range votes {
		if n > votes[common] || n == votes[common] && year > common {
			common = year
		}
	}
	for i := range articles {
		art := &articles[i]
		if art.Year == 0 {
			art.Year = common
		}
		if days[i].month != 0 {
			days[i].year = art.Year
			art.Dateline = days[i].iso()
		}
	}
}

// datelineOf returns the day that a story reports from: the one before 讯 or 电, else
// the first in its first sentence; the zero day when there is none.
func datelineOf(art *Article) day {
	for _, b := range art.Blocks {
		if b.Kind != BodyBlock && b.Kind != CaptionBlock {
			continue
		}
		text := art.Text[b.Start:b.End]
		text = text[:runeCut(text, 900)]
		if d, ok := wireDate(text); ok {
			return d
		}
		d, _, _ := dateIn(firstSentence(text), false)
		if d.valid() {
			return d
		}
		break
	}
	return day{}
}

// wireDate finds the date that stands right before 讯 or 电 near the start of text.
func wireDate(text string) (day, bool) {
	head := text[:runeCut(text, 180)]
	for at := 0; at < len(head); {
		d, span, ok := dateIn(head[at:], false)
		if !ok {
			break
		}
		if marks(wireMark).prefix(strings.TrimSpace(head[at+span.End:])) != "" {
			return d, true
		}
		at += span.End
	}
	return day{}, false
}

// firstSentence returns text up to its first full stop.
func firstSentence(text string) string {
	if i := strings.IndexAny(text, "。！？\n"); i >= 0 {
		return text[:i]
	}
	return text
}

// runeCut returns the largest n up to limit at which text can be cut.
func runeCut(text string, limit int) int {
	if len(text) <= limit {
		return len(text)
	}
	for limit > 0 && !utf8.RuneStart(text[limit]) {
		limit--
	}
	return limit
}

// seenYear returns the year of a day without one, seen from the published date: the
// same year, or the one before when the day would lie more than a month ahead.
func seenYear(d day, published string) int {
	year := yearOf(published)
	p, ok := parseDate(published)
	if !ok || d.month == 0 || p.month == 0 {
		return year
	}
	at := func(d day) time.Time {
		return time.Date(year, time.Month(d.month), max(d.day, 1), 0, 0, 0, 0, time.UTC)
	}
	if at(d).After(at(p).AddDate(0, 0, 31)) {
		return year - 1
	}
	return year
}

// near reports whether a full date can be the day of a report published then: no
// more than a year before and a month after.
func near(d day, published string) bool {
	p, ok := parseDate(published)
	if !ok {
		return true
	}
	months := 12*(p.year-d.year) + max(p.month, 1) - d.month
	if p.month == 0 {
		return p.year-d.year == 0 || p.year-d.year == 1
	}
	return months >= -1 && months <= 12
}

// statedYear returns the year that the text of a story fixes, 0 for none: of a full
// date that is the dateline's day, of a period that the story reports on
// (2023年上半年), or in the headline, unless the dateline is around the turn of the
// year, when headlines name the year past or the next. The latest counts. A year of
// the past or of a plan fixes nothing.
func statedYear(art *Article, dateline day) int {
	year := 0
	for at := 0; at < len(art.Text); {
		i := strings.Index(art.Text[at:], "年")
		if i < 0 {
			break
		}
		at += i + len("年")
		y := yearBefore(art.Text[:at-len("年")])
		if y == 0 {
			continue
		}
		rest := art.Text[at:]
		form := marks(soFarMark).prefix(rest)
		inTitle := len(art.Blocks) > 0 && art.Blocks[0].Kind == TitleBlock && at <= art.Blocks[0].End
		d, n := dateTail(rest, day{year: y}, 0, "年")
		switch {
		case n > 0 && dateline.month != 0 && d.month == dateline.month && d.day == dateline.day,
			form != "" && !planned(art.Text[:at], rest[len(form):]),
			inTitle && n == 0 && dateline.month > 2 && dateline.month < 11:
			year = max(year, y)
		}
	}
	return year
}

// planned reports whether the words around a period say that it is to come: 到2025年.
func planned(before, after string) bool {
	before = before[:len(before)-len("年")]
	_, size := utf8.DecodeLastRuneInString(before)
	for range 3 {
		before = before[:len(before)-size]
		_, size = utf8.DecodeLastRuneInString(before)
	}
	before = before[:len(before)-size]
	return marks(untilBeforeMark).suffix(before) != "" || marks(untilAfterMark).prefix(after) != ""
}

// yearBefore reads the four digits of a year at the end of s; 0 when there are none.
func yearBefore(s string) int {
	at := len(s)
	for range 4 {
		r, size := utf8.DecodeLastRuneInString(s[:at])
		if !isDecimal(r) {
			return 0
		}
		at -= size
	}
	if r, _ := utf8.DecodeLastRuneInString(s[:at]); isDecimal(r) {
		return 0
	}
	if _, y, _ := digits(s[at:], 4); y >= 1990 && y <= 2100 {
		return y
	}
	return 0
}
