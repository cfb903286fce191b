//go:build cgo

package kuzu

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"

	"golang.org/x/sync/errgroup"

	"kg/graph"
	"kg/graph/changeset"
)

// writeShards writes the shards that p changes, beside the old ones, and returns the
// sorted names of all shards after the update.
func (f folder) writeShards(ctx context.Context, p *changeset.Set, old []string, o graph.UpdateOptions) ([]string, error) {
	names := make([]string, shardCount)
	for _, name := range old {
		n, err := strconv.ParseUint(name[:2], 16, 8)
		if err != nil {
			return nil, fmt.Errorf("manifest names shard %q: %w", name, err)
		}
		names[n] = name
	}
	var done atomic.Int64
	shards := shardPlans(p)
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(runtime.GOMAXPROCS(0))
	for n, s := range shards {
		group.Go(func() error {
			if err := ctx.Err(); err != nil {
				return err
			}
			name, err := f.writeShard(p, n, s, names[n])
			names[n] = name
			o.Report("store", int(done.Add(1)), len(shards))
			return err
		})
	}
	if err := group.Wait(); err != nil {
		return nil, err
	}
	return slices.DeleteFunc(names, func(name string) bool { return name == "" }), nil
}

// writeShard writes shard n anew and returns its name, "" when nothing is left in it.
func (f folder) writeShard(p *changeset.Set, n int, s *shardPlan, old string) (string, error) {
	lines, err := f.keptLines(s, old)
	if err != nil {
		return "", err
	}
	for _, id := range s.fresh {
		line, err := p.Line(id)
		if err != nil {
			return "", err
		}
		lines = append(lines, idLine{id, line})
	}
	if len(lines) == 0 {
		return "", nil
	}
	slices.SortFunc(lines, func(a, b idLine) int { return strings.Compare(a.id, b.id) })
	out, err := newLineFile(f.join(tmpName))
	if err != nil {
		return "", err
	}
	for _, l := range lines {
		if _, err := out.Write(l.line); err != nil {
			out.discard()
			return "", err
		}
	}
	return out.publish(f.join(articlesName), fmt.Sprintf("%02x", n))
}

// idLine is the line of a contribution, newline included.
type idLine struct {
	id   string
	line []byte
}

// keptLines returns the lines of an old shard that stay.
func (f folder) keptLines(s *shardPlan, old string) ([]idLine, error) {
	if old == "" {
		return nil, nil
	}
	var lines []idLine
	err := readLines(f.join(articlesName, old), func(line []byte) error {
		id, err := lineID(line)
		if err == nil && !s.gone[id] {
			lines = append(lines, idLine{id, append(line, '\n')})
		}
		return err
	})
	return lines, err
}

// mkTemp creates a file that is removed by its user.
func mkTemp(dir, pattern string) (*os.File, error) {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, err
	}
	return os.CreateTemp(filepath.Clean(dir), pattern)
}

// lineID returns the id of the article of a contribution's line.
func lineID(line []byte) (string, error) {
	var c struct {
		Article struct {
			ID string `json:"id"`
		} `json:"article"`
	}
	err := json.Unmarshal(line, &c)
	return c.Article.ID, err
}
