package neo4j

import (
	"context"
	"fmt"
	"slices"
	"strings"

	driver "github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"kg/graph"
)

// ensureSchema makes the constraints and the index that are missing. They come before
// the first row: MERGE without them is slow, and may make a node twice.
func (s *Store) ensureSchema(ctx context.Context) error {
	have, err := s.schemaNames(ctx)
	if err != nil {
		return err
	}
	var missing []string
	for _, statement := range graph.Schema().Constraints() {
		if !slices.Contains(have, strings.Fields(statement)[2]) {
			missing = append(missing, statement)
		}
	}
	if !slices.Contains(have, graph.NameIndex) {
		missing = append(missing, graph.Schema().NameIndexStatement())
	}
	for _, statement := range missing {
		if err := s.runSchema(ctx, statement); err != nil {
			return err
		}
	}
	if len(missing) > 0 {
		return s.runSchema(ctx, fmt.Sprintf("CALL db.awaitIndexes(%d)", indexSeconds))
	}
	return nil
}

// indexSeconds is how long indexes of a database that others filled may take.
const indexSeconds = 3600

// schemaNames are the names of the indexes that are there; a constraint has one too.
func (s *Store) schemaNames(ctx context.Context) ([]string, error) {
	rows, err := s.rows(ctx, "SHOW INDEXES YIELD name RETURN name", nil)
	if err != nil {
		return nil, err
	}
	names := make([]string, len(rows))
	for i, row := range rows {
		names[i] = str(row[0])
	}
	return names, nil
}

func (s *Store) runSchema(ctx context.Context, statement string) error {
	session := s.session(ctx, driver.AccessModeWrite)
	defer closeSession(session)
	summary, err := session.ExecuteWrite(ctx, func(tx driver.ManagedTransaction) (any, error) {
		answer, err := tx.Run(ctx, statement, nil)
		if err != nil {
			return nil, err
		}
		return answer.Consume(ctx)
	}, driver.WithTxTimeout(0))
	if err != nil {
		return fmt.Errorf("%s: %w", statement, err)
	}
	s.count(summary.(driver.ResultSummary).Counters())
	return nil
}
