package main

import (
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"kg/graph"
	"kg/graph/kuzu"
)

// defaultDB is the folder of the embedded store when nothing else is said.
const defaultDB = "./kg.graph"

// serverSchemes begin the address of a Neo4j server.
var serverSchemes = []string{"neo4j", "neo4j+s", "neo4j+ssc", "bolt", "bolt+s", "bolt+ssc"}

// addDBFlag gives cmd the flag --db, the same for every command that touches a store.
func addDBFlag(cmd *cobra.Command, db *string) {
	cmd.Flags().StringVar(db, "db", "", "the store: a folder, or neo4j://HOST or bolt://HOST (default "+defaultDB+", or $NEO4J_URI)")
}

// openStore opens the store that --db names; with db empty the one of the environment,
// else the default folder. Errors carry their exit code.
func openStore(a *app, db string) (graph.Store, error) {
	if db == "" {
		db = a.Getenv("NEO4J_URI")
	}
	if db == "" {
		db = defaultDB
	}
	if scheme, _, ok := strings.Cut(db, "://"); ok {
		return nil, openServer(scheme, db)
	}
	s, err := kuzu.Open(db)
	if err != nil {
		return nil, storeError(err)
	}
	return s, nil
}

// openServer refuses addresses: this kg has the embedded store only.
func openServer(scheme, db string) error {
	for _, s := range serverSchemes {
		if scheme == s {
			return &exitError{exitUnavailable, fmt.Errorf("open %s: the Neo4j store is not built yet; give a folder: --db %s", db, defaultDB)}
		}
	}
	return &exitError{exitUsage, fmt.Errorf("--db %s: unknown scheme (have %s, or a folder)", db, strings.Join(serverSchemes, ", "))}
}

// storeError gives an error of a store its exit code.
func storeError(err error) error {
	if errors.Is(err, graph.ErrUnavailable) {
		return &exitError{exitUnavailable, err}
	}
	return err
}
