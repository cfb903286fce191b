package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"github.com/schollz/progressbar/v3"
)

// plainEvery is how often progress is a line where no bar can be drawn.
const plainEvery = 5 * time.Second

// progress shows how far a run is: a bar on a terminal, a line now and then elsewhere,
// nothing with --quiet. It is safe for concurrent use.
type progress struct {
	mu    sync.Mutex
	a     *app
	draw  bool  // a bar, not lines
	total int64 // bytes of the input; -1 when not known
	bar   *progressbar.ProgressBar
	name  string    // of the stage
	begun time.Time // of the stage
	told  time.Time // of the last line
}

// newProgress begins the display of a run over total bytes of input, -1 or 0 when their
// number is not known.
func newProgress(a *app, total int64) *progress {
	if total == 0 {
		total = -1 // a bar of length 0 would be full
	}
	return &progress{a: a, draw: isTerminal(a.Err), total: total}
}

// articles shows that done articles, bytes of the input, have been read.
func (p *progress) articles(done int, bytes int64) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.a.Quiet {
		return
	}
	p.begin("read", p.total)
	rate := p.rate(done)
	if p.draw {
		p.bar.Describe(fmt.Sprintf("%d articles, %.0f/s", done, rate))
		if p.total > 0 {
			_ = p.bar.Set64(min(bytes, p.total))
		}
		return
	}
	if p.due() {
		left := ""
		if p.total > 0 && bytes > 0 {
			left = ", " + p.left(float64(bytes)/float64(p.total))
		}
		fmt.Fprintf(p.a.Err, "read %d articles, %.1f MB, %.0f articles/s%s\n", done, float64(bytes)/1e6, rate, left)
	}
}

// stage shows that a stage of the store has done so much of total, -1 when that is not
// known. With a total of 0 the name is a note.
func (p *progress) stage(name string, done, total int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.a.Quiet || name == "read" { // reading is shown by articles
		return
	}
	if total == 0 {
		p.finish()
		fmt.Fprintln(p.a.Err, name)
		return
	}
	p.begin(name, int64(total))
	if p.draw {
		if total < 0 {
			p.bar.Describe(fmt.Sprintf("%s %d rows, %.0f/s", name, done, p.rate(done)))
		}
		_ = p.bar.Set(done)
		return
	}
	switch {
	case !p.due():
	case total < 0:
		fmt.Fprintf(p.a.Err, "%s %d rows, %.0f rows/s\n", name, done, p.rate(done))
	default:
		fmt.Fprintf(p.a.Err, "%s %d of %d, %s\n", name, done, total, p.left(float64(done)/float64(total)))
	}
}

// end removes the bar.
func (p *progress) end() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.finish()
}

// begin starts a stage unless it is the one at work.
func (p *progress) begin(name string, total int64) {
	if p.name == name {
		return
	}
	p.finish()
	p.name, p.begun, p.told = name, p.a.Now(), p.a.Now()
	if p.draw {
		p.bar = newBar(p.a.Err, name, total)
	}
}

func newBar(w io.Writer, name string, total int64) *progressbar.ProgressBar {
	return progressbar.NewOptions64(total,
		progressbar.OptionSetWriter(w),
		progressbar.OptionSetDescription(name),
		progressbar.OptionSetWidth(30),
		progressbar.OptionThrottle(100*time.Millisecond),
		progressbar.OptionSetPredictTime(true),
		progressbar.OptionClearOnFinish(),
	)
}

func (p *progress) finish() {
	if p.bar != nil {
		_ = p.bar.Exit() // or the spinner would go on
		_ = p.bar.Clear()
		p.bar = nil
	}
	p.name = ""
}

// due reports whether it is time for another line.
func (p *progress) due() bool {
	now := p.a.Now()
	if now.Sub(p.told) < plainEvery {
		return false
	}
	p.told = now
	return true
}

// rate is the number of things a second in this stage.
func (p *progress) rate(done int) float64 {
	if s := p.a.Now().Sub(p.begun).Seconds(); s > 0 {
		return float64(done) / s
	}
	return 0
}

// left says how long the stage may still take when share of it is done.
func (p *progress) left(share float64) string {
	if share <= 0 {
		return "time left unknown"
	}
	spent := p.a.Now().Sub(p.begun)
	left := time.Duration(float64(spent) * max(0, 1/share-1))
	return left.Round(time.Second).String() + " left"
}

// inputBytes returns the size of the files under paths, -1 when stdin is among them. What
// cannot be read counts nothing: reading will say so.
func inputBytes(paths []string) int64 {
	var sum int64
	for _, path := range paths {
		if path == "-" {
			return -1
		}
		_ = filepath.WalkDir(path, func(name string, d os.DirEntry, err error) error {
			if err != nil {
				return nil
			}
			if d.IsDir() && name != path && strings.HasPrefix(d.Name(), ".") {
				return filepath.SkipDir
			}
			if info, err := d.Info(); err == nil && info.Mode().IsRegular() {
				sum += info.Size()
			}
			return nil
		})
	}
	return sum
}
