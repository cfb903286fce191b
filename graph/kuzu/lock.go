//go:build cgo

package kuzu

import (
	"context"
	"fmt"
	"os"
	"strings"
	"time"

	"github.com/gofrs/flock"

	"kg/graph"
)

// lockPoll is how often a waiting load looks whether the other has ended.
const lockPoll = 100 * time.Millisecond

// lock is the right to change a store. The system drops it when the process dies.
type lock struct {
	flock   *flock.Flock
	path    string
	claimed bool
}

// lock waits until no other load holds the store, telling note once who does. It
// fails when ctx ends first.
func (f folder) lock(ctx context.Context, note func(string)) (*lock, error) {
	l := &lock{path: f.join(lockName)}
	l.flock = flock.New(l.path)
	ok, err := l.flock.TryLock()
	for told := false; err == nil && !ok; {
		who := l.owner()
		if !told {
			note("waiting for " + who)
			told = true
		}
		select {
		case <-ctx.Done():
			return nil, fmt.Errorf("%s: %w: %s holds it: %w", f, graph.ErrUnavailable, who, ctx.Err())
		case <-time.After(lockPoll):
		}
		ok, err = l.flock.TryLock()
	}
	if err != nil {
		return nil, fmt.Errorf("lock store: %w: %w", graph.ErrUnavailable, err)
	}
	if l.read() != "" { // the holder was killed
		err = os.Truncate(l.path, 0)
	}
	return l, err
}

// claim writes who holds the lock, for others to read. It is called before the first
// change, not at once, so that a load that changes nothing touches no file.
func (l *lock) claim() error {
	if l.claimed {
		return nil
	}
	l.claimed = true
	host, err := os.Hostname()
	if err != nil {
		host = "this machine"
	}
	who := fmt.Sprintf("process %d on %s, since %s", os.Getpid(), host, time.Now().Format("15:04:05"))
	return os.WriteFile(l.path, []byte(who), 0o644)
}

func (l *lock) read() string {
	data, err := os.ReadFile(l.path)
	if err != nil {
		return ""
	}
	return strings.TrimSpace(string(data))
}

// owner says who holds the lock, as far as is known.
func (l *lock) owner() string {
	if who := l.read(); who != "" {
		return "another load (" + who + ")"
	}
	return "another load"
}

func (l *lock) release() error {
	var err error
	if l.claimed {
		err = os.Truncate(l.path, 0)
	}
	if e := l.flock.Close(); err == nil {
		err = e
	}
	return err
}
