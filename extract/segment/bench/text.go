package main

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// text is what all contenders read: kg the files, gse their lines from memory.
type text struct {
	from  string // the folder
	paths []string
	times int // how often each of them is read: one reading of the folder may be too little
	lines []string
	bytes int // of all readings
}

// each calls cut for every line.
func (t *text) each(cut func(line string)) error {
	for range t.times {
		for _, line := range t.lines {
			cut(line)
		}
	}
	return nil
}

// readText takes about limit bytes from the Markdown and text files below corpus, spread
// evenly over them, or from pages again and again when corpus is empty.
func readText(corpus, pages string, limit int) (*text, error) {
	t := &text{from: corpus, times: 1}
	if corpus == "" {
		t.from = pages
	}
	paths, size, err := textFiles(t.from)
	if err != nil {
		return nil, err
	}
	if size == 0 {
		return nil, fmt.Errorf("%s: no .md or .txt file", t.from)
	}
	for i := 0; i < len(paths); i += max(1, size/limit) {
		if err := t.add(paths[i]); err != nil {
			return nil, err
		}
	}
	if corpus == "" {
		t.times = max(1, limit/t.bytes)
		t.bytes *= t.times
	}
	return t, nil
}

func (t *text) add(path string) error {
	data, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	t.paths = append(t.paths, path)
	t.bytes += len(data)
	for line := range strings.Lines(string(data)) {
		t.lines = append(t.lines, line)
	}
	return nil
}

// textFiles lists the files below folder in the order of their names, and their bytes.
func textFiles(folder string) (paths []string, size int, err error) {
	err = filepath.WalkDir(folder, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || (filepath.Ext(path) != ".md" && filepath.Ext(path) != ".txt") {
			return err
		}
		stat, err := entry.Info()
		if err != nil {
			return err
		}
		paths, size = append(paths, path), size+int(stat.Size())
		return nil
	})
	return paths, size, err
}
