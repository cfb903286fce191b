//go:build cgo

package kuzu

import (
	"bytes"
	"encoding/json"
	"fmt"

	"kg/graph"
)

// encode checks a contribution and returns its line.
func encode(c *graph.Contribution) ([]byte, error) {
	if err := graph.Schema().ValidateContribution(c); err != nil {
		return nil, err
	}
	line := append(graph.AppendContribution(nil, c), '\n')
	if holdsNUL(line) {
		return nil, fmt.Errorf("article %s: holds the character U+0000, at which the store would cut it", c.Article.ID)
	}
	return line, nil
}

// lineID returns the id of the article of a contribution's line.
func lineID(line []byte) (string, error) {
	var c struct {
		Article struct {
			ID string `json:"id"`
		} `json:"article"`
	}
	err := json.Unmarshal(line, &c)
	return c.Article.ID, err
}

// holdsNUL reports whether a JSON text has a string with U+0000.
func holdsNUL(line []byte) bool {
	for {
		i := bytes.Index(line, []byte(`\u0000`))
		if i < 0 {
			return false
		}
		before := i
		for before > 0 && line[before-1] == '\\' {
			before--
		}
		if (i-before)%2 == 0 { // the backslash is not itself escaped
			return true
		}
		line = line[i+1:]
	}
}
