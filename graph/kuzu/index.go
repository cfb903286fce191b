//go:build cgo

package kuzu

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
)

// indexEntry is what an update has to know of a stored article.
type indexEntry struct {
	Hash       string
	Collection string
}

// index maps the ids of the stored articles to their entries.
type index map[string]indexEntry

// readIndex reads the index of a store; that of an empty one is empty.
func (f folder) readIndex(m *manifest) (index, error) {
	if m == nil {
		return index{}, nil
	}
	idx := make(index, m.Articles)
	err := readLines(f.join(articlesName, m.Index), func(line []byte) error {
		var row [3]string
		if err := json.Unmarshal(line, &row); err != nil {
			return err
		}
		idx[row[0]] = indexEntry{Hash: row[1], Collection: row[2]}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("read index of the store: %w", err)
	}
	return idx, nil
}

// writeIndex writes idx, sorted by id, and returns the name of its file.
func (f folder) writeIndex(idx index) (string, error) {
	out, err := newLineFile(f.join(tmpName))
	if err != nil {
		return "", err
	}
	for _, id := range slices.Sorted(maps.Keys(idx)) {
		line, err := json.Marshal([3]string{id, idx[id].Hash, idx[id].Collection})
		if err == nil {
			_, err = out.Write(append(line, '\n'))
		}
		if err != nil {
			out.discard()
			return "", fmt.Errorf("write index of the store: %w", err)
		}
	}
	return out.publish(f.join(articlesName), "index")
}
