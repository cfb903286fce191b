package graph

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"iter"
	"os"
	"strings"
)

// ItemSorter puts the nodes and relationships of a merged graph into the order of
// Merger.Finish, spilling to disk. It is not safe for concurrent use and must be closed.
type ItemSorter struct {
	dir   string
	sort  *sorter
	blobs *tempFile // lines too long for the sort
	buf   []byte
}

// ItemLine is a node or relationship as one line of JSON without the newline, as
// AppendNode and AppendRelationship write it.
type ItemLine struct {
	Type FactType
	ID   string
	JSON string
}

// NewItemSorter makes a sorter that keeps about memory bytes; o.Identify is not used.
func NewItemSorter(o MergeOptions) (*ItemSorter, error) {
	dir, err := os.MkdirTemp(o.TempDir, "kg-sort-*")
	if err != nil {
		return nil, fmt.Errorf("make temporary folder: %w", err)
	}
	s := &ItemSorter{dir: dir}
	if s.blobs, err = newTempFile(dir, "long-*"); err != nil {
		return nil, errors.Join(err, s.Close())
	}
	memory := o.MemoryBytes
	if memory <= 0 {
		memory = defaultMergeBytes
	}
	s.sort = newSorter(dir, memory, usualRecord)
	return s, nil
}

// Close ends the sort wherever it is and removes its temporary files. It may be called
// more than once.
func (s *ItemSorter) Close() error {
	if s.sort != nil {
		s.sort.close()
		s.sort = nil
	}
	if s.blobs != nil {
		s.blobs.close()
		s.blobs = nil
	}
	if err := os.RemoveAll(s.dir); err != nil {
		return fmt.Errorf("remove temporary files: %w", err)
	}
	return nil
}

// A sorted record is kind id NUL, then the line, or blobMark with its place and length:
// no line begins with that byte.

// AddNode adds a node.
func (s *ItemSorter) AddNode(n *Node) error {
	s.buf = append(append(append(s.buf[:0], recordNode), n.ID...), 0)
	key := len(s.buf)
	s.buf = AppendNode(s.buf, n)
	return s.add(key)
}

// AddRelationship adds a relationship.
func (s *ItemSorter) AddRelationship(r *Relationship) error {
	s.buf = append(append(append(s.buf[:0], recordRelationship), r.ID...), 0)
	key := len(s.buf)
	s.buf = AppendRelationship(s.buf, r)
	return s.add(key)
}

// add hands over s.buf, whose line begins at key.
func (s *ItemSorter) add(key int) error {
	if len(s.buf) > maxRecord {
		line := s.buf[key:]
		place, err := s.blobs.add(line)
		if err != nil {
			return err
		}
		size := len(line)
		s.buf = append(s.buf[:key], blobMark)
		s.buf = binary.BigEndian.AppendUint64(s.buf, uint64(place))
		s.buf = binary.BigEndian.AppendUint64(s.buf, uint64(size))
	}
	return s.sort.add(string(s.buf))
}

// Sorted yields what was added: nodes, then relationships, each bytewise by id. It may be
// called once.
func (s *ItemSorter) Sorted(ctx context.Context) iter.Seq2[ItemLine, error] {
	return func(yield func(ItemLine, error) bool) {
		for rec, err := range s.sort.sorted(ctx) {
			line := ItemLine{}
			if err == nil {
				line, err = s.line(rec)
			}
			if !yield(line, err) || err != nil {
				return
			}
		}
	}
}

func (s *ItemSorter) line(rec string) (ItemLine, error) {
	id, line, ok := strings.Cut(rec, "\x00")
	if !ok || id == "" || line == "" {
		return ItemLine{}, errRecord
	}
	l := ItemLine{Type: NodeFact, ID: id[1:], JSON: line}
	if id[0] == recordRelationship {
		l.Type = RelationshipFact
	}
	if line[0] != blobMark {
		return l, nil
	}
	if len(line) != 17 {
		return ItemLine{}, errRecord
	}
	place := binary.BigEndian.Uint64([]byte(line[1:9]))
	b, err := s.blobs.at(int64(place), int(binary.BigEndian.Uint64([]byte(line[9:]))))
	l.JSON = string(b)
	return l, err
}
