package cypher

import (
	_ "embed"
	"time"
)

// style gives each label a colour, a size and a caption.
//
//go:embed style.grass
var style string

// File is one file for Neo4j Browser.
type File struct{ Name, Text string }

// BrowserFiles returns what Neo4j Browser takes when files are dropped on it: every query
// with its example arguments, once as a table and once as a drawing, as favourites, and
// the style kg.grass. A favourite is one statement; its values stand in its second line.
// A date that is today's by default is that of now.
func BrowserFiles(now time.Time) ([]File, error) {
	files := []File{{"kg.grass", style}}
	for _, q := range All() {
		args, err := q.Args(q.examples(), nil, now.Format(time.DateOnly))
		if err != nil {
			return nil, err
		}
		files = append(files,
			File{"favourites/" + q.Name + ".cypher", q.Standalone(Table, "neo4j", args)},
			File{"favourites/" + q.Name + "-drawing.cypher", q.Standalone(Drawing, "neo4j", args)})
	}
	return files, nil
}
