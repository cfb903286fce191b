package lexicon

import (
	"fmt"
	"sync"
)

// EventWord is a word that the name of an event ends with, or the verb of an inspection.
type EventWord struct {
	Text string
	Verb bool
	Kind string // value of eventKind in graph/schema.yaml
}

// EventWords returns the words of events in the order of the table. The slice is shared:
// do not change it.
var EventWords = sync.OnceValue(func() []EventWord { return mustTable(readEvents()) })

func readEvents() ([]EventWord, error) {
	var out []EventWord
	err := scanRows(files, "events.tsv", 3, true, func(f []string) error {
		if f[1] != "noun" && f[1] != "verb" {
			return fmt.Errorf("unknown class %q (have noun, verb)", f[1])
		}
		out = append(out, EventWord{Text: f[0], Verb: f[1] == "verb", Kind: f[2]})
		return nil
	})
	return out, err
}

var eventKinds = sync.OnceValue(func() *wordTable {
	t := &wordTable{class: map[string]string{}}
	for _, w := range EventWords() {
		t.add(w.Text, w.Kind)
	}
	return t
})

// EventKind returns the kind of event that the last word of name says, else that of the
// first word that says one; "" when none does.
func EventKind(name string) string {
	if _, kind, ok := eventKinds().endingAt(name, len(name)); ok {
		return kind
	}
	for at := range name {
		if _, kind, ok := eventKinds().startingAt(name, at); ok {
			return kind
		}
	}
	return ""
}
