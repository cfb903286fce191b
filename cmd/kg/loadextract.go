package main

import (
	"context"
	"errors"
	"io"

	"kg/graph"
)

// extractOptions, extractReport and extractFunc are those of package extract.
type extractOptions struct {
	Workers                         int
	Encoding, Published, Collection string
	Stdin                           io.Reader
	Progress                        func(done int, bytes int64)
}

type extractReport struct {
	Articles    int
	Bytes       int64
	Problems    []error
	Warnings    []string
	Collections []string
}

type extractFunc func(ctx context.Context, paths []string, o extractOptions, emit func(*graph.Contribution) error) (extractReport, error)

// runExtract reads articles.
var runExtract extractFunc = func(context.Context, []string, extractOptions, func(*graph.Contribution) error) (extractReport, error) {
	return extractReport{}, errors.New("this build reads facts only")
}
