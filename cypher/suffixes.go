package cypher

import (
	_ "embed"
	"strings"
	"sync"
)

//go:embed suffixes.tsv
var suffixTable string

// suffix is a class of divisions, as 区 or 自治县; the names of peoples, which end in
// People, may stand before it. People is empty for most.
type suffix struct{ Name, People string }

var suffixes = sync.OnceValue(func() []suffix {
	var out []suffix
	for line := range strings.Lines(suffixTable) {
		if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "#") {
			name, people, _ := strings.Cut(line, "\t")
			out = append(out, suffix{name, people})
		}
	}
	return out
})

// isSuffix reports whether rest is what a short form leaves off.
func isSuffix(rest string) bool {
	for _, s := range suffixes() {
		before, ok := strings.CutSuffix(rest, s.Name)
		if ok && (before == "" || s.People != "" && strings.HasSuffix(before, s.People)) {
			return true
		}
	}
	return false
}
