package changeset

import (
	"bytes"
	"fmt"

	"kg/graph"
)

// encode checks a contribution and returns its line.
func encode(c *graph.Contribution) ([]byte, error) {
	if err := graph.Schema().ValidateContribution(c); err != nil {
		return nil, err
	}
	line := append(graph.AppendContribution(nil, c), '\n')
	if HoldsNUL(line) {
		return nil, fmt.Errorf("article %s: holds the character U+0000, at which a store would cut it", c.Article.ID)
	}
	return line, nil
}

// HoldsNUL reports whether a JSON text has a string with U+0000.
func HoldsNUL(line []byte) bool {
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
