package article

import (
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// day is a date as a text gives it: year 0 when it does not say, day 0 for a month.
type day struct {
	year, month, day int
}

// iso returns the date with its precision in its length; "" when it has no month.
func (d day) iso() string {
	switch {
	case d.month == 0 && d.year == 0:
		return ""
	case d.month == 0:
		return fmt.Sprintf("%04d", d.year)
	case d.year == 0 && d.day == 0:
		return fmt.Sprintf("--%02d", d.month)
	case d.year == 0:
		return fmt.Sprintf("--%02d-%02d", d.month, d.day)
	case d.day == 0:
		return fmt.Sprintf("%04d-%02d", d.year, d.month)
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.year, d.month, d.day)
}

// valid reports whether the date can be in a newspaper.
func (d day) valid() bool {
	if d.year != 0 && (d.year < 1900 || d.year > 2199) || d.month > 12 || d.day > 31 {
		return false
	}
	if d.day > 0 && d.month > 0 {
		year := d.year
		if year == 0 {
			year = 2000 // has a 29 February
		}
		return time.Date(year, time.Month(d.month), d.day, 0, 0, 0, 0, time.UTC).Day() == d.day
	}
	return true
}

// full reports whether the date is a real day of a year.
func (d day) full() bool { return d.year > 0 && d.month > 0 && d.day > 0 && d.valid() }

// compactDay returns the date that eight digits give: 20230829.
func compactDay(n int) day { return day{n / 10000, n / 100 % 100, n % 100} }

// digits reads up to limit digits, half or full width, at the start of s. It
// returns their number, value and bytes.
func digits(s string, limit int) (count, value, size int) {
	for size < len(s) && count < limit {
		r, n := utf8.DecodeRuneInString(s[size:])
		switch {
		case r >= '0' && r <= '9':
			value = value*10 + int(r-'0')
		case r >= '０' && r <= '９':
			value = value*10 + int(r-'０')
		default:
			return count, value, size
		}
		count++
		size += n
	}
	return count, value, size
}

// parseDate reads a whole field as a date: 2023-08-29, 2023/8/29, 2023.8.29,
// 2023年8月29日, 20230829, RFC 3339, and the same without day or month and day.
// It returns false for anything else.
func parseDate(s string) (day, bool) {
	s = strings.TrimSpace(s)
	count, value, size := digits(s, 8)
	if count == 8 {
		d := compactDay(value)
		return d, d.full() && size == len(s)
	}
	if count != 4 {
		return day{}, false
	}
	d, rest := day{year: value}, s[size:]
	for i, part := range []*int{&d.month, &d.day} {
		rest = strings.TrimPrefix(strings.TrimSpace(rest), []string{"年", "月"}[i])
		rest = strings.TrimSpace(rest)
		if rest != "" && strings.IndexByte("-/._", rest[0]) >= 0 {
			rest = rest[1:]
		}
		count, value, size := digits(rest, 2)
		if count == 0 {
			break
		}
		*part = value
		if value == 0 {
			return day{}, false
		}
		rest = rest[size:]
	}
	rest = strings.TrimLeft(rest, "年月日号 ")
	clock := rest == "" || rest[0] == 'T' || strings.IndexByte("0123456789", rest[0]) >= 0 && strings.Contains(rest, ":")
	return d, d.valid() && clock
}

// dateIn finds the first date with a month and a day (and a year, when full is
// asked) in text: 2023年8月29日, 8月29日, and with full also 2023-08-29. It returns
// the date and where it stands.
func dateIn(text string, full bool) (day, Span, bool) {
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		if !isDecimal(r) {
			i += size
			continue
		}
		if d, n := dateAt(text[i:]); n > 0 && (d.year > 0 || !full) {
			return d, Span{i, i + n}, true
		}
		_, _, n := digits(text[i:], 20)
		i += max(n, size)
	}
	return day{}, Span{}, false
}

// isDecimal reports whether r is a digit, half or full width.
func isDecimal(r rune) bool { return r >= '0' && r <= '9' || r >= '０' && r <= '９' }

// dateAt reads the date at the start of s and returns its length in bytes, 0 for none.
func dateAt(s string) (day, int) {
	var d day
	count, value, at := digits(s, 5)
	if count == 4 {
		d.year = value
		for _, sep := range []string{"年", "-", "/", "."} {
			if strings.HasPrefix(s[at:], sep) {
				return dateTail(s, d, at+len(sep), sep)
			}
		}
		return d, 0
	}
	if count == 0 || count > 2 {
		return d, 0
	}
	return dateTail(s, d, 0, "年")
}

// dateTail reads month and day behind the separator sep of the year.
func dateTail(s string, d day, at int, sep string) (day, int) {
	after := map[string][2]string{"年": {"月", "日"}}[sep]
	if sep != "年" {
		after = [2]string{sep, ""}
	}
	for i, part := range []*int{&d.month, &d.day} {
		count, value, size := digits(s[at:], 3)
		if count == 0 || count > 2 || value == 0 || !strings.HasPrefix(s[at+size:], after[i]) {
			return d, 0
		}
		*part = value
		at += size + len(after[i])
	}
	if !d.valid() {
		return d, 0
	}
	return d, at
}

// fileDate finds a date in a file's name: 2023-08-29, 20230829, 2023_08_29.
func fileDate(name string) string {
	for i := 0; i < len(name); {
		count, value, size := digits(name[i:], 20)
		d := day{}
		switch count {
		case 8:
			d = compactDay(value)
		case 4:
			d = separatedDay(value, name[i+size:])
		}
		if d.full() {
			return d.iso()
		}
		i += max(size, 1)
	}
	return ""
}

// separatedDay reads the rest of a date whose year is read: -08-29, _08_29, .08.29;
// the zero day when it is none.
func separatedDay(year int, rest string) day {
	if rest == "" || strings.IndexByte("-_.", rest[0]) < 0 {
		return day{}
	}
	count, month, size := digits(rest[1:], 3)
	if count != 2 || !strings.HasPrefix(rest[1+size:], rest[:1]) {
		return day{}
	}
	count, d, _ := digits(rest[2+size:], 3)
	if count != 2 {
		return day{}
	}
	return day{year, month, d}
}

// yearOf returns the year that an ISO date begins with, 0 for none.
func yearOf(iso string) int {
	if len(iso) < 4 || iso[0] == '-' {
		return 0
	}
	year, _ := strconv.Atoi(iso[:4])
	return year
}

// pageMark is what a page's own date line says.
type pageMark struct {
	published, publisher, page string
}

// found reports whether the line was one.
func (m pageMark) found() bool { return m != pageMark{} }

// readPageLine reads the line that a page carries about itself:
// 河州日报 2023年8月29日 星期二 第3版, （2023-08-29）, 第3版：要闻. It returns the zero
// value for other lines.
func readPageLine(text string) pageMark {
	if len(text) > 150 || strings.ContainsAny(text, "。，；！？") {
		return pageMark{}
	}
	var m pageMark
	rest := text
	d, span, dated := dateIn(text, true)
	if dated {
		m.published = d.iso()
		rest = text[:span.Start] + " " + text[span.End:]
		m.publisher = paperName(rest)
	} else if d, ok := bareDate(text); ok {
		m.published = d.iso()
		m.publisher = paperName(text)
		rest = text[:max(0, strings.IndexAny(text, "0123456789"))]
	}
	m.page = pageNumber(rest)
	if m.published == "" && m.page == "" {
		return pageMark{}
	}
	if m.publisher == "" && m.page != "" {
		m.publisher = paperName(rest)
	}
	if m.publisher != "" || m.page != "" && len(rest) < 60 || marks(weekdayMark).within(rest) {
		return m
	}
	const around = "（）()[]【】 \u3000:：-—0123456789"
	left := strings.Trim(rest, around)
	left = strings.Trim(strings.TrimPrefix(left, marks(dateLabelMark).prefix(left)), around)
	if dated && left == "" {
		return m
	}
	return pageMark{}
}

// bareDate finds eight digits that are a date.
func bareDate(text string) (day, bool) {
	iso := fileDate(text)
	d, ok := parseDate(iso)
	return d, ok && iso != ""
}

// paperName returns the word of text that is a newspaper, without 《》.
func paperName(text string) string {
	for _, word := range strings.FieldsFunc(text, func(r rune) bool {
		return unicode.IsSpace(r) || strings.ContainsRune("《》（）()|｜/【】·：:", r)
	}) {
		if n := utf8.RuneCountInString(word); n >= 2 && n <= 14 && marks(paperMark).suffix(word) != "" {
			return word
		}
	}
	return ""
}

// pageNumber returns the number in 第3版, 03版, A2版; "" when there is none.
func pageNumber(text string) string {
	before, _, ok := strings.Cut(text, "版")
	if !ok {
		return ""
	}
	at := len(before)
	for at > 0 {
		r, size := utf8.DecodeLastRuneInString(before[:at])
		if !isDecimal(r) && !strings.ContainsRune("一二三四五六七八九十ABCDE", r) {
			break
		}
		at -= size
	}
	number := strings.TrimLeft(before[at:], "0")
	if number == "" || !strings.HasSuffix(before[:at], "第") && !isDecimal(rune(number[len(number)-1])) {
		return ""
	}
	return number
}

// ValidDate returns an error unless Options.Published can be date: "" or an ISO date of a
// day, a month or a year.
func ValidDate(date string) error {
	if date == "" {
		return nil
	}
	if _, ok := parseDate(date); !ok {
		return fmt.Errorf("%q is no date (want 2023-08-29, 2023-08 or 2023)", date)
	}
	return nil
}
