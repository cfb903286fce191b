package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"kg/graph"
	"kg/graph/kuzu"
	"kg/graph/neo4j"
)

// defaultDB is the folder of the embedded store when nothing else is said.
const defaultDB = "./kg.graph"

// addDBFlag gives cmd the flag --db, the same for every command that touches a store.
func addDBFlag(cmd *cobra.Command, db *string) {
	cmd.Flags().StringVar(db, "db", "", "the store: a folder, or neo4j://HOST or bolt://HOST (default "+defaultDB+", or $NEO4J_URI)")
}

// openStore opens the store that --db names; with db empty the one of the environment,
// else the default folder. Errors carry their exit code.
func openStore(ctx context.Context, a *app, db string) (graph.Store, error) {
	return openStoreTuned(ctx, a, db, tuning{})
}

// tuning is how a server is loaded; zero leaves it to the store.
type tuning struct{ BatchSize, Concurrency int }

// openStoreTuned is openStore with settings that an embedded store does not need.
func openStoreTuned(ctx context.Context, a *app, db string, tune tuning) (graph.Store, error) {
	db = cmp.Or(db, a.Getenv("NEO4J_URI"), defaultDB)
	if scheme, _, ok := strings.Cut(db, "://"); ok {
		if !slices.Contains(neo4j.Schemes, scheme) {
			return nil, &exitError{exitUsage, fmt.Errorf("--db %s: unknown scheme (have %s, or a folder)", db, strings.Join(neo4j.Schemes, ", "))}
		}
		s, err := neo4j.Open(ctx, neo4j.Options{
			URI: db, Username: a.Getenv("NEO4J_USERNAME"), Password: a.Getenv("NEO4J_PASSWORD"), Database: a.Getenv("NEO4J_DATABASE"),
			BatchSize: tune.BatchSize, Concurrency: tune.Concurrency,
		})
		if err != nil {
			return nil, storeError(err)
		}
		return s, nil
	}
	s, err := kuzu.Open(db)
	if err != nil {
		return nil, storeError(err)
	}
	return s, nil
}

// storeError gives an error of a store its exit code.
func storeError(err error) error {
	if errors.Is(err, graph.ErrUnavailable) {
		return &exitError{exitUnavailable, err}
	}
	return err
}
