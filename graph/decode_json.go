package graph

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strconv"
	"sync"

	"github.com/go-json-experiment/json/jsontext"
)

// lineReader reads the JSON of one line. After a fault it reads nothing more and err
// says what it was, with the path to it.
type lineReader struct {
	d   *jsontext.Decoder
	src bytes.Reader
	v   *Vocabulary
	err error
}

var lineReaders = sync.Pool{New: func() any {
	l := &lineReader{v: Schema()}
	l.d = jsontext.NewDecoder(&l.src)
	return l
}}

// decodeLine reads one object and nothing after it.
func decodeLine(line []byte, field func(l *lineReader, key string)) error {
	l := lineReaders.Get().(*lineReader)
	defer lineReaders.Put(l)
	l.err = nil
	l.src.Reset(line)
	l.d.Reset(&l.src)
	l.object(func(key string) { field(l, key) })
	if l.err != nil {
		return l.err
	}
	if _, err := l.d.ReadToken(); !errors.Is(err, io.EOF) {
		return fmt.Errorf("byte %d: more than one value on the line", l.d.InputOffset())
	}
	return nil
}

// fail keeps the first fault.
func (l *lineReader) fail(err error) {
	if l.err != nil {
		return
	}
	var syntax *jsontext.SyntacticError
	switch {
	case errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.EOF):
		l.err = errors.New("not JSON: the line is cut off")
	case errors.As(err, &syntax):
		l.err = fmt.Errorf("byte %d: not JSON: %w", syntax.ByteOffset, syntax.Err)
	default:
		l.err = err
	}
}

// unwanted says that the value at hand, named by its path, is not what was asked for.
func (l *lineReader) unwanted(want string, have []byte) {
	l.fail(fmt.Errorf("%s: want %s, have %.40s", l.d.StackPointer(), want, have))
}

func (l *lineReader) unknown(key string) { l.fail(fmt.Errorf("unknown key %q", key)) }

// object calls field for each key; field must read the value.
func (l *lineReader) object(field func(key string)) {
	if !l.open('{', "an object") {
		return
	}
	for l.err == nil && l.d.PeekKind() != '}' {
		key, err := l.d.ReadValue()
		if err != nil {
			l.fail(err)
			return
		}
		field(l.unquote(key))
	}
	l.close()
}

// array calls element for each element, which it must read.
func (l *lineReader) array(element func()) {
	if !l.open('[', "a list") {
		return
	}
	for l.err == nil && l.d.PeekKind() != ']' {
		element()
	}
	l.close()
}

// open reads the token that opens an object or list, or fails.
func (l *lineReader) open(kind jsontext.Kind, want string) bool {
	if l.err != nil {
		return false
	}
	if have := l.d.PeekKind(); have != kind && have != 0 {
		v, err := l.d.ReadValue()
		if err != nil {
			l.fail(err)
		}
		l.unwanted(want, v)
		return false
	}
	if _, err := l.d.ReadToken(); err != nil {
		l.fail(err)
		return false
	}
	return true
}

func (l *lineReader) close() {
	if l.err != nil {
		return
	}
	if _, err := l.d.ReadToken(); err != nil {
		l.fail(err)
	}
}

// value reads any value; the bytes are good until the next call.
func (l *lineReader) value() jsontext.Value {
	if l.err != nil {
		return nil
	}
	v, err := l.d.ReadValue()
	if err != nil {
		l.fail(err)
		return nil
	}
	return v
}

// unquote returns the text of a JSON string that has been read, so is sound.
func (l *lineReader) unquote(v jsontext.Value) string {
	if bytes.IndexByte(v, '\\') < 0 {
		return string(v[1 : len(v)-1])
	}
	b, err := jsontext.AppendUnquote(nil, v)
	if err != nil {
		l.fail(err)
	}
	return string(b)
}

func (l *lineReader) text() string {
	v := l.value()
	if l.err != nil || v.Kind() != '"' {
		l.unwanted("string", v)
		return ""
	}
	return l.unquote(v)
}

func (l *lineReader) texts() []string {
	list := []string{}
	l.array(func() { list = append(list, l.text()) })
	return list
}

func (l *lineReader) integer() int64 {
	v := l.value()
	n, err := strconv.ParseInt(string(v), 10, 64)
	if err != nil {
		l.unwanted("int", v)
	}
	return n
}

func (l *lineReader) float() float64 {
	v := l.value()
	f, err := strconv.ParseFloat(string(v), 64)
	if err != nil {
		l.unwanted("float", v)
	}
	return f
}

func (l *lineReader) bool() bool {
	v := l.value()
	if v.Kind() != 't' && v.Kind() != 'f' {
		l.unwanted("bool", v)
	}
	return v.Kind() == 't'
}

// properties reads each property in the Go type of its type in the schema.
func (l *lineReader) properties() Properties {
	p := make(Properties)
	l.object(func(name string) {
		switch l.v.PropertyType(name) {
		case TypeString, TypeDate:
			p[name] = l.text()
		case TypeStrings:
			p[name] = l.texts()
		case TypeInt:
			p[name] = l.integer()
		case TypeFloat:
			p[name] = l.float()
		case TypeBool:
			p[name] = l.bool()
		default:
			l.fail(fmt.Errorf("%s: not in the vocabulary", l.d.StackPointer()))
		}
	})
	return p
}
