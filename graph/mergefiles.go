package graph

import (
	"bufio"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os"
)

// tempFile is a file that takes records one after another and gives them back in
// order (each) or by place (at). It is not safe for concurrent use.
type tempFile struct {
	f    *os.File
	w    *bufio.Writer
	size int64
	head [binary.MaxVarintLen64]byte
}

func newTempFile(dir, pattern string) (*tempFile, error) {
	f, err := os.CreateTemp(dir, pattern)
	if err != nil {
		return nil, fmt.Errorf("make temporary file: %w", err)
	}
	// Where a file may be removed while open it goes now, so that a kill leaves
	// nothing; elsewhere the folder is removed with it later.
	_ = os.Remove(f.Name())
	return &tempFile{f: f, w: bufio.NewWriterSize(f, 1<<16)}, nil
}

// add appends a record and returns the place of its bytes.
func (t *tempFile) add(rec []byte) (int64, error) {
	n := binary.PutUvarint(t.head[:], uint64(len(rec)))
	if _, err := t.w.Write(t.head[:n]); err != nil {
		return 0, fmt.Errorf("write temporary file: %w", err)
	}
	if _, err := t.w.Write(rec); err != nil {
		return 0, fmt.Errorf("write temporary file: %w", err)
	}
	at := t.size + int64(n)
	t.size = at + int64(len(rec))
	return at, nil
}

// at reads n bytes from a place.
func (t *tempFile) at(place int64, n int) ([]byte, error) {
	if err := t.w.Flush(); err != nil {
		return nil, fmt.Errorf("write temporary file: %w", err)
	}
	buf := make([]byte, n)
	if _, err := t.f.ReadAt(buf, place); err != nil {
		return nil, fmt.Errorf("read temporary file: %w", err)
	}
	return buf, nil
}

// each calls do with every record; the bytes are good until do returns.
func (t *tempFile) each(do func(rec []byte) error) error {
	if err := t.w.Flush(); err != nil {
		return fmt.Errorf("write temporary file: %w", err)
	}
	r := bufio.NewReaderSize(io.NewSectionReader(t.f, 0, t.size), 1<<16)
	var buf []byte
	for {
		n, err := binary.ReadUvarint(r)
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("read temporary file: %w", err)
		}
		if uint64(cap(buf)) < n {
			buf = make([]byte, n)
		}
		buf = buf[:n]
		if _, err := io.ReadFull(r, buf); err != nil {
			return fmt.Errorf("read temporary file: %w", err)
		}
		if err := do(buf); err != nil {
			return err
		}
	}
}

func (t *tempFile) close() { _ = t.f.Close() } // holds nothing that anyone needs any more
