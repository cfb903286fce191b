package graph

import (
	"context"
	"fmt"
	"iter"

	"github.com/lanrat/extsort"
)

// sorter sorts records bytewise, spilling to disk past a bound. It is all that the
// package knows of extsort. A sorter that was made must be closed.
type sorter struct {
	in      chan string
	out     <-chan string
	errc    <-chan error
	done    chan struct{} // closed once sorting ended: nothing reads in any more
	cancel  context.CancelFunc
	sealed  bool
	failure error
}

// extsort counts records, not bytes: chunksInFlight is how many chunks it can hold at
// once with one worker (one being filled, one sorted, two waiting, one being saved,
// and their recycled slices), doubled for what the garbage collector has not freed.
const chunksInFlight = 10

// newSorter starts a sorter that keeps about memory bytes of records of at most
// recordBytes each.
func newSorter(dir string, memory int64, recordBytes int) *sorter {
	chunk := max(memory/chunksInFlight/int64(recordBytes), 1024)
	ctx, cancel := context.WithCancel(context.Background())
	s := &sorter{in: make(chan string, 256), done: make(chan struct{}), cancel: cancel}
	job, out, errc := extsort.Strings(s.in, &extsort.Config{
		ChunkSize:          int(chunk),
		NumWorkers:         1,
		ChanBuffSize:       0,
		SortedChanBuffSize: 256,
		TempFilesDir:       dir,
	})
	s.out, s.errc = out, errc
	go func() {
		defer close(s.done)
		job.Sort(ctx) // returns when all chunks are sorted; merging then goes on by itself
	}()
	return s
}

// add hands over one record. The error is that of the sort, such as a full disk.
func (s *sorter) add(rec string) error {
	select {
	case s.in <- rec:
		return nil
	case <-s.done:
		return s.err()
	}
}

// sorted ends the input and yields the records in order; it may be called once.
func (s *sorter) sorted(ctx context.Context) iter.Seq2[string, error] {
	return func(yield func(string, error) bool) {
		s.seal()
		for {
			select {
			case <-ctx.Done():
				yield("", ctx.Err())
				return
			case rec, ok := <-s.out:
				if !ok {
					if err := s.err(); err != nil {
						yield("", err)
					}
					return
				}
				if !yield(rec, nil) {
					return
				}
			}
		}
	}
}

// err returns what the sort failed of, each time it is asked; it waits for its end.
func (s *sorter) err() error {
	if err := <-s.errc; err != nil {
		s.failure = fmt.Errorf("sort: %w", err)
	}
	return s.failure
}

func (s *sorter) seal() {
	if !s.sealed {
		s.sealed = true
		close(s.in)
	}
}

// close ends the sort wherever it is and waits until its temporary file is gone.
func (s *sorter) close() {
	s.cancel()
	s.seal()
	for range s.out { // the sort closes it after it removed its file
	}
}
