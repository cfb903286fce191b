package graph

import (
	"context"
	"runtime"
	"sync/atomic"
	"testing"
	"time"
)

// peakHeap runs f and returns the most bytes that the heap held, as the runtime saw it
// every few milliseconds.
func peakHeap(f func()) uint64 {
	runtime.GC()
	var peak atomic.Uint64
	stop, done := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(done)
		for {
			var s runtime.MemStats
			runtime.ReadMemStats(&s)
			peak.Store(max(peak.Load(), s.HeapInuse))
			select {
			case <-stop:
				return
			case <-time.After(5 * time.Millisecond):
			}
		}
	}()
	f()
	close(stop)
	<-done
	return peak.Load()
}

// mergeGenerated merges n generated articles and returns how many lines came out.
func mergeGenerated(tb testing.TB, w world, n int, memory int64) (lines int) {
	m, err := NewMerger(MergeOptions{TempDir: tb.TempDir(), MemoryBytes: memory})
	if err != nil {
		tb.Fatal(err)
	}
	defer m.Close() //nolint:errcheck // only removes temporary files
	for i := range n {
		if err := m.Add(w.article(i)); err != nil {
			tb.Fatal(err)
		}
	}
	err = m.Finish(context.Background(),
		func(*Node) error { lines++; return nil },
		func(*Relationship) error { lines++; return nil })
	if err != nil {
		tb.Fatal(err)
	}
	return lines
}

// TestMergeMemory holds that memory is bounded by the option and does not grow with
// the number of articles.
func TestMergeMemory(t *testing.T) {
	if testing.Short() {
		t.Skip("takes seconds")
	}
	const memory = 32 << 20
	peaks := make([]uint64, 2)
	for i, n := range []int{5_000, 20_000} {
		peaks[i] = peakHeap(func() { mergeGenerated(t, world{seed: 1, names: 2000, long: 40}, n, memory) })
		t.Logf("%d articles: peak heap %d MB", n, peaks[i]>>20)
		if limit := uint64(3 * memory); peaks[i] > limit {
			t.Errorf("%d articles: peak heap %d MB, want at most %d MB", n, peaks[i]>>20, limit>>20)
		}
	}
}

// BenchmarkMerge: how many facts a second does merging take, reading and writing JSON
// aside?
func BenchmarkMerge(b *testing.B) {
	w := world{seed: 1, names: 2000, long: 40}
	cs := w.articles(5000)
	facts := 0
	for _, c := range cs {
		facts += len(c.Facts)
	}
	for b.Loop() {
		m, err := NewMerger(MergeOptions{TempDir: b.TempDir()})
		if err != nil {
			b.Fatal(err)
		}
		for _, c := range cs {
			if err := m.Add(c); err != nil {
				b.Fatal(err)
			}
		}
		if err := m.Finish(context.Background(), func(*Node) error { return nil }, func(*Relationship) error { return nil }); err != nil {
			b.Fatal(err)
		}
		if err := m.Close(); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(facts)*float64(b.N)/b.Elapsed().Seconds(), "facts/s")
}

// BenchmarkDecode and BenchmarkEncode: is the codec faster than 100,000 facts/s?
func BenchmarkDecode(b *testing.B) {
	var lines [][]byte
	facts := 0
	for _, c := range (world{seed: 1, names: 2000, long: 40}).articles(500) {
		lines = append(lines, AppendContribution(nil, c))
		facts += len(c.Facts)
	}
	for b.Loop() {
		for _, l := range lines {
			if _, err := DecodeContribution(l); err != nil {
				b.Fatal(err)
			}
		}
	}
	b.ReportMetric(float64(facts)*float64(b.N)/b.Elapsed().Seconds(), "facts/s")
}

func BenchmarkEncode(b *testing.B) {
	cs := (world{seed: 1, names: 2000, long: 40}).articles(500)
	facts := 0
	for _, c := range cs {
		facts += len(c.Facts)
	}
	var buf []byte
	for b.Loop() {
		for _, c := range cs {
			buf = AppendContribution(buf[:0], c)
		}
	}
	b.ReportMetric(float64(facts)*float64(b.N)/b.Elapsed().Seconds(), "facts/s")
}
