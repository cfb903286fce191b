// Package extract turns files of news into contributions: what each article says, as
// facts of the graph.
//
// The stages, in order, each in its own package:
//
//	article   files and records -> articles
//	segment   articles -> sentences and words
//	mention   sentences -> people, posts, places, organizations, dates, documents, ...
//	link      mentions -> which division, which organization, which person
//	relation  linked mentions -> facts, by the rules of package rules
//
// An article is read alone: nothing that one says changes how another is read. So the
// work spreads over any number of workers and the result is the same.
package extract

import (
	"context"
	"fmt"
	"io"
	"runtime"
	"slices"

	"kg/extract/article"
	"kg/extract/link"
	"kg/extract/mention"
	"kg/extract/relation"
	"kg/graph"
)

// Options say how input is read. The zero value detects encodings and uses one worker
// for each processor.
type Options struct {
	Workers    int       // documents read at the same time; 0 is one for each processor
	Encoding   string    // of the files; "" detects it
	Published  string    // ISO date of articles that bring none; "" for none
	Collection string    // "" takes the base name of the argument
	Stdin      io.Reader // what the path "-" reads

	// Progress is called after each document with the articles and bytes (decoded)
	// read so far; nil for no calls. Calls come one at a time.
	Progress func(articles int, bytes int64)
}

// Report says what was read. Problems are inputs that could not be read, in input
// order; the rest was done.
type Report struct {
	Articles    int
	Bytes       int64 // decoded
	Problems    []error
	Warnings    []string
	Collections []string // sorted
}

// Check returns an error when o cannot be used: an unknown encoding or a date that is none.
func (o Options) Check() error {
	if err := article.ValidEncoding(o.Encoding); err != nil {
		return err
	}
	return article.ValidDate(o.Published)
}

// Run reads paths and calls emit with the contribution of each article, in input
// order, from one goroutine. It returns an error when emit did, when ctx ended, or
// when an embedded table is broken; inputs that cannot be read are in the report.
func Run(ctx context.Context, paths []string, o Options, emit func(*graph.Contribution) error) (Report, error) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	var report Report
	for done := range inOrder(ctx, o, paths) {
		result := <-done
		if result.problem != nil {
			report.Problems = append(report.Problems, result.problem)
			continue
		}
		if result.err != nil {
			return report, result.err
		}
		report.add(result)
		for _, c := range result.contributions {
			if err := emit(c); err != nil {
				return report, err
			}
		}
		if o.Progress != nil {
			o.Progress(report.Articles, report.Bytes)
		}
	}
	slices.Sort(report.Collections)
	return report, ctx.Err()
}

// outcome is what one document gave.
type outcome struct {
	contributions []*graph.Contribution
	collection    string
	bytes         int64
	warnings      []string
	problem       error // the input could not be read
	err           error // nothing can be read
}

func (r *Report) add(o outcome) {
	r.Articles += len(o.contributions)
	r.Bytes += o.bytes
	r.Warnings = append(r.Warnings, o.warnings...)
	if !slices.Contains(r.Collections, o.collection) {
		r.Collections = append(r.Collections, o.collection)
	}
}

// inOrder reads the documents of paths in parallel and returns their outcomes in input
// order. No more documents are in memory than twice the workers.
func inOrder(ctx context.Context, o Options, paths []string) <-chan chan outcome {
	workers := o.Workers
	if workers <= 0 {
		workers = runtime.GOMAXPROCS(0)
	}
	queue := make(chan chan outcome, workers)
	slots := make(chan struct{}, workers)
	options := article.Options{Encoding: o.Encoding, Published: o.Published, Collection: o.Collection, Stdin: o.Stdin}
	go func() {
		defer close(queue)
		for doc, problem := range article.Documents(ctx, paths, options) {
			done := make(chan outcome, 1)
			select {
			case queue <- done:
			case <-ctx.Done():
				return
			}
			if problem != nil {
				done <- outcome{problem: problem}
				continue
			}
			slots <- struct{}{}
			go func() {
				defer func() { <-slots }()
				done <- read(doc)
			}()
		}
	}()
	return queue
}

// read returns what one document says.
func read(doc article.Document) outcome {
	out := outcome{collection: doc.Collection, bytes: int64(len(doc.Text()))}
	if doc.Kind == article.FactsDocument {
		out.problem = fmt.Errorf("%s: holds facts, not articles: give it to kg merge or kg load", doc.Path)
		return out
	}
	for _, w := range doc.Warnings {
		out.warnings = append(out.warnings, w.String())
	}
	articles := doc.Articles()
	if len(articles) == 0 {
		out.warnings = append(out.warnings, doc.Path+": no article in it")
	}
	for i := range articles {
		c, err := readArticle(&articles[i])
		if err != nil {
			return outcome{err: err}
		}
		out.contributions = append(out.contributions, c)
	}
	return out
}

// readArticle takes one article through the stages.
func readArticle(art *article.Article) (*graph.Contribution, error) {
	found, err := mention.Find(art)
	if err != nil {
		return nil, err
	}
	return relation.Contribution(link.Resolve(found))
}
