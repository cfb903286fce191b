package eval

import (
	_ "embed" // classes.tsv
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
)

// quotes are the marks and white space that do not count in a comparison.
var quotes = regexp.MustCompile("[“”\"'‘’「」『』《》〈〉\\s]")

// norm returns text in half width without quotation marks, white space and 第.
func norm(text string) string {
	half := strings.Map(func(r rune) rune {
		if r >= 0xFF01 && r <= 0xFF5E {
			return r - 0xFEE0
		}
		return r
	}, text)
	return strings.ReplaceAll(quotes.ReplaceAllString(half, ""), "第", "")
}

//go:embed classes.tsv
var classTable string

// classes are the class words of initiatives, longer ones first.
var classes = sync.OnceValue(func() []string {
	var out []string
	for line := range strings.Lines(classTable) {
		if word := strings.TrimSpace(line); word != "" && !strings.HasPrefix(word, "#") {
			out = append(out, word)
		}
	}
	slices.SortStableFunc(out, func(a, b string) int { return len(b) - len(a) })
	return out
})

// core returns the name of an initiative without its class word.
func core(name string) string {
	full := norm(name)
	for _, word := range classes() {
		if rest, ok := strings.CutSuffix(full, word); ok && rest != "" {
			return rest
		}
	}
	return full
}

// pairs returns the pairs of neighbouring characters of text; a shorter text is its own pair.
func pairs(text string) map[string]bool {
	runes := []rune(norm(text))
	out := map[string]bool{}
	for i := 0; i+1 < len(runes); i++ {
		out[string(runes[i:i+2])] = true
	}
	if len(out) == 0 {
		out[string(runes)] = true
	}
	return out
}

// alike returns the Dice coefficient of the character pairs of two texts, from 0 to 1.
func alike(a, b string) float64 {
	x, y := pairs(a), pairs(b)
	common := 0
	for p := range x {
		if y[p] {
			common++
		}
	}
	return 2 * float64(common) / float64(max(1, len(x)+len(y)))
}

var (
	monthDay = regexp.MustCompile(`(?:(\d{4})[-年/.])?\s*(\d{1,2})[-月/.](\d{1,2})`)
	dayOnly  = regexp.MustCompile(`(\d{1,2})日`)
)

// day is a date as written: month 0 when not said; known is false for no date.
type day struct {
	month, day int
	known      bool
}

func parseDay(text string) day {
	if m := monthDay.FindStringSubmatch(text); m != nil {
		month, _ := strconv.Atoi(m[2]) // two digits
		d, _ := strconv.Atoi(m[3])
		if month <= 12 {
			return day{month, d, true}
		}
	}
	if m := dayOnly.FindStringSubmatch(text); m != nil {
		d, _ := strconv.Atoi(m[1])
		return day{0, d, true}
	}
	return day{}
}

// sameDay reports whether two dates as written can be the same; no date is the same as any.
func sameDay(a, b string) bool {
	x, y := parseDay(a), parseDay(b)
	if !x.known || !y.known {
		return true
	}
	return x.day == y.day && (x.month == 0 || y.month == 0 || x.month == y.month)
}

// baseName returns the last part of a path without its ending.
func baseName(path string) string {
	path = path[strings.LastIndexAny(path, `/\`)+1:]
	if i := strings.LastIndexByte(path, '.'); i >= 0 {
		return path[:i]
	}
	return path
}
