// Package export writes a graph for other programs: the merged graph as JSON lines, a
// script of Cypher, GraphML, and the files of neo4j-admin database import. Equal graphs
// give equal bytes, whatever store they come from.
package export

import (
	"bufio"
	"context"
	"errors"
	"io"
	"iter"

	"kg/graph"
)

// Source is what an export reads; a graph.Store is one.
type Source interface {
	Items(ctx context.Context) iter.Seq2[graph.Item, error]
	Contributions(ctx context.Context) iter.Seq2[*graph.Contribution, error]
}

// Options say where temporary files go; the zero value is the system's folder for them.
type Options struct {
	TempDir  string
	Progress func(done int) // called after each node and relationship; may be nil
}

func (o Options) report(done int) {
	if o.Progress != nil {
		o.Progress(done)
	}
}

// each calls do with every item of the source.
func each(ctx context.Context, src Source, o Options, do func(graph.Item) error) error {
	done := 0
	for it, err := range src.Items(ctx) {
		if err == nil {
			err = do(it)
		}
		if err != nil {
			return err
		}
		done++
		o.report(done)
	}
	return nil
}

// JSONL writes the merged graph as kg extract prints it.
func JSONL(ctx context.Context, src Source, w io.Writer, o Options) error {
	out := bufio.NewWriterSize(w, 1<<16)
	var line []byte
	err := each(ctx, src, o, func(it graph.Item) error {
		if it.Node != nil {
			line = graph.AppendNode(line[:0], it.Node)
		} else {
			line = graph.AppendRelationship(line[:0], it.Relationship)
		}
		_, err := out.Write(append(line, '\n'))
		return err
	})
	return errors.Join(err, out.Flush())
}

// labelArticle is the label whose nodes carry facts.
const labelArticle = "Article"

// withFacts calls do with every item of the source; facts is what an article's node
// carries in Neo4j, so that kg load goes on from there, and "" for all else.
func withFacts(ctx context.Context, src Source, o Options, do func(it graph.Item, facts string) error) (err error) {
	// Contributions come in any order: their facts go through a sort as if they were nodes.
	facts, err := graph.NewItemSorter(graph.MergeOptions{TempDir: o.TempDir, MemoryBytes: sortMemory})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, facts.Close()) }()
	var line []byte
	for c, err := range src.Contributions(ctx) {
		if err != nil {
			return err
		}
		line = append(graph.AppendContribution(line[:0], c), '\n')
		n := &graph.Node{ID: c.Article.ID, Label: labelArticle, Properties: graph.Properties{"name": graph.PackFacts(line)}}
		if err := facts.AddNode(n); err != nil {
			return err
		}
	}
	next, stop := iter.Pull2(facts.Sorted(ctx))
	defer stop()
	return each(ctx, src, o, func(it graph.Item) error {
		if it.Node == nil || it.Node.Label != labelArticle {
			return do(it, "")
		}
		text, err := factsOf(it.Node.ID, next)
		if err != nil {
			return err
		}
		return do(it, text)
	})
}

// sortMemory is what the sort of facts holds before it spills to disk, in bytes.
const sortMemory = 64 << 20

var errChanged = errors.New("the store changed while it was read: export it again when no load is at work")

// factsOf returns the next facts, which must be those of the article id.
func factsOf(id string, next func() (graph.ItemLine, error, bool)) (string, error) {
	line, err, ok := next()
	if err != nil {
		return "", err
	}
	if !ok || line.ID != id {
		return "", errChanged
	}
	it, err := graph.DecodeItem([]byte(line.JSON))
	if err != nil {
		return "", err
	}
	text, _ := it.Node.Properties["name"].(string)
	return text, nil
}
