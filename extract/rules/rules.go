// Package rules holds the rules that read facts from sentences: one .yaml file for each
// relation, every rule with a sentence that it must match and one that it must not. It is
// a data leaf: it imports nothing of this module; package relation runs the rules.
//
// A pattern is a regular expression (RE2) over a sentence in which every mention is one
// sign. In braces stand the signs and the macros of the file macros.yaml; a name after a
// colon captures: {Persons:who}. {words} is any of the words of the rule, which also tell
// in which sentences it need not be tried.
package rules

import (
	"bytes"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"regexp"
	"sync"

	"github.com/goccy/go-yaml"
)

//go:embed *.yaml
var files embed.FS

// Rule reads facts of one relation.
type Rule struct {
	ID       string   `yaml:"id"`
	Relation string   `yaml:"-"`
	As       string   `yaml:"as"` // qualifier of the fact: a status, how a document was adopted
	Pattern  string   `yaml:"pattern"`
	Words    []string `yaml:"words"`  // what {words} matches; one of them must be in the sentence
	Except   string   `yaml:"except"` // what must not end directly before one of the words
	Before   string   `yaml:"before"` // what must not end directly before the capture who
	Kind     string   `yaml:"kind"`   // of the events that it names
	Kinds    []string `yaml:"kinds"`  // kinds of event that it is for; all when empty
	Title    bool     `yaml:"title"`  // for headings, too
	Yes      []string `yaml:"yes"`
	No       []string `yaml:"no"`
}

// file is one .yaml file of rules.
type file struct {
	Relation string `yaml:"relation"`
	Rules    []Rule `yaml:"rules"`
}

// All returns the rules in the order of files and lines, the macros by name, and the
// error of a broken file. The values are shared: do not change them.
var All = sync.OnceValues(func() (Set, error) { return load(files) })

// Set is all rules and macros.
type Set struct {
	Rules  []Rule
	Macros map[string]string // name -> regular expression, other macros in braces
}

// macroFile holds the macros.
const macroFile = "macros.yaml"

func load(fsys fs.FS) (Set, error) {
	var set Set
	names, err := fs.Glob(fsys, "*.yaml")
	if err != nil {
		return set, err
	}
	var faults []error
	for _, name := range names {
		data, err := fs.ReadFile(fsys, name)
		if err != nil {
			return set, err
		}
		if name == macroFile {
			faults = append(faults, strict(name, data, &set.Macros))
			continue
		}
		var f file
		if err := strict(name, data, &f); err != nil {
			faults = append(faults, err)
			continue
		}
		for _, r := range f.Rules {
			r.Relation = f.Relation
			set.Rules = append(set.Rules, r)
		}
	}
	return set, errors.Join(append(faults, check(set.Rules)...)...)
}

// strict decodes a file and refuses keys that it does not know.
func strict(name string, data []byte, into any) error {
	if err := yaml.NewDecoder(bytes.NewReader(data), yaml.Strict()).Decode(into); err != nil {
		return fmt.Errorf("rules/%s: %w", name, err)
	}
	return nil
}

var ruleID = regexp.MustCompile(`^[a-z]+(?:[.-][a-z0-9]+)+$`)

// check returns what is wrong with rules.
func check(rules []Rule) []error {
	var faults []error
	seen := map[string]bool{}
	for _, r := range rules {
		fault := func(format string, args ...any) {
			faults = append(faults, fmt.Errorf("rule %q: %s", r.ID, fmt.Sprintf(format, args...)))
		}
		switch {
		case !ruleID.MatchString(r.ID):
			fault("the id is not of the form host.verb")
		case seen[r.ID]:
			fault("the id is given twice")
		case r.Relation == "":
			fault("its file names no relation")
		case len(r.Yes) == 0 || len(r.No) == 0:
			fault("needs a yes and a no sentence")
		}
		seen[r.ID] = true
	}
	return faults
}
