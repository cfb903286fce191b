//go:build cgo

package kuzu

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"

	"kg/graph/changeset"
)

// readIndex reads the index of a store; that of an empty one is empty.
func (f folder) readIndex(m *manifest) (changeset.Index, error) {
	if m == nil {
		return changeset.Index{}, nil
	}
	idx := make(changeset.Index, m.Articles)
	err := readLines(f.join(articlesName, m.Index), func(line []byte) error {
		var row [3]string
		if err := json.Unmarshal(line, &row); err != nil {
			return err
		}
		idx[row[0]] = changeset.Entry{Hash: row[1], Collection: row[2]}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("read index of the store: %w", err)
	}
	return idx, nil
}

// writeIndex writes idx, sorted by id, and returns the name of its file.
func (f folder) writeIndex(idx changeset.Index) (string, error) {
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
