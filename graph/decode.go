package graph

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
)

// Item is one line of a merged graph: a node or a relationship, never both.
type Item struct {
	Node         *Node
	Relationship *Relationship
}

// ReadContributions yields the contributions of r, one a line; name stands for r in
// errors ("name:line: …"). A bad line yields an error and reading goes on with the
// next if the caller does; an error of r itself is the last thing yielded. Empty
// lines are skipped.
func ReadContributions(r io.Reader, name string) iter.Seq2[*Contribution, error] {
	return func(yield func(*Contribution, error) bool) {
		eachLine(r, name, func(line []byte) error {
			c, err := DecodeContribution(line)
			if err != nil {
				return err
			}
			if !yield(c, nil) {
				return errStop
			}
			return nil
		}, func(err error) bool { return yield(nil, err) })
	}
}

// ReadMerged yields the lines of a merged graph; errors are as in ReadContributions.
func ReadMerged(r io.Reader, name string) iter.Seq2[Item, error] {
	return func(yield func(Item, error) bool) {
		eachLine(r, name, func(line []byte) error {
			it, err := decodeItem(line)
			if err != nil {
				return err
			}
			if !yield(it, nil) {
				return errStop
			}
			return nil
		}, func(err error) bool { return yield(Item{}, err) })
	}
}

// errStop ends reading because the caller wants no more.
var errStop = errors.New("stop")

// eachLine calls do with each line; what it returns goes to fault with its place, and
// fault says whether to go on.
func eachLine(r io.Reader, name string, do func([]byte) error, fault func(error) bool) {
	br := bufio.NewReaderSize(r, 1<<18)
	var long []byte
	for n := 1; ; n++ {
		line, err := br.ReadSlice('\n')
		for long = long[:0]; errors.Is(err, bufio.ErrBufferFull); {
			long = append(long, line...)
			line, err = br.ReadSlice('\n')
		}
		if len(long) > 0 {
			long = append(long, line...)
			line = long
		}
		if err != nil && !errors.Is(err, io.EOF) {
			fault(fmt.Errorf("%s:%d: %w", name, n, err))
			return
		}
		if n == 1 {
			line = bytes.TrimPrefix(line, []byte("\ufeff"))
		}
		if line = bytes.TrimSpace(line); len(line) > 0 {
			switch e := do(line); {
			case errors.Is(e, errStop):
				return
			case e != nil && !fault(fmt.Errorf("%s:%d: %w", name, n, e)):
				return
			}
		}
		if err != nil {
			return
		}
	}
}

// DecodeContribution reads one line as AppendContribution writes it. Unknown keys,
// unknown properties and values of a wrong type are errors.
func DecodeContribution(line []byte) (*Contribution, error) {
	var w struct {
		Article *Article `json:"article"`
		Facts   []Fact   `json:"facts"`
	}
	if err := decodeStrict(line, &w); err != nil {
		return nil, err
	}
	if w.Article == nil {
		return nil, errors.New(`no "article": not a contribution`)
	}
	return &Contribution{Article: *w.Article, Facts: w.Facts}, nil
}

// lineJSON is a line of the merged graph.
type lineJSON struct {
	Type       FactType   `json:"type"`
	ID         string     `json:"id"`
	Label      string     `json:"label"`
	Labels     []string   `json:"labels"`
	Start      endJSON    `json:"start"`
	End        endJSON    `json:"end"`
	Properties Properties `json:"properties"`
}

type endJSON struct {
	ID     string   `json:"id"`
	Labels []string `json:"labels"`
}

func (e endJSON) end() (End, error) {
	if e.ID == "" || len(e.Labels) != 1 {
		return End{}, fmt.Errorf("an end needs an id and one label, have %q %q", e.ID, e.Labels)
	}
	return End{ID: e.ID, Label: e.Labels[0]}, nil
}

func decodeItem(line []byte) (Item, error) {
	var w lineJSON
	if err := decodeStrict(line, &w); err != nil {
		return Item{}, err
	}
	switch {
	case w.ID == "":
		return Item{}, errors.New("no id")
	case w.Type == NodeFact && len(w.Labels) == 1:
		return Item{Node: &Node{ID: w.ID, Label: w.Labels[0], Properties: w.Properties}}, nil
	case w.Type == NodeFact:
		return Item{}, fmt.Errorf("node %s: want one label, have %q", w.ID, w.Labels)
	case w.Type != RelationshipFact:
		return Item{}, fmt.Errorf("unknown type %q (have %s, %s)", w.Type, NodeFact, RelationshipFact)
	case w.Label == "":
		return Item{}, fmt.Errorf("relationship %s: no label", w.ID)
	}
	start, err := w.Start.end()
	if err != nil {
		return Item{}, fmt.Errorf("relationship %s: start: %w", w.ID, err)
	}
	end, err := w.End.end()
	if err != nil {
		return Item{}, fmt.Errorf("relationship %s: end: %w", w.ID, err)
	}
	return Item{Relationship: &Relationship{ID: w.ID, Type: w.Label, Start: start, End: end, Properties: w.Properties}}, nil
}

func decodeStrict(line []byte, out any) error {
	d := json.NewDecoder(bytes.NewReader(line))
	d.DisallowUnknownFields()
	if err := d.Decode(out); err != nil {
		var syntax *json.SyntaxError
		if errors.As(err, &syntax) {
			return fmt.Errorf("byte %d: not JSON: %w", syntax.Offset, err)
		}
		if errors.Is(err, io.ErrUnexpectedEOF) {
			return errors.New("not JSON: the line is cut off")
		}
		return err
	}
	if rest := bytes.TrimSpace(line[d.InputOffset():]); len(rest) > 0 {
		return fmt.Errorf("byte %d: more than one value on the line", d.InputOffset())
	}
	return nil
}

// UnmarshalJSON reads properties, each in the Go type of its type in the schema.
func (p *Properties) UnmarshalJSON(data []byte) error {
	var raw map[string]json.RawMessage
	if err := json.Unmarshal(data, &raw); err != nil {
		return err
	}
	out := make(Properties, len(raw))
	for _, name := range sortedKeys(raw) {
		v, err := decodeValue(Schema().PropertyType(name), raw[name])
		if err != nil {
			return fmt.Errorf("property %s: %w", name, err)
		}
		out[name] = v
	}
	*p = out
	return nil
}

func decodeValue(typ PropertyType, raw json.RawMessage) (any, error) {
	if bytes.Equal(raw, []byte("null")) {
		return nil, errors.New("is null; leave it out")
	}
	switch typ {
	case TypeString, TypeDate:
		return decodeAs[string](raw)
	case TypeStrings:
		return decodeAs[[]string](raw)
	case TypeInt:
		return decodeAs[int64](raw)
	case TypeFloat:
		return decodeAs[float64](raw)
	case TypeBool:
		return decodeAs[bool](raw)
	}
	return nil, errors.New("not in the vocabulary")
}

func decodeAs[T any](raw json.RawMessage) (any, error) {
	var v T
	err := json.Unmarshal(raw, &v)
	return v, err
}
