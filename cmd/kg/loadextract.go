package main

import (
	"context"

	"kg/extract"
	"kg/graph"
)

// extractFunc reads articles; tests put another in its place.
type extractFunc func(ctx context.Context, paths []string, o extract.Options, emit func(*graph.Contribution) error) (extract.Report, error)

// runExtract reads articles.
var runExtract extractFunc = extract.Run
