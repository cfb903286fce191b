package main

import (
	"io"
	"os"
	"time"

	"golang.org/x/term"
)

// app is what every command shares: streams, clock and global flags. Data goes to
// Out, everything else to Err.
type app struct {
	In      io.Reader
	Out     io.Writer
	Err     io.Writer
	Now     func() time.Time
	Getenv  func(string) string
	Quiet   bool // --quiet: no progress, no notes
	Verbose bool
}

// isTerminal reports whether w is a terminal, where a progress bar and colours may be drawn.
func isTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}
