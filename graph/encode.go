package graph

import (
	"math"
	"slices"
	"strconv"
	"unicode/utf8"
)

// AppendContribution appends c as one line of JSON, without the newline: keys in a
// fixed order, no HTML escaping, absent instead of empty. Bytes that are not UTF-8
// become U+FFFD.
func AppendContribution(dst []byte, c *Contribution) []byte {
	dst = append(dst, `{"article":`...)
	dst = appendArticle(dst, &c.Article)
	dst = append(dst, `,"facts":[`...)
	for i := range c.Facts {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = appendFact(dst, &c.Facts[i])
	}
	return append(dst, "]}"...)
}

// SetHash sets the hash of c's article: a hash over c encoded with an empty hash.
func (c *Contribution) SetHash() { c.Article.Hash = c.computeHash() }

func (c *Contribution) computeHash() string {
	bare := *c
	bare.Article.Hash = ""
	return ID("Contribution", string(AppendContribution(nil, &bare)))
}

func appendArticle(dst []byte, a *Article) []byte {
	o := objectWriter{dst: append(dst, '{')}
	o.text("id", a.ID)
	o.text("name", a.Name)
	o.optional("collection", a.Collection)
	o.optional("key", a.Key)
	o.optional("source", a.Source)
	o.optional("publisher", a.Publisher)
	o.optional("url", a.URL)
	o.optional("page", a.Page)
	o.optional("published", a.Published)
	o.optional("dateline", a.Dateline)
	o.number("ordinal", int64(a.Ordinal))
	o.optional("hash", a.Hash)
	o.text("text", a.Text)
	return append(o.dst, '}')
}

func appendFact(dst []byte, f *Fact) []byte {
	o := objectWriter{dst: append(dst, '{')}
	o.text("type", string(f.Type))
	o.text("id", f.ID)
	o.text("label", f.Label)
	for _, end := range []struct {
		key string
		end *End
	}{{"start", f.Start}, {"end", f.End}} {
		if end.end != nil {
			o.key(end.key)
			e := objectWriter{dst: append(o.dst, '{')}
			e.text("id", end.end.ID)
			e.text("label", end.end.Label)
			o.dst = append(e.dst, '}')
		}
	}
	if len(f.Properties) > 0 {
		o.key("properties")
		o.dst = appendProperties(o.dst, f.Properties, true)
	}
	if e := f.Evidence; e != nil {
		o.key("evidence")
		v := objectWriter{dst: append(o.dst, '{')}
		v.text("quote", e.Quote)
		v.number("start", int64(e.Start))
		v.number("end", int64(e.End))
		v.text("rule", e.Rule)
		if e.Confidence != nil {
			v.key("confidence")
			v.dst = appendFloat(v.dst, *e.Confidence)
		}
		o.dst = append(v.dst, '}')
	}
	return append(o.dst, '}')
}

// AppendNode appends n as one line of the merged graph, without the newline: id and
// name first among the properties, then the rest by name. Properties without the id
// get it.
func AppendNode(dst []byte, n *Node) []byte {
	o := objectWriter{dst: append(dst, '{')}
	o.text("type", string(NodeFact))
	o.text("id", n.ID)
	o.key("labels")
	o.dst = appendLabels(o.dst, n.Label)
	o.key("properties")
	o.dst = appendProperties(o.dst, withID(n.Properties, n.ID), true)
	return append(o.dst, '}')
}

// AppendRelationship appends r as one line of the merged graph, without the newline,
// its properties by name. Properties without the id get it.
func AppendRelationship(dst []byte, r *Relationship) []byte {
	o := objectWriter{dst: append(dst, '{')}
	o.text("type", string(RelationshipFact))
	o.text("id", r.ID)
	o.text("label", r.Type)
	for _, end := range []struct {
		key string
		end End
	}{{"start", r.Start}, {"end", r.End}} {
		o.key(end.key)
		e := objectWriter{dst: append(o.dst, '{')}
		e.text("id", end.end.ID)
		e.key("labels")
		o.dst = append(appendLabels(e.dst, end.end.Label), '}')
	}
	o.key("properties")
	o.dst = appendProperties(o.dst, withID(r.Properties, r.ID), false)
	return append(o.dst, '}')
}

func appendLabels(dst []byte, label string) []byte {
	return append(appendJSONString(append(dst, '['), label), ']')
}

// withID returns props with the id in it, copying only when it is not there yet.
func withID(props Properties, id string) Properties {
	if props["id"] == id {
		return props
	}
	out := make(Properties, len(props)+1)
	for k, v := range props {
		out[k] = v
	}
	out["id"] = id
	return out
}

// appendProperties writes the keys by name, with id and name in front if idFirst.
func appendProperties(dst []byte, props Properties, idFirst bool) []byte {
	var space [24]string // more properties than any label has: the keys stay on the stack
	keys := space[:0]
	for k := range props {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	o := objectWriter{dst: append(dst, '{')}
	if idFirst {
		for _, k := range [...]string{"id", "name"} {
			if v, ok := props[k]; ok {
				o.value(k, v)
			}
		}
	}
	for _, k := range keys {
		if !idFirst || k != "id" && k != "name" {
			o.value(k, props[k])
		}
	}
	return append(o.dst, '}')
}

// objectWriter appends the members of one JSON object.
type objectWriter struct {
	dst  []byte
	more bool
}

func (o *objectWriter) key(k string) {
	if o.more {
		o.dst = append(o.dst, ',')
	}
	o.more = true
	o.dst = append(append(append(o.dst, '"'), k...), `":`...)
}

func (o *objectWriter) text(k, s string) {
	o.key(k)
	o.dst = appendJSONString(o.dst, s)
}

func (o *objectWriter) optional(k, s string) {
	if s != "" {
		o.text(k, s)
	}
}

func (o *objectWriter) number(k string, n int64) {
	o.key(k)
	o.dst = strconv.AppendInt(o.dst, n, 10)
}

// value writes a property value; a type that Properties does not allow becomes null,
// which reading refuses.
func (o *objectWriter) value(k string, v any) {
	o.key(k)
	switch v := v.(type) {
	case string:
		o.dst = appendJSONString(o.dst, v)
	case bool:
		o.dst = strconv.AppendBool(o.dst, v)
	case int64:
		o.dst = strconv.AppendInt(o.dst, v, 10)
	case float64:
		o.dst = appendFloat(o.dst, v)
	case []string:
		o.dst = append(o.dst, '[')
		for i, s := range v {
			if i > 0 {
				o.dst = append(o.dst, ',')
			}
			o.dst = appendJSONString(o.dst, s)
		}
		o.dst = append(o.dst, ']')
	default:
		o.dst = append(o.dst, "null"...)
	}
}

// appendFloat writes the shortest digits that read back as f. JSON has no NaN or
// infinity; they become null.
func appendFloat(dst []byte, f float64) []byte {
	if math.IsNaN(f) || math.IsInf(f, 0) {
		return append(dst, "null"...)
	}
	return strconv.AppendFloat(dst, f, 'g', -1, 64)
}

const hexDigits = "0123456789abcdef"

// appendJSONString quotes s. Beside what JSON demands it escapes U+2028 and U+2029,
// at which some tools that read lines would break one.
func appendJSONString(dst []byte, s string) []byte {
	dst = append(dst, '"')
	from := 0
	for i := 0; i < len(s); {
		c := s[i]
		if c < utf8.RuneSelf {
			if c < ' ' || c == '"' || c == '\\' {
				dst = appendEscape(append(dst, s[from:i]...), c)
				from = i + 1
			}
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		switch {
		case r == utf8.RuneError && n == 1:
			dst = append(append(dst, s[from:i]...), "\ufffd"...)
			from = i + n
		case r == '\u2028' || r == '\u2029':
			dst = append(append(dst, s[from:i]...), `\u202`...)
			dst = append(dst, hexDigits[r&0xF])
			from = i + n
		}
		i += n
	}
	return append(append(dst, s[from:]...), '"')
}

func appendEscape(dst []byte, c byte) []byte {
	switch c {
	case '"', '\\':
		return append(dst, '\\', c)
	case '\n':
		return append(dst, `\n`...)
	case '\t':
		return append(dst, `\t`...)
	case '\r':
		return append(dst, `\r`...)
	}
	return append(dst, '\\', 'u', '0', '0', hexDigits[c>>4], hexDigits[c&0xF])
}
