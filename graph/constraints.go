package graph

import (
	"fmt"
	"strings"
)

// Constraints returns one Cypher statement a label, without a semicolon, that makes
// Neo4j keep the label's ids unique and gives MERGE its index. Running them twice
// changes nothing.
func (v *Vocabulary) Constraints() []string {
	out := make([]string, len(v.Labels))
	for i, l := range v.Labels {
		out[i] = fmt.Sprintf("CREATE CONSTRAINT %s_id IF NOT EXISTS FOR (n:%s) REQUIRE n.id IS UNIQUE", strings.ToLower(l.Name), l.Name)
	}
	return out
}
