package article

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/wlynxg/chardet"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

// sampleBytes is how much of a file the detection looks at.
const sampleBytes = 64 << 10

// ValidEncoding returns an error unless Options.Encoding can be name: "" or a label
// of the WHATWG encoding standard (gb18030, gbk, utf-8, big5, utf-16le, …).
func ValidEncoding(name string) error {
	_, err := namedEncoding(name)
	return err
}

// namedEncoding returns the encoding of a label, nil for UTF-8 and for "".
func namedEncoding(name string) (encoding.Encoding, error) {
	switch strings.ToLower(name) {
	case "", "utf-8", "utf8":
		return nil, nil
	case "gb2312", "gbk":
		return simplifiedchinese.GB18030, nil // a superset of both
	}
	enc, err := htmlindex.Get(name)
	if err != nil {
		return nil, fmt.Errorf("unknown encoding %q (have utf-8, gb18030, gbk, big5, utf-16le, utf-16be, …)", name)
	}
	return enc, nil
}

// errBinary says that a file is no text.
var errBinary = errors.New("not text: neither UTF-8 nor GB18030 (a binary file?)")

// detect returns the encoding of a text that begins with sample, nil for UTF-8, and
// how many bytes of a byte order mark to skip. name forces an encoding; whole says
// that sample is all there is. It returns errBinary and the place of the first byte
// that is no text.
func detect(sample []byte, name string, whole bool) (enc encoding.Encoding, skip, bad int, err error) {
	marked, enc, skip := markedEncoding(sample)
	if name != "" {
		forced, err := namedEncoding(name)
		if forced != enc {
			skip = 0 // the mark is another encoding's
		}
		return forced, skip, 0, err
	}
	if marked {
		return enc, skip, 0, nil
	}
	u := countUTF8(sample, whole)
	if bad, binary := controls(sample); binary && (u.invalid > 0 || 3*u.nul > len(sample)) {
		return nil, 0, bad, errBinary
	}
	if u.invalid == 0 || u.multi >= 10*u.invalid {
		return nil, 0, 0, nil
	}
	for _, enc := range candidates(sample) {
		if text, err := enc.NewDecoder().Bytes(sample); err == nil && readable(text) {
			return enc, 0, 0, nil
		}
	}
	if u.multi >= u.invalid || 20*u.invalid < len(sample) && u.multi > 0 {
		return nil, 0, 0, nil
	}
	return nil, 0, u.first, errBinary
}

// markedEncoding returns the encoding that a byte order mark tells, nil for UTF-8,
// and the length of the mark.
func markedEncoding(sample []byte) (marked bool, enc encoding.Encoding, skip int) {
	switch {
	case bytes.HasPrefix(sample, []byte("\xef\xbb\xbf")):
		return true, nil, 3
	case bytes.HasPrefix(sample, []byte("\xff\xfe")):
		return true, unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), 2
	case bytes.HasPrefix(sample, []byte("\xfe\xff")):
		return true, unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM), 2
	}
	return false, nil, 0
}

// candidates returns the encodings to try on a text that is not UTF-8.
func candidates(sample []byte) []encoding.Encoding {
	out := []encoding.Encoding{simplifiedchinese.GB18030}
	found := chardet.Detect(sample)
	if enc, err := namedEncoding(found.Encoding); err == nil && enc != nil && found.Confidence > 0.5 {
		if strings.HasPrefix(strings.ToLower(found.Encoding), "big5") {
			return append([]encoding.Encoding{enc}, out...)
		}
	}
	return out
}

// readable reports whether a decoded text has almost only characters that Chinese
// text has.
func readable(text []byte) bool {
	strange, total := 0, 0
	for _, r := range string(text) {
		total++
		switch {
		case r == utf8.RuneError, r < 0x20 && r != '\n' && r != '\r' && r != '\t', r >= 0xe000 && r <= 0xf8ff:
			strange++
		}
	}
	return total > 0 && 50*strange <= total
}

// utf8Count counts what a text is made of.
type utf8Count struct {
	multi   int // valid characters of more than one byte
	invalid int // bytes that are no UTF-8
	nul     int
	first   int // place of the first invalid byte
}

// countUTF8 counts sample; a character cut at its end is no fault unless it is whole.
func countUTF8(sample []byte, whole bool) utf8Count {
	var c utf8Count
	c.nul = bytes.Count(sample, []byte{0})
	if utf8.Valid(sample) {
		return c
	}
	for i := 0; i < len(sample); {
		if sample[i] < utf8.RuneSelf {
			i++
			continue
		}
		r, size := utf8.DecodeRune(sample[i:])
		switch {
		case r != utf8.RuneError || size > 1:
			c.multi++
		case !whole && !utf8.FullRune(sample[i:]):
			return c
		default:
			if c.invalid == 0 {
				c.first = i
			}
			c.invalid++
		}
		i += size
	}
	return c
}

// controls returns the place of the first control character and whether there are
// so many that the bytes are no text.
func controls(sample []byte) (first int, many bool) {
	n := 0
	for i, c := range sample {
		if c < 0x20 && c != '\n' && c != '\r' && c != '\t' && c != '\f' {
			if n == 0 {
				first = i
			}
			n++
		}
	}
	return first, n > 0 && 100*n > len(sample)
}

// decode returns data as UTF-8 without a byte order mark, and what had to be mended.
// A line in the error's Problem counts from 1.
func decode(data []byte, name string) (text string, invalid Warning, line int, err error) {
	enc, skip, bad, err := detect(sampleOf(data), name, len(data) <= sampleBytes)
	if err != nil {
		return "", Warning{}, lineAt(data, bad), err
	}
	data = data[skip:]
	if enc != nil {
		data, _, err = transform.Bytes(enc.NewDecoder(), data)
		if err != nil {
			return "", Warning{}, 0, fmt.Errorf("decode: %w", err)
		}
		if n := bytes.Count(data, []byte("\ufffd")); n > 0 {
			invalid = Warning{Kind: InvalidWarning, Count: n, Line: lineAt(data, bytes.Index(data, []byte("\ufffd")))}
		}
		return string(data), invalid, 0, nil
	}
	if utf8.Valid(data) {
		return string(data), invalid, 0, nil
	}
	c := countUTF8(data, true)
	invalid = Warning{Kind: InvalidWarning, Count: c.invalid, Line: lineAt(data, c.first)}
	return replaceInvalid(data), invalid, 0, nil
}

// replaceInvalid returns data with one U+FFFD for every byte that is not UTF-8.
func replaceInvalid(data []byte) string {
	var out strings.Builder
	out.Grow(len(data) + 64)
	for len(data) > 0 {
		r, size := utf8.DecodeRune(data)
		out.WriteRune(r)
		data = data[size:]
	}
	return out.String()
}

// sampleOf returns the start of data.
func sampleOf(data []byte) []byte { return data[:min(len(data), sampleBytes)] }

// lineAt returns the number of the line that byte i of data is in, from 1.
func lineAt(data []byte, i int) int { return 1 + bytes.Count(data[:max(0, i)], []byte("\n")) }

// countInvisible counts the characters of text that articles leave out and returns
// the line of the first, 0 when there is none. A carriage return before a newline is
// part of the line's end and does not count.
func countInvisible(text string) (n, line int) {
	for i := 0; i < len(text); i++ {
		c := text[i]
		size := 0
		switch {
		case c < 0x20:
			if c != '\n' && c != '\t' && (c != '\r' || i+1 < len(text) && text[i+1] != '\n') {
				size = 1
			}
		case c == 0x7f:
			size = 1
		case c == 0xc2 || c == 0xe2 || c == 0xef:
			if r, width := utf8.DecodeRuneInString(text[i:]); isInvisible(r) {
				size = width
			}
		}
		if size > 0 {
			if n == 0 {
				line = 1 + strings.Count(text[:i], "\n")
			}
			n++
		}
	}
	return n, line
}
