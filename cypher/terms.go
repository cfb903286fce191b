package cypher

import (
	"fmt"
	"strings"
	"unicode"

	"kg/graph"
)

// A server keeps names in a full-text index whose analyzer cuts Chinese into pairs of
// characters; the embedded store scans a label, which takes it milliseconds. Terms are
// what the index is asked for: they may find too much, the condition of the query decides.

// from begins a query about the nodes of a label, named v.
func (l *lookup) from(label, v, terms string, params map[string]any) string {
	if l.store.Dialect() != "neo4j" || terms == "" {
		return fmt.Sprintf("MATCH (%s:%s)", v, label)
	}
	params["terms"] = terms
	return fmt.Sprintf("CALL db.index.fulltext.queryNodes('%s', $terms) YIELD node AS %[2]s WITH %[2]s WHERE %[2]s:%[3]s WITH %[2]s", graph.NameIndex, v, label)
}

// nothing is found by no name: no letter of it is indexed.
const nothing = `"\u0001"`

// phrase finds the names that hold the whole text.
func phrase(text string) string {
	if onlyLetters(text) == "" {
		return nothing
	}
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(text) + `"`
}

// pieces finds the names that share two neighbouring characters with the text, or a word
// of another script.
func pieces(text string) string {
	var terms []string
	for _, run := range strings.FieldsFunc(text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		chars := []rune(run)
		if len(chars) < 2 {
			terms = append(terms, `"`+run+`"`)
		}
		for i := range len(chars) - 1 {
			terms = append(terms, `"`+string(chars[i:i+2])+`"`)
		}
		terms = append(terms, `"`+run+`"`)
	}
	if len(terms) == 0 {
		return nothing
	}
	return strings.Join(terms, " ")
}

// likeness finds the names that share a character with the text, wherever it stands.
func likeness(text string) string {
	var terms []string
	for _, r := range onlyLetters(text) {
		terms = append(terms, string(r)+"*", "*"+string(r))
	}
	return strings.Join(terms, " ")
}
