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

// NameIndex is the name of the full-text index over names and aliases.
const NameIndex = "kg_names"

// NameIndexStatement returns the Cypher statement, without a semicolon, that makes the
// full-text index over the names and aliases of all labels. Its analyzer cuts Chinese
// into pairs of characters.
func (v *Vocabulary) NameIndexStatement() string {
	labels := make([]string, len(v.Labels))
	for i, l := range v.Labels {
		labels[i] = l.Name
	}
	return fmt.Sprintf("CREATE FULLTEXT INDEX %s IF NOT EXISTS FOR (n:%s) ON EACH [n.name, n.aliases] OPTIONS {indexConfig: {`fulltext.analyzer`: 'cjk'}}",
		NameIndex, strings.Join(labels, "|"))
}
