package graph

import (
	"cmp"
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
)

// A record is one fact on its way through the sort. Its bytes begin with a key that
// brings the facts of one node or relationship together in the order in which they
// are folded, so that plain byte order is all the sort needs to know:
//
//	kind id NUL when NUL article NUL number(4) | label [start NUL label end NUL label] values
//
// JSON is not used here: decoding it twice took longer than all the rest of merging.
type record struct {
	kind    byte   // recordNode or recordRelationship: nodes come first
	id      string // of the node or relationship
	when    string // whenKey of the article
	article string
	number  uint32 // of the fact in its article, which tells two facts from one that comes twice
	label   string
	start   End
	end     End
	values  string // encoded properties and evidence
}

const (
	recordNode         = 'n'
	recordRelationship = 'r'
)

// blobMark stands in place of the label when the rest of a record lies in the blob file.
const blobMark = 0xff

// whenKey orders articles by the day a fact was seen: published, else the dateline;
// after those come datelines without a year, then articles with neither.
func whenKey(a *Article) string {
	switch {
	case a.Published != "" && !strings.HasPrefix(a.Published, "--"):
		return a.Published
	case a.Dateline != "" && !strings.HasPrefix(a.Dateline, "--"):
		return a.Dateline
	}
	return "~" + cmp.Or(a.Published, a.Dateline) + "~" // '~' sorts after every date
}

// seenDate returns the date in a whenKey, or "" when there is none with a year.
func seenDate(when string) string {
	if strings.HasPrefix(when, "~") {
		return ""
	}
	return when
}

// recordCodes are small numbers for the names of the vocabulary.
type recordCodes struct {
	labels, properties []string
	label, property    map[string]byte
}

func newRecordCodes(v *Vocabulary) recordCodes {
	c := recordCodes{properties: sortedKeys(v.propTypes), label: make(map[string]byte), property: make(map[string]byte)}
	for _, l := range v.Labels {
		c.labels = append(c.labels, l.Name)
	}
	for _, t := range v.Types {
		c.labels = append(c.labels, t.Name)
	}
	for i, n := range c.labels {
		c.label[n] = byte(i)
	}
	for i, n := range c.properties {
		c.property[n] = byte(i)
	}
	return c
}

// appendKey appends the part of r that orders it.
func (r *record) appendKey(dst []byte) []byte {
	dst = append(dst, r.kind)
	for _, s := range [...]string{r.id, r.when, r.article} {
		dst = append(append(dst, s...), 0)
	}
	return binary.BigEndian.AppendUint32(dst, r.number)
}

// appendRest appends what follows the key.
func (r *record) appendRest(dst []byte, c *recordCodes) []byte {
	dst = append(dst, c.label[r.label])
	if r.kind == recordRelationship {
		for _, e := range [...]End{r.start, r.end} {
			dst = append(append(dst, e.ID...), 0, c.label[e.Label])
		}
	}
	return append(dst, r.values...)
}

var errRecord = errors.New("temporary record is damaged")

// readKey cuts the key off s and returns the rest.
func (r *record) readKey(s string) (rest string, err error) {
	if s == "" {
		return "", errRecord
	}
	r.kind, s = s[0], s[1:]
	for _, field := range [...]*string{&r.id, &r.when, &r.article} {
		var ok bool
		if *field, s, ok = strings.Cut(s, "\x00"); !ok {
			return "", errRecord
		}
	}
	if len(s) < 5 {
		return "", errRecord
	}
	r.number = binary.BigEndian.Uint32([]byte(s[:4]))
	return s[4:], nil
}

func (r *record) readRest(s string, c *recordCodes) error {
	if s == "" || int(s[0]) >= len(c.labels) {
		return errRecord
	}
	r.label, s = c.labels[s[0]], s[1:]
	r.start, r.end = End{}, End{}
	if r.kind == recordRelationship {
		for _, e := range [...]*End{&r.start, &r.end} {
			id, rest, ok := strings.Cut(s, "\x00")
			if !ok || rest == "" || int(rest[0]) >= len(c.labels) {
				return errRecord
			}
			*e, s = End{ID: id, Label: c.labels[rest[0]]}, rest[1:]
		}
	}
	r.values = s
	return nil
}

// appendValues encodes properties by name, then the evidence. The id is left out: it
// is in the key, and merging may change it.
func appendValues(dst []byte, props Properties, e *Evidence, c *recordCodes) ([]byte, error) {
	var space [24]string
	keys := space[:0]
	for k := range props {
		if k != "id" {
			keys = append(keys, k)
		}
	}
	slices.Sort(keys)
	dst = append(dst, byte(len(keys)))
	for _, k := range keys {
		code, ok := c.property[k]
		if !ok {
			return nil, fmt.Errorf("property %s is not in the vocabulary", k)
		}
		var err error
		if dst, err = appendRecordValue(append(dst, code), props[k]); err != nil {
			return nil, fmt.Errorf("property %s: %w", k, err)
		}
	}
	if e == nil {
		return append(dst, 0), nil
	}
	dst = appendText(append(dst, 1), e.Quote)
	dst = binary.AppendUvarint(dst, uint64(e.Start))
	dst = binary.AppendUvarint(dst, uint64(e.End))
	dst = appendText(dst, e.Rule)
	if e.Confidence == nil {
		return append(dst, 0), nil
	}
	return binary.BigEndian.AppendUint64(append(dst, 1), math.Float64bits(*e.Confidence)), nil
}

func appendText(dst []byte, s string) []byte {
	return append(binary.AppendUvarint(dst, uint64(len(s))), s...)
}

func appendRecordValue(dst []byte, v any) ([]byte, error) {
	switch v := v.(type) {
	case string:
		return appendText(append(dst, 's'), v), nil
	case []string:
		dst = binary.AppendUvarint(append(dst, 'l'), uint64(len(v)))
		for _, s := range v {
			dst = appendText(dst, s)
		}
		return dst, nil
	case int64:
		return binary.AppendVarint(append(dst, 'i'), v), nil
	case float64:
		return binary.BigEndian.AppendUint64(append(dst, 'f'), math.Float64bits(v)), nil
	case bool:
		if v {
			return append(dst, 't'), nil
		}
		return append(dst, 'n'), nil
	}
	return nil, fmt.Errorf("type %T", v)
}

// valueReader reads what appendValues wrote. After a fault it reads zeros and err says so.
type valueReader struct {
	s   string
	err error
}

func (r *valueReader) byte() byte {
	if r.s == "" {
		r.err = errRecord
		return 0
	}
	b := r.s[0]
	r.s = r.s[1:]
	return b
}

func (r *valueReader) uvarint() (n uint64) {
	for shift := uint(0); shift < 64; shift += 7 {
		b := r.byte()
		n |= uint64(b&0x7f) << shift
		if b < 0x80 {
			return n
		}
	}
	r.err = errRecord
	return 0
}

func (r *valueReader) text() string {
	n := r.uvarint()
	if n > uint64(len(r.s)) {
		r.err = errRecord
		return ""
	}
	s := r.s[:n]
	r.s = r.s[n:]
	return s
}

func (r *valueReader) float() float64 {
	if len(r.s) < 8 {
		r.err = errRecord
		return 0
	}
	bits := binary.BigEndian.Uint64([]byte(r.s[:8]))
	r.s = r.s[8:]
	return math.Float64frombits(bits)
}

func (r *valueReader) value() any {
	switch r.byte() {
	case 's':
		return r.text()
	case 'l':
		n := r.uvarint()
		if n > uint64(len(r.s)) {
			r.err = errRecord
			return nil
		}
		l := make([]string, n)
		for i := range l {
			l[i] = r.text()
		}
		return l
	case 'i':
		n := r.uvarint()
		return int64(n>>1) ^ -int64(n&1) // zigzag, as AppendVarint writes it
	case 'f':
		return r.float()
	case 't':
		return true
	case 'n':
		return false
	}
	r.err = errRecord
	return nil
}

// properties calls each for every property, by name.
func (r *valueReader) properties(c *recordCodes, each func(name string, value any)) {
	for n := r.byte(); n > 0 && r.err == nil; n-- {
		code := r.byte()
		if int(code) >= len(c.properties) {
			r.err = errRecord
			return
		}
		each(c.properties[code], r.value())
	}
}

// evidence reads the evidence, or returns false when there is none.
func (r *valueReader) evidence() (e Evidence, ok bool) {
	if r.byte() == 0 || r.err != nil {
		return e, false
	}
	e.Quote = r.text()
	e.Start, e.End = int(r.uvarint()), int(r.uvarint())
	e.Rule = r.text()
	if r.byte() == 1 {
		f := r.float()
		e.Confidence = &f
	}
	return e, r.err == nil
}
