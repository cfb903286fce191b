package mention

import (
	"regexp"
	"strconv"
	"strings"

	"kg/extract/article"
)

// datePattern reads 2023年8月28日, 8月28日, 9月18日-20日, 3月14日、15日, 8月28日至9月2日.
var datePattern = regexp.MustCompile(`(?:((?:19|20)\d{2})年)?(\d{1,2})月(\d{1,2})日(?:(?:[-—~～至、到]|——)(?:(\d{1,2})月)?(\d{1,2})日)?`)

// Bytes around 月 that a date takes.
const (
	dateBefore = len("2023年12")
	dateAfter  = len("月28日——12月30日")
)

// findDates finds the days that the text gives.
func (s *scanner) findDates() {
	for from := 0; ; {
		i := strings.Index(s.text[from:], "月")
		if i < 0 {
			break
		}
		at := from + i
		from = at + len("月")
		start := max(0, at-dateBefore)
		m := datePattern.FindStringSubmatchIndex(s.text[start:min(len(s.text), at+dateAfter)])
		if m == nil || start+m[0] > at || start+m[1] < from {
			continue
		}
		for g := range m {
			if m[g] >= 0 {
				m[g] += start
			}
		}
		if s.takeDate(m) {
			from = m[1]
		}
	}
	for _, word := range []string{"昨日", "昨天", "今日", "今天"} {
		for from := 0; ; {
			i := strings.Index(s.text[from:], word)
			if i < 0 {
				break
			}
			from += i + len(word)
			s.addDate(article.Span{Start: from - len(word), End: from}, &DatePart{Relative: word}, "date.relative")
		}
	}
}

// takeDate records the date that datePattern matched, unless it is none.
func (s *scanner) takeDate(m []int) bool {
	part := func(n int) int {
		if m[2*n] < 0 {
			return 0
		}
		v, _ := strconv.Atoi(s.text[m[2*n]:m[2*n+1]]) // at most four digits
		return v
	}
	d := &DatePart{Year: part(1), Month: part(2), Day: part(3), EndMonth: part(4), EndDay: part(5)}
	if d.EndDay != 0 && d.EndMonth == 0 {
		d.EndMonth = d.Month
	}
	if d.Month < 1 || d.Month > 12 || d.Day < 1 || d.Day > 31 || d.EndMonth > 12 || d.EndDay > 31 {
		return false
	}
	s.addDate(article.Span{Start: m[0], End: m[1]}, d, "date.day")
	return true
}

func (s *scanner) addDate(span article.Span, d *DatePart, rule string) {
	m := s.mention(Date, span.Start, span.End, rule)
	m.Date = d
	s.others = append(s.others, m)
}
