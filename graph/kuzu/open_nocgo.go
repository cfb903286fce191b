//go:build !cgo

package kuzu

import (
	"fmt"

	"kg/graph"
)

// Open fails: this program was built without Kuzu, which is a C++ library.
func Open(string) (graph.Store, error) {
	return nil, fmt.Errorf("%w: this kg was built without the embedded store (CGO_ENABLED=0); "+
		"build it with CGO_ENABLED=1 and a C compiler, or give the address of a Neo4j server: --db neo4j://HOST", graph.ErrUnavailable)
}
