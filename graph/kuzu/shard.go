//go:build cgo

package kuzu

import (
	"bufio"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/klauspost/compress/zstd"

	"kg/graph/changeset"
)

// shardCount is the number of files that contributions are spread over: an update of
// few articles rewrites few of them.
const shardCount = 256

// shardOf returns the shard of an article. It hashes the id again, since the ids of a
// facts file can be anything.
func shardOf(id string) int {
	sum := sha256.Sum256([]byte(id))
	return int(sum[0])
}

// shardPlans returns, for each shard that p changes, what is done to it.
func shardPlans(p *changeset.Set) map[int]*shardPlan {
	shards := map[int]*shardPlan{}
	at := func(id string) *shardPlan {
		n := shardOf(id)
		if shards[n] == nil {
			shards[n] = &shardPlan{gone: map[string]bool{}}
		}
		return shards[n]
	}
	for id := range p.Gone() {
		at(id).gone[id] = true
	}
	for _, id := range p.Fresh() {
		s := at(id)
		s.fresh = append(s.fresh, id)
	}
	return shards
}

// shardPlan is what an update does to one shard.
type shardPlan struct {
	fresh []string        // ids that are written anew, sorted
	gone  map[string]bool // those, and ids that are dropped
}

// lineFile writes lines into a compressed file that gets its name from what is in it,
// so that equal states of a store have equal files.
type lineFile struct {
	file *os.File
	zip  *zstd.Encoder
	hash interface {
		io.Writer
		Sum([]byte) []byte
	}
	out io.Writer
}

// newLineFile begins a file in the folder tmp.
func newLineFile(tmp string) (*lineFile, error) {
	file, err := os.CreateTemp(tmp, "lines-")
	if err != nil {
		return nil, err
	}
	zip, err := zstd.NewWriter(file, zstd.WithEncoderConcurrency(1), zstd.WithLowerEncoderMem(true))
	if err != nil {
		return nil, errors.Join(err, file.Close())
	}
	h := sha256.New()
	return &lineFile{file: file, zip: zip, hash: h, out: io.MultiWriter(h, zip)}, nil
}

// Write adds data, which must be whole lines.
func (l *lineFile) Write(data []byte) (int, error) { return l.out.Write(data) }

// publish closes the file and moves it into dir; it returns the name, which is prefix
// and the hash of the lines.
func (l *lineFile) publish(dir, prefix string) (string, error) {
	err := errors.Join(l.zip.Close(), l.file.Chmod(0o644), l.file.Sync(), l.file.Close())
	if err != nil {
		return "", fmt.Errorf("write %s: %w", prefix, err)
	}
	name := prefix + "-" + hex.EncodeToString(l.hash.Sum(nil)[:12]) + ".jsonl.zst"
	if err := os.Rename(l.file.Name(), filepath.Join(dir, name)); err != nil {
		return "", err
	}
	return name, nil
}

// discard gives the file up.
func (l *lineFile) discard() {
	_ = l.zip.Close()
	_ = l.file.Close()
	_ = os.Remove(l.file.Name())
}

// readLines calls each with every line of a compressed file, without its newline. The
// bytes are each's to keep.
func readLines(path string, each func(line []byte) error) (err error) {
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	zip, err := zstd.NewReader(file, zstd.WithDecoderConcurrency(1))
	if err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	defer zip.Close()
	in := bufio.NewReaderSize(zip, 64<<10)
	for n := 1; ; n++ {
		line, err := in.ReadBytes('\n')
		if err == io.EOF && len(line) == 0 {
			return nil
		}
		if err != nil {
			return fmt.Errorf("%s:%d: %w", path, n, errors.Join(err, errCut(line)))
		}
		if err := each(line[:len(line)-1]); err != nil {
			return fmt.Errorf("%s:%d: %w", path, n, err)
		}
	}
}

// errCut explains an unexpected end of file.
func errCut(line []byte) error {
	if len(line) > 0 {
		return errors.New("the last line is cut off")
	}
	return nil
}
