package graph

import (
	"bufio"
	"bytes"
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
			it, err := DecodeItem(line)
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
