//go:build cgo

package kuzu

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"

	"github.com/google/renameio/v2"

	"kg/graph"
)

// formatVersion is raised when the layout of the folder changes in a way that an
// older kg cannot read.
const formatVersion = 1

// manifest says which files make the store. Everything else in the folder is the
// remains of a load that did not finish.
type manifest struct {
	Format        int      `json:"format"`
	Schema        string   `json:"schema"` // the vocabulary and table layout the graph was built with
	Graph         string   `json:"graph"`
	GraphBytes    int64    `json:"graphBytes"` // a shorter file was cut; Kuzu opens it and fails later
	Index         string   `json:"index"`
	Shards        []string `json:"shards"` // sorted
	Articles      int      `json:"articles"`
	Nodes         int      `json:"nodes"`
	Relationships int      `json:"relationships"`
}

// folder is the path of a store.
type folder string

const (
	manifestName = "manifest.json"
	articlesName = "articles"
	lockName     = "lock"
	tmpName      = "tmp"
)

func (f folder) join(parts ...string) string {
	return filepath.Join(append([]string{string(f)}, parts...)...)
}

// own matches the names that a store uses in its folder; nothing else is ever removed.
var own = regexp.MustCompile(`^(manifest\.json|articles|lock|tmp|graph-[0-9a-f]+\.kuzu.*)$`)

// ownArticles matches the names in its folder articles.
var ownArticles = regexp.MustCompile(`^([0-9a-f]{2}|index)-[0-9a-f]+\.jsonl\.zst$`)

// check refuses a path that is not a store: a file, or a folder of other things.
func (f folder) check() error {
	entries, err := os.ReadDir(string(f))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("open store: %w: %w", graph.ErrUnavailable, err)
	}
	for _, e := range entries {
		if !own.MatchString(e.Name()) {
			return fmt.Errorf("open store %s: %w: the folder is not a kg store, it holds %s", f, graph.ErrUnavailable, e.Name())
		}
	}
	return nil
}

// read returns the manifest, or nil for a store that nothing was loaded into.
func (f folder) read() (*manifest, error) {
	data, err := os.ReadFile(f.join(manifestName))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("open store: %w: %w", graph.ErrUnavailable, err)
	}
	var m manifest
	if err := json.Unmarshal(data, &m); err != nil {
		return nil, fmt.Errorf("%s: %w: %w", f.join(manifestName), graph.ErrUnavailable, err)
	}
	if m.Format > formatVersion {
		return nil, fmt.Errorf("%s: %w: written by a newer kg (format %d, this one reads %d)", f, graph.ErrUnavailable, m.Format, formatVersion)
	}
	return &m, nil
}

// manifestID is the text of a manifest: it names its files by what is in them, so equal
// texts mean equal stores.
type manifestID string

// manifestID returns that of the manifest there is now.
func (f folder) manifestID() (manifestID, error) {
	data, err := os.ReadFile(f.join(manifestName))
	if errors.Is(err, fs.ErrNotExist) {
		return "", fmt.Errorf("%s: %w: nothing has been loaded; run kg load", f, graph.ErrUnavailable)
	}
	if err != nil {
		return "", fmt.Errorf("%s: %w: %w", f, graph.ErrUnavailable, err)
	}
	return manifestID(data), nil
}

// commit makes m the state of the store. The files that it names are on disk before
// the manifest is, so a machine that loses power shows the old state or the new one.
func (f folder) commit(m *manifest) error {
	for _, dir := range []string{f.join(articlesName), string(f)} {
		if err := syncDir(dir); err != nil {
			return err
		}
	}
	data, err := json.MarshalIndent(m, "", " ")
	if err != nil {
		return err
	}
	if err := renameio.WriteFile(f.join(manifestName), append(data, '\n'), 0o644, renameio.WithTempDir(f.join(tmpName))); err != nil {
		return fmt.Errorf("commit: %w", err)
	}
	return syncDir(string(f))
}

// clean removes what m does not name. With nothing to remove it changes nothing, not
// even the time of a folder.
func (f folder) clean(m *manifest) error {
	if m == nil {
		m = &manifest{}
	}
	if err := remove(f.join(tmpName)); err != nil {
		return err
	}
	if err := f.cleanDir("", func(name string) bool {
		return name == manifestName || name == articlesName || name == lockName || name == m.Graph || !own.MatchString(name)
	}); err != nil {
		return err
	}
	return f.cleanDir(articlesName, func(name string) bool {
		_, found := slices.BinarySearch(m.Shards, name)
		return found || name == m.Index || !ownArticles.MatchString(name)
	})
}

func (f folder) cleanDir(sub string, keep func(name string) bool) error {
	entries, err := os.ReadDir(f.join(sub))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	for _, e := range entries {
		if keep(e.Name()) {
			continue
		}
		if err := remove(f.join(sub, e.Name())); err != nil {
			return err
		}
	}
	return nil
}

// remove removes a file or folder that may not be there.
func remove(path string) error {
	if _, err := os.Lstat(path); errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err := os.RemoveAll(path); err != nil {
		return fmt.Errorf("remove what an unfinished load left: %w", err)
	}
	return nil
}

// syncDir writes the names in a folder through to the disk.
func syncDir(path string) error {
	d, err := os.Open(path)
	if err != nil {
		return err
	}
	err = d.Sync()
	return errors.Join(err, d.Close())
}
