package article

import (
	"strings"
	"unicode/utf8"
)

// longLine is the number of bytes from which a line without a full stop at its end
// is taken for a cut paragraph and not for a subheading: 40 Chinese characters.
const longLine = 120

// joinBreaks joins paragraphs that a column break cut and returns the blocks that
// are left. Page furniture between the parts does not keep them apart.
func joinBreaks(blocks []*block) []*block {
	out := blocks[:0]
	for _, b := range blocks {
		if n := len(out); n > 0 && continues(out[n-1], b) {
			last := out[n-1]
			last.runs = append(last.runs, b.runs...)
			last.tail = b.text
			last.prose = last.prose || b.prose
			continue
		}
		out = append(out, b)
	}
	return out
}

// continues reports whether b is the rest of a paragraph whose last part is the
// tail of a.
func continues(a, b *block) bool {
	if !joinable(a, b) {
		return false
	}
	last, _ := utf8.DecodeLastRuneInString(a.tail)
	if strings.ContainsRune(sentenceEnds+"；;：:.~～", last) {
		return false
	}
	first, _ := utf8.DecodeRuneInString(b.text)
	if strings.ContainsRune("，。、；：！？”’）》」』,;)", first) {
		return true // no paragraph begins so
	}
	if strings.ContainsRune(closers, last) {
		return a.text == a.tail && isOpen(a.tail) && b.prose
	}
	if strings.ContainsRune("，、,“‘（《「『(—", last) || isOpen(a.tail) {
		return a.prose || len(a.text) >= longLine || b.prose && last != '—'
	}
	if b.kind == captionLine {
		return false
	}
	return continuesWord(a, b)
}

// joinable reports whether two blocks are running text at all.
func joinable(a, b *block) bool {
	if a.layout != paragraph || b.layout != paragraph || a.bold || b.bold || a.kind != bodyLine {
		return false
	}
	return (b.kind == bodyLine || b.kind == captionLine) && !b.item && !startsNews(b.text)
}

// continuesWord is continues for a tail that ends with a letter or an ideograph.
func continuesWord(a, b *block) bool {
	if !a.prose {
		return len(a.text) >= longLine && b.prose && !strings.ContainsAny(a.text, " \u3000")
	}
	if !b.prose {
		return false
	}
	if len(a.text) >= longLine || strings.Contains(a.text, "。") || a.tail != a.text {
		return true
	}
	if marks(continueMark).prefix(b.text) != "" || marks(unfinishedMark).suffix(a.text) != "" {
		return true
	}
	clause, _, ok := strings.Cut(a.text, "，")
	_, at, dated := dateIn(a.text[:runeCut(a.text, 60)], false)
	return ok && marks(sayingMark).suffix(clause) != "" || startsNews(a.text) || dated && at.Start == 0
}

// isOpen reports whether a quotation, a title in 《》 or a bracket that begins in
// text does not end in it.
func isOpen(text string) bool {
	for _, pair := range []struct{ open, close string }{{"“", "”"}, {"《", "》"}, {"（", "）"}} {
		if open := strings.LastIndex(text, pair.open); open >= 0 && strings.LastIndex(text, pair.close) < open {
			return true
		}
	}
	return false
}
