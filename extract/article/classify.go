package article

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxShort bounds the bytes of lines that are looked at as page furniture, place
// lines, bylines and titles: about 80 Chinese characters.
const maxShort = 240

// Punctuation that ends a sentence, and what may stand behind it.
const (
	sentenceEnds = "。！？!?…"
	closers      = "”’」』）)】》〉\"'"
)

// classify returns what a paragraph is by its words alone; a place line is only
// one where a heading follows.
func classify(b *block) lineKind {
	text := b.text
	if isCaption(text) {
		return captionLine
	}
	switch {
	case len(text) > maxShort:
		return bodyLine
	case isFurtherTitle(text):
		return titleLine
	case isFurniture(text):
		return furnitureLine
	case isSource(text):
		return sourceLine
	case readPageLine(text).found():
		return pageLine
	case isBylineLine(text):
		return bylineLine
	case isPlace(text):
		return placeLine
	case b.bold && !strings.ContainsAny(lastRunes(text, 1), "。，；、") && !startsNews(text):
		return subheadLine
	}
	return bodyLine
}

// isFurtherTitle reports whether a line is a title beside the headline: 原标题：…, ——….
func isFurtherTitle(text string) bool {
	if form := marks(originalTitleMark).prefix(strings.TrimLeft(text, "（(【")); form != "" && afterColon(text, form) {
		return true
	}
	return strings.HasPrefix(text, "——") && len(text) <= maxShort/2 && !strings.ContainsAny(text, "。；")
}

// afterColon reports whether a colon follows form in text.
func afterColon(text, form string) bool {
	_, rest, _ := strings.Cut(text, form)
	rest = strings.TrimSpace(rest)
	return strings.HasPrefix(rest, "：") || strings.HasPrefix(rest, ":")
}

// isFurniture reports whether a short line belongs to the page and not to a story:
// navigation, page numbers, counters.
func isFurniture(text string) bool {
	if marks(furnitureStartMark).prefix(strings.TrimLeft(text, "（([【 ")) != "" {
		return true
	}
	words := strings.FieldsFunc(text, func(r rune) bool {
		return unicode.IsSpace(r) || strings.ContainsRune("|｜·>»<«/、[]【】（）()-—–_=+*：:", r)
	})
	navigation := marks(furnitureMark)
	for _, word := range words {
		if !navigation.has[word] && !isPageNumber(word) {
			return false
		}
	}
	return true
}

// isPageNumber reports whether word is a page's number: 3, 03版, 第3版, A03, 第三版.
func isPageNumber(word string) bool {
	number := strings.TrimSuffix(strings.TrimPrefix(word, "第"), "版")
	number = strings.TrimSuffix(number, "页")
	if number == "" || len(number) > 9 || number == word && len(number) > 3 {
		return false
	}
	for i, r := range number {
		letter := i == 0 && r >= 'A' && r <= 'D'
		if !letter && !unicode.IsDigit(r) && !strings.ContainsRune("一二三四五六七八九十", r) {
			return false
		}
	}
	return number != word || number[0] < 0x80 && number[len(number)-1] <= '9'
}

// isSource reports whether a line says where the story is taken from:
// 来源：…, （来源：…）, 转自….
func isSource(text string) bool {
	inner := trimBrackets(text)
	form := marks(sourceMark).prefix(inner)
	return form != "" && (afterColon(inner, form) || utf8.RuneCountInString(inner) <= 20 && !strings.ContainsAny(inner, "。，"))
}

// isPlace reports whether a line is nothing but the name of a division: at most 12
// characters, Chinese only, ending as divisions do.
func isPlace(text string) bool {
	n := utf8.RuneCountInString(text)
	if n < 2 || n > 12 || marks(placeMark).suffix(text) == "" {
		return false
	}
	for _, r := range text {
		if !unicode.Is(unicode.Han, r) {
			return false
		}
	}
	return true
}

// isCaption reports whether a paragraph ends with the photographer: … 赵某某 摄.
func isCaption(text string) bool {
	inner := strings.TrimRight(text, "）)】 \u3000")
	form := marks(captionMark).suffix(inner)
	if form == "" {
		return false
	}
	inner = inner[:len(inner)-len(form)]
	inner = strings.TrimRight(inner, "/／ \u3000|：:")
	tail := inner[max(0, len(inner)-maxShort/2):]
	if i := strings.LastIndexAny(tail, "。！？!?；（(【”"); i >= 0 {
		_, size := utf8.DecodeRuneInString(tail[i:])
		tail = tail[i+size:]
	} else if len(inner) > maxShort/2 || strings.LastIndexAny(tail, " \u3000/|，") < 0 {
		return inner != "" && len(inner) <= 12 && form == "摄" && isName(inner)
	}
	tokens := nameTokens(tail)
	return len(tokens) > 0 && isBylineToken(tokens[len(tokens)-1])
}

// isBylineLine reports whether a whole line only names reporters, editors or an
// office's pen name.
func isBylineLine(text string) bool {
	if start, ok := trailingByline(text); ok && start == 0 {
		return true
	}
	if strings.ContainsAny(text, "。！？；，") {
		return false
	}
	tokens := nameTokens(trimBrackets(strings.TrimLeft(text, "□■◎●◆○ \u3000*")))
	roles, good := 0, 0
	for _, token := range tokens {
		if marks(roleMark).prefix(token) != "" {
			roles++
		}
		if isBylineToken(token) {
			good++
		}
	}
	return roles > 0 && good >= 2 && 3*good >= 2*len(tokens) || roles == 1 && good == 1 && len(tokens) == 1
}

// trailingByline returns where a byline in brackets begins that ends text:
// …。(陈某 秦某某), …。（牧宣）.
func trailingByline(text string) (start int, ok bool) {
	r, size := utf8.DecodeLastRuneInString(text)
	if r != '）' && r != ')' && r != '】' {
		return 0, false
	}
	inner := text[max(0, len(text)-maxShort) : len(text)-size]
	open := strings.LastIndexAny(inner, "（(【")
	if open < 0 {
		return 0, false
	}
	_, width := utf8.DecodeRuneInString(inner[open:])
	start = len(text) - size - len(inner) + open
	before := strings.TrimRight(text[:start], " \u3000")
	if last, _ := utf8.DecodeLastRuneInString(before); before != "" && !strings.ContainsRune(sentenceEnds+"”）)", last) {
		return 0, false
	}
	content := inner[open+width:]
	if marks(sourceMark).prefix(content) != "" {
		return start, before != ""
	}
	tokens := nameTokens(content)
	for _, token := range tokens {
		if !isBylineToken(token) {
			return 0, false
		}
	}
	return start, len(tokens) > 0
}

// nameTokens cuts a byline into words.
func nameTokens(s string) []string {
	return strings.FieldsFunc(s, func(r rune) bool {
		return unicode.IsSpace(r) || strings.ContainsRune("、，,;；：:|｜/／&【】（）()", r)
	})
}

// isBylineToken reports whether a word of a byline is a role, a name, or a role with a name.
func isBylineToken(token string) bool {
	roles := marks(roleMark)
	for token != "" {
		form := roles.prefix(token)
		if form == "" || form != token && len(form) == len("文") {
			return isName(token) // 文 and 图 are roles only alone
		}
		token = token[len(form):]
	}
	return true
}

// isName reports whether s may be a person's name or an office's pen name: two to
// four Chinese characters, more with a middle dot.
func isName(s string) bool {
	n := utf8.RuneCountInString(s)
	limit := 4
	if strings.Contains(s, "·") {
		limit = 15
	}
	if n < 2 || n > limit {
		return false
	}
	for _, r := range s {
		if !unicode.Is(unicode.Han, r) && r != '·' {
			return false
		}
	}
	return true
}

// startsNews reports whether a paragraph opens as a newspaper story does: 本报讯,
// （… 讯）, 河州网1月9日讯.
func startsNews(text string) bool {
	text = strings.TrimLeft(text, "（(【[ \u3000")
	if marks(newsMark).prefix(text) != "" {
		return true
	}
	head := text[:min(len(text), maxShort/2)]
	for i, r := range head {
		if r != '日' {
			continue
		}
		rest := head[i+len("日"):]
		return marks(wireMark).prefix(rest) != "" && i > 0 && isDigitRune(lastRunes(head[:i], 1))
	}
	return false
}

// isTitleLike reports whether a line without heading marks may be a headline: short,
// no full stop in it, no ending that leaves a sentence open.
func isTitleLike(b *block) bool {
	if b.layout != paragraph || b.item || b.kind != bodyLine && b.kind != subheadLine {
		return false
	}
	n := utf8.RuneCountInString(b.text)
	if n < 4 || n > 70 || strings.ContainsAny(b.text, "。；") || startsNews(b.text) {
		return false
	}
	last := lastRunes(b.text, 1)
	if strings.ContainsAny(last, "，、：:,;…") {
		return false
	}
	return n <= 45 || !strings.ContainsAny(last, "！？!?")
}

// trimBrackets takes one pair of brackets off a whole line.
func trimBrackets(text string) string {
	for _, pair := range []string{"（）", "()", "【】", "[]"} {
		open, size := utf8.DecodeRuneInString(pair)
		if rest, ok := strings.CutPrefix(text, string(open)); ok {
			return strings.TrimSuffix(rest, pair[size:])
		}
	}
	return text
}

// lastRunes returns the last n characters of s.
func lastRunes(s string, n int) string {
	at := len(s)
	for ; n > 0 && at > 0; n-- {
		_, size := utf8.DecodeLastRuneInString(s[:at])
		at -= size
	}
	return s[at:]
}

// isDigitRune reports whether s is one digit, half or full width.
func isDigitRune(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsDigit(r)
}
