package mention

import (
	"regexp"
	"strconv"

	"kg/extract/article"
)

// datePattern reads 2023年8月28日, 8月28日, 9月18日-20日, 3月14日、15日, 8月28日至9月2日.
var datePattern = regexp.MustCompile(`(?:((?:19|20)\d{2})年)?(\d{1,2})月(\d{1,2})日(?:(?:[-—~～至、到]|——)(?:(\d{1,2})月)?(\d{1,2})日)?`)

// relativePattern reads days that the date line fixes.
var relativePattern = regexp.MustCompile(`昨日|昨天|今日|今天`)

// findDates finds the days that the text gives.
func (s *scanner) findDates() {
	for _, m := range datePattern.FindAllStringSubmatchIndex(s.text, -1) {
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
			continue
		}
		s.addDate(article.Span{Start: m[0], End: m[1]}, d, "date.day")
	}
	for _, m := range relativePattern.FindAllStringIndex(s.text, -1) {
		s.addDate(article.Span{Start: m[0], End: m[1]}, &DatePart{Relative: s.text[m[0]:m[1]]}, "date.relative")
	}
}

func (s *scanner) addDate(span article.Span, d *DatePart, rule string) {
	m := s.mention(Date, span.Start, span.End, rule)
	m.Date = d
	s.others = append(s.others, m)
}
