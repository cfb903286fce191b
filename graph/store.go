package graph

import (
	"context"
	"errors"
	"iter"
)

// ErrUnavailable is wrapped by errors of a store that cannot be reached or opened.
var ErrUnavailable = errors.New("store unavailable")

// Store keeps contributions and the graph that they make, and answers Cypher.
type Store interface {
	// Update replaces the contributions of the articles that come, and with
	// Prune removes those articles of o.Collections that did not come. It writes
	// nothing when nothing changed. On error the old graph stays as it was.
	Update(ctx context.Context, in iter.Seq2[*Contribution, error], o UpdateOptions) (Changes, error)
	// Query runs one reading statement. Values in rows are string, bool, int64,
	// float64, nil, []any, map[string]any.
	Query(ctx context.Context, text string, params map[string]any) (*Result, error)
	// Items yields the graph: nodes, then relationships, each sorted bytewise by id, as
	// Merger.Finish hands them out. An error is the last thing yielded.
	Items(ctx context.Context) iter.Seq2[Item, error]
	// Contributions yields those of all articles in no fixed order. An error is the last
	// thing yielded.
	Contributions(ctx context.Context) iter.Seq2[*Contribution, error]
	// Dialect is "kuzu" or "neo4j": it picks the override file of a canned query.
	Dialect() string
	Close() error
}

// UpdateOptions says how an update treats what is there.
type UpdateOptions struct {
	Collections []string // whose articles Prune may remove
	Prune       bool
	// Prunable, when set, is called once after all articles have come and returns the
	// collections to prune instead of Collections: an input that failed is known only
	// then, and its articles must stay.
	Prunable func() []string
	DryRun   bool // count what would change, write nothing
	Progress func(stage string, done, total int)
}

// Report passes progress on to o.Progress where there is one. Total is 0 for a note and -1
// where it is not known.
func (o UpdateOptions) Report(stage string, done, total int) {
	if o.Progress != nil {
		o.Progress(stage, done, total)
	}
}

// Changes counts articles by what an update did, or with DryRun would do, and the
// size of the graph after it.
type Changes struct {
	Added, Changed, Removed, Unchanged int
	Nodes, Relationships               int
	Rebuilt                            bool // the graph was built again from the same contributions
}

// Any reports whether anything changed.
func (c Changes) Any() bool { return c.Added+c.Changed+c.Removed > 0 }

// Result is the answer of a query: one value a column in each row.
type Result struct {
	Columns []string
	Rows    [][]any
}
