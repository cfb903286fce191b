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
	open func() (io.ReadCloser, error)
}

// sniffBytes is how much of a file is looked at to tell facts from articles.
const sniffBytes = 4 << 10

// factsStart matches the beginning of contributions ("article") and of a merged graph ("type").
var factsStart = regexp.MustCompile(`^(?:\x{feff})?\s*\{\s*"(article|type)"\s*:\s*("node"|"relationship"|\{)`)

// factsIn returns the facts in the argument path, or nil when it holds articles, is a
// folder, or cannot be read, which extraction will say.
func (in *loadInput) factsIn(path string) (*factsFile, error) {
	f := factsFile{name: path, open: func() (io.ReadCloser, error) { return openFacts(path) }}
	var sample []byte
	switch {
	case path == "-":
		buffered := bufio.NewReaderSize(in.stdin, sniffBytes)
		sample, _ = buffered.Peek(sniffBytes)
		in.stdin = buffered
		f.name = "stdin"
		f.open = func() (io.ReadCloser, error) { return io.NopCloser(buffered), nil }
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
func openFacts(path string) (io.ReadCloser, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	buffered := bufio.NewReader(file)
	if magic, _ := buffered.Peek(2); !bytes.Equal(magic, []byte{0x1f, 0x8b}) {
		return readCloser{buffered, file}, nil
	}
	plain, err := gzip.NewReader(buffered)
	if err != nil {
		return nil, errors.Join(fmt.Errorf("%s: unpack: %w", path, err), file.Close())
	}
	return readCloser{plain, file}, nil
}

type readCloser struct {
	io.Reader
	io.Closer
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
	n := 0
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
		n++
		in.show.articles(n, 0)
		if !yield(c, nil) {
			return false
		}
	}
	return true
}
