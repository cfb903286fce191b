package neo4j

import (
	"context"
	"errors"
	"fmt"
	"time"

	driver "github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"kg/graph"
)

// Query implements graph.Store, in a transaction that may only read; the server stops it
// at the deadline of ctx.
//
// A node comes as a map of "type" (node), "id", "labels" and "properties", a
// relationship as "type" (relationship), "id", "label" and "properties", in a path also
// "start" and "end"; a path as "type" (path), "nodes" and "relationships". Dates come
// as ISO strings.
func (s *Store) Query(ctx context.Context, query string, params map[string]any) (*graph.Result, error) {
	if query == "" {
		return nil, errors.New("query: it is empty")
	}
	session := s.session(ctx, driver.AccessModeRead)
	defer closeSession(session)
	var config []func(*driver.TransactionConfig)
	if at, ok := ctx.Deadline(); ok {
		config = append(config, driver.WithTxTimeout(max(time.Until(at), time.Millisecond)))
	}
	res, err := session.ExecuteRead(ctx, func(tx driver.ManagedTransaction) (any, error) {
		return collect(ctx, tx, query, params)
	}, config...)
	if err != nil {
		return nil, fmt.Errorf("query: %w", s.queryError(ctx, err))
	}
	return res.(*graph.Result), nil
}

// queryError tells a deadline from a fault: the server's timer may be first.
func (s *Store) queryError(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	var fault *driver.Neo4jError
	if at, ok := ctx.Deadline(); ok && errors.As(err, &fault) && time.Until(at) < time.Second &&
		(fault.Code == "Neo.ClientError.Transaction.TransactionTimedOutClientConfiguration" || fault.Code == "Neo.ClientError.Transaction.TransactionTimedOut") {
		return context.DeadlineExceeded
	}
	return s.explain(ctx, err)
}

func collect(ctx context.Context, tx driver.ManagedTransaction, query string, params map[string]any) (*graph.Result, error) {
	answer, err := tx.Run(ctx, query, params)
	if err != nil {
		return nil, err
	}
	columns, err := answer.Keys()
	if err != nil {
		return nil, err
	}
	res := &graph.Result{Columns: columns}
	for answer.Next(ctx) {
		res.Rows = append(res.Rows, list(answer.Record().Values))
	}
	return res, answer.Err()
}

// closeSession gives the connection back; by then the outcome of the work is known.
func closeSession(session driver.SessionWithContext) {
	ctx, cancel := context.WithTimeout(context.Background(), closeTimeout)
	defer cancel()
	_ = session.Close(ctx)
}

// rows runs a short reading query of the store's own on the server that writes.
func (s *Store) rows(ctx context.Context, query string, params map[string]any) ([][]any, error) {
	var rows [][]any
	err := s.each(ctx, query, params, func(row []any) error {
		rows = append(rows, row)
		return nil
	})
	return rows, err
}

// each calls do with the rows of a query of the store's own as they come. It is not run
// again after a fault: do may have seen rows.
func (s *Store) each(ctx context.Context, query string, params map[string]any, do func(row []any) error) error {
	session := s.session(ctx, driver.AccessModeWrite)
	defer closeSession(session)
	answer, err := session.Run(ctx, query, params, driver.WithTxTimeout(0))
	if err != nil {
		return err
	}
	for answer.Next(ctx) {
		if err := do(answer.Record().Values); err != nil {
			return err
		}
	}
	return answer.Err()
}
