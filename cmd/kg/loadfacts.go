package main

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"regexp"
	"strings"

	"github.com/klauspost/compress/gzip"

	"kg/graph"
)

// factsFile is an argument that holds contributions instead of articles.
type factsFile struct {
	name string
	open func() (readCloser, error)
}

// sniffBytes is how much of a file is looked at to tell facts from articles.
const sniffBytes = 4 << 10

// factsStart matches the beginning of contributions ("article") and of a merged graph ("type").
var factsStart = regexp.MustCompile(`^(?:\x{feff})?\s*\{\s*"(article|type)"\s*:\s*("node"|"relationship"|\{)`)

// factsIn returns the facts in the argument path, or nil when it holds articles, is a
// folder, or cannot be read, which extraction will say.
func (in *loadInput) factsIn(path string) (*factsFile, error) {
	f := factsFile{name: path, open: func() (readCloser, error) { return openFacts(path) }}
	var sample []byte
	switch {
	case path == "-":
		buffered := bufio.NewReaderSize(in.stdin, sniffBytes)
		sample, _ = buffered.Peek(sniffBytes)
		in.stdin = buffered
		f.name = "stdin"
		f.open = func() (readCloser, error) { return readCloser{buffered, io.NopCloser(nil), &counter{}}, nil }
	case strings.HasSuffix(path, ".jsonl"), strings.HasSuffix(path, ".jsonl.gz"):
		file, err := openFacts(path)
		if err != nil {
			return nil, nil //nolint:nilerr // extraction reads the path and reports it
		}
		sample, _ = io.ReadAll(io.LimitReader(file, sniffBytes))
		if err := file.Close(); err != nil {
			return nil, err
		}
	default:
		return nil, nil
	}
	m := factsStart.FindSubmatch(sample)
	if m == nil {
		return nil, nil
	}
	if string(m[1]) == "type" {
		return nil, &exitError{exitUsage, fmt.Errorf("%s is a merged graph, which no longer tells its articles apart; load what kg extract --per-article prints", f.name)}
	}
	return &f, nil
}

// openFacts opens a file and unpacks it when it is compressed.
func openFacts(path string) (readCloser, error) {
	file, err := os.Open(path)
	if err != nil {
		return readCloser{}, err
	}
	counted := &counter{in: file}
	buffered := bufio.NewReader(counted)
	if magic, _ := buffered.Peek(2); !bytes.Equal(magic, []byte{0x1f, 0x8b}) {
		return readCloser{buffered, file, counted}, nil
	}
	plain, err := gzip.NewReader(buffered)
	if err != nil {
		return readCloser{}, errors.Join(fmt.Errorf("%s: unpack: %w", path, err), file.Close())
	}
	return readCloser{plain, file, counted}, nil
}

// readCloser is an opened file: what it holds, and how much of it has been read.
type readCloser struct {
	io.Reader
	io.Closer
	*counter
}

// Read returns the file unpacked.
func (r readCloser) Read(p []byte) (int, error) { return r.Reader.Read(p) }

// counter counts the bytes that are read through it.
type counter struct {
	in    io.Reader
	bytes int64
}

func (c *counter) Read(p []byte) (int, error) {
	n, err := c.in.Read(p)
	c.bytes += int64(n)
	return n, err
}

// readFacts yields the contributions of a facts file. A line that is none becomes a
// problem and the rest goes on. It returns false when the store takes no more.
func (in *loadInput) readFacts(f factsFile, yield func(*graph.Contribution, error) bool) bool {
	file, err := f.open()
	if err != nil {
		in.problems = append(in.problems, err)
		return true
	}
	defer file.Close() //nolint:errcheck // only read
	defer func() { in.bytes += file.bytes }()
	for c, err := range graph.ReadContributions(file, f.name) {
		if err == nil {
			if e := graph.Schema().ValidateContribution(c); e != nil {
				err = fmt.Errorf("%s: %w", f.name, e)
			}
		}
		if err != nil {
			in.problems = append(in.problems, err)
			continue
		}
		c.SetHash() // a line edited by hand has changed
		in.collections[c.Article.Collection] = true
		in.count++
		in.show.articles(in.count, in.bytes+file.bytes)
		if !yield(c, nil) {
			return false
		}
	}
	return true
}
