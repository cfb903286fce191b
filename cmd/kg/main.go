// Command kg turns folders of Chinese local-government news into a knowledge graph.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"runtime/debug"
	"syscall"
	"time"
)

// Exit codes.
const (
	exitOK          = 0
	exitFailed      = 1
	exitUsage       = 2
	exitPartial     = 3 // some inputs failed, the others are done
	exitUnavailable = 4 // the store could not be reached
)

// exitError carries the exit code of a failure; Err may be nil when all has been said.
type exitError struct {
	Code int
	Err  error
}

func (e *exitError) Error() string {
	if e.Err == nil {
		return ""
	}
	return e.Err.Error()
}

func (e *exitError) Unwrap() error { return e.Err }

// gcPercent lets the heap grow to four times what is in use before it is collected: reading
// makes much that is soon done with, and is a fifth faster for 60 MB more.
const gcPercent = 300

func main() {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(gcPercent)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := Do(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr)
	stop()
	os.Exit(code)
}

// Do runs the whole program on args and returns its exit code.
func Do(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	a := &app{In: stdin, Out: stdout, Err: stderr, Now: time.Now, Getenv: os.Getenv}
	root := newRootCmd(a)
	root.SetArgs(args)
	return exitCode(stderr, root.ExecuteContext(ctx))
}

func exitCode(stderr io.Writer, err error) int {
	if err == nil {
		return exitOK
	}
	code := exitFailed
	var e *exitError
	if errors.As(err, &e) {
		code = e.Code
	}
	if msg := err.Error(); msg != "" {
		fmt.Fprintln(stderr, "kg: "+msg)
	}
	return code
}
