package neo4j

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	driver "github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"kg/graph"
)

// lockStatement makes a node that is never committed: the uniqueness constraint holds
// every other transaction that asks for the same until this one ends, which it also does
// when its process dies.
const lockStatement = "MERGE (a:Article {id: 'kg load'})"

const (
	lockNote = time.Second     // after which waiting is told
	lockPing = 2 * time.Second // between two questions whether the lock still holds
)

// errLockLost ends a load whose lock the server has dropped.
var errLockLost = errors.New("the server dropped the lock of this load, so that another may have begun; run it again")

// lock is the right to write.
type lock struct {
	session driver.SessionWithContext
	mu      sync.Mutex // of tx
	tx      driver.ExplicitTransaction
	stop    chan struct{}
	stopped chan struct{}
	cancel  context.CancelCauseFunc
}

// lock waits until no other load is at work. The context that it returns ends when the
// lock is lost.
func (s *Store) lock(ctx context.Context, o graph.UpdateOptions) (*lock, context.Context, error) {
	ctx, cancel := context.WithCancelCause(ctx)
	l := &lock{session: s.session(ctx, driver.AccessModeWrite), stop: make(chan struct{}), stopped: make(chan struct{}), cancel: cancel}
	note := time.AfterFunc(lockNote, func() { o.Report("another load is at work in this database; waiting for it", 0, 0) })
	defer note.Stop()
	var err error
	if l.tx, err = l.session.BeginTransaction(ctx, driver.WithTxTimeout(0)); err == nil {
		err = l.run(ctx, lockStatement)
	}
	if err != nil {
		cancel(nil)
		closeSession(l.session)
		return nil, nil, err
	}
	go l.watch(ctx)
	return l, ctx, nil
}

func (l *lock) run(ctx context.Context, statement string) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	answer, err := l.tx.Run(ctx, statement, nil)
	if err != nil {
		return err
	}
	_, err = answer.Consume(ctx)
	return err
}

// watch asks now and then whether the lock still holds.
func (l *lock) watch(ctx context.Context) {
	defer close(l.stopped)
	tick := time.NewTicker(lockPing)
	defer tick.Stop()
	for {
		select {
		case <-l.stop:
			return
		case <-ctx.Done():
			return
		case <-tick.C:
			if l.held(ctx) != nil {
				return
			}
		}
	}
}

// held asks the server whether the lock still holds; when not, the load ends. A server
// that was restarted has dropped it.
func (l *lock) held(ctx context.Context) error {
	if err := l.run(ctx, "RETURN 1"); err != nil {
		err = fmt.Errorf("%w (%w)", errLockLost, err)
		l.cancel(err)
		return err
	}
	return nil
}

// release lets others write.
func (l *lock) release() {
	close(l.stop)
	<-l.stopped
	ctx, cancel := context.WithTimeout(context.Background(), closeTimeout)
	defer cancel()
	_ = l.tx.Rollback(ctx) // nothing of it is wanted; a broken connection has ended it too
	_ = l.session.Close(ctx)
	l.cancel(nil)
}
