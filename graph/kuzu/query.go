//go:build cgo

package kuzu

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"time"

	kuzu "github.com/kuzudb/go-kuzu"

	"kg/graph"
)

// interruptEvery is how often a query is told to stop: Kuzu forgets an interruption that
// comes before the query has begun.
const interruptEvery = 20 * time.Millisecond

// query runs stmt on a connection of its own.
func (h *handle) query(ctx context.Context, stmt *statement) (res *graph.Result, err error) {
	if err := ctx.Err(); err != nil {
		return nil, fmt.Errorf("query: %w", err)
	}
	conn, err := kuzu.OpenConnection(h.db)
	if err != nil {
		return nil, fmt.Errorf("query: %w: %w", graph.ErrUnavailable, err)
	}
	defer conn.Close()
	stop := interruptOn(ctx, conn)
	defer stop()
	res, err = run(ctx, conn, stmt)
	if err != nil && ctx.Err() != nil {
		return nil, fmt.Errorf("query: %w", ctx.Err())
	}
	return res, err
}

// interruptOn interrupts what runs on conn when ctx ends; the function that it returns
// ends the watch and must be called before conn is closed.
func interruptOn(ctx context.Context, conn *kuzu.Connection) (stop func()) {
	done, ended := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(ended)
		select {
		case <-done:
			return
		case <-ctx.Done():
		}
		for {
			conn.Interrupt()
			select {
			case <-done:
				return
			case <-time.After(interruptEvery):
			}
		}
	}()
	return func() { close(done); <-ended }
}

// run prepares, executes and reads. Every object of Kuzu is closed here, in order: left
// to the collector they outlive their database, which crashes.
func run(ctx context.Context, conn *kuzu.Connection, stmt *statement) (*graph.Result, error) {
	prepared, err := conn.Prepare(stmt.text)
	defer prepared.Close()
	if err != nil {
		return nil, fmt.Errorf("query: %w", plain(err))
	}
	answer, err := conn.Execute(prepared, stmt.params)
	defer answer.Close()
	if err != nil {
		return nil, fmt.Errorf("query: %w", plain(err))
	}
	res := &graph.Result{Columns: answer.GetColumnNames()}
	for answer.HasNext() {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		row, err := read(answer)
		if err != nil {
			return nil, fmt.Errorf("query: %w", plain(err))
		}
		res.Rows = append(res.Rows, row)
	}
	return res, nil
}

// read returns the next row. The package of Kuzu panics at some values, such as a path that
// an OPTIONAL MATCH did not find; that must not end the program.
func read(answer *kuzu.QueryResult) (row []any, err error) {
	defer func() {
		if p := recover(); p != nil {
			row, err = nil, fmt.Errorf("the embedded store cannot give out this value (a path of OPTIONAL MATCH that is not there?): %v", p)
		}
	}()
	tuple, err := answer.Next()
	defer tuple.Close()
	if err != nil {
		return nil, err
	}
	values, err := tuple.GetAsSlice()
	if err != nil {
		return nil, err
	}
	return list(values), nil
}

var (
	badVerb  = regexp.MustCompile(`%!(.)\(MISSING\)`)
	loneVerb = regexp.MustCompile(`%!\(NOVERB\)`)
	ownParam = regexp.MustCompile(`\$` + paramPrefix)
)

// plain repairs a message of Kuzu: its Go package uses the text of a query as a format,
// and parameters are spelt as they were.
func plain(err error) error {
	msg := badVerb.ReplaceAllString(err.Error(), "%$1")
	msg = loneVerb.ReplaceAllString(msg, "%")
	return errors.New(ownParam.ReplaceAllString(msg, "$$"))
}
