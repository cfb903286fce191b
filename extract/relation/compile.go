package relation

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"sort"
	"strconv"
	"strings"
	"sync"
	"unicode/utf8"

	"kg/extract/article"
	"kg/extract/lexicon"
	"kg/extract/rules"
)

// compiled is a rule ready to run.
type compiled struct {
	rules.Rule
	pattern *regexp.Regexp
	except  *regexp.Regexp // nil for none
	before  *regexp.Regexp // nil for none
	groups  map[string]int // name of a capture -> its number
	gaps    []gap
	words   wordSet   // Words, by number
	needs   []signSet // of which a sentence must have one each
}

// gap is a capture that must not be longer than limit characters. A pattern with the
// limit itself would be a program of that many copies, ten times as slow.
type gap struct{ group, limit int }

// find returns the first match of c in text whose gaps are within their limits, as
// FindStringSubmatchIndex does.
func (c *compiled) find(text string) []int {
	for at := 0; at < len(text); {
		m := c.pattern.FindStringSubmatchIndex(text[at:])
		if m == nil {
			return nil
		}
		for g := range m {
			if m[g] >= 0 {
				m[g] += at
			}
		}
		if c.within(text, m) {
			return m
		}
		_, size := utf8.DecodeRuneInString(text[m[0]:])
		at = m[0] + max(size, 1)
	}
	return nil
}

// within reports whether the gaps of a match are within their limits.
func (c *compiled) within(text string, m []int) bool {
	for _, g := range c.gaps {
		if m[2*g.group] >= 0 && utf8.RuneCountInString(text[m[2*g.group]:m[2*g.group+1]]) > g.limit {
			return false
		}
	}
	return true
}

// ruleSet is the compiled rules by what they give.
type ruleSet struct {
	events []compiled // names of events
	facts  []compiled
	index  *wordIndex // of the words of all rules

	measured map[string]float64 // confidence by rule
}

// loadRules compiles all rules once. The error names every rule that is broken.
var loadRules = sync.OnceValues(func() (*ruleSet, error) {
	set, err := rules.All()
	if err != nil {
		return nil, err
	}
	macros := signMacros()
	for name, pattern := range set.Macros {
		macros[name] = pattern
	}
	measured, err := rules.Confidences()
	if err != nil {
		return nil, err
	}
	out := ruleSet{measured: measured}
	var faults []error
	for _, r := range set.Rules {
		c, err := compile(r, macros)
		switch {
		case err != nil:
			faults = append(faults, fmt.Errorf("rule %q: %w", r.ID, err))
		case r.Relation == eventRelation:
			out.events = append(out.events, c)
		case ends[r.Relation].start == "":
			faults = append(faults, fmt.Errorf("rule %q: unknown relation %q", r.ID, r.Relation))
		default:
			out.facts = append(out.facts, c)
		}
	}
	out.number()
	return &out, errors.Join(faults...)
})

// number numbers the words of all rules.
func (set *ruleSet) number() {
	set.index = newWordIndex()
	lists := [][]compiled{set.events, set.facts}
	for _, list := range lists {
		for i := range list {
			for _, w := range list[i].Words {
				set.index.add(w)
			}
		}
	}
	for _, list := range lists {
		for i := range list {
			list[i].words = set.index.empty()
			for _, w := range list[i].Words {
				list[i].words.add(set.index.add(w))
			}
		}
	}
}

// signMacros returns the macros for single signs and for the words of events.
func signMacros() map[string]string {
	macros := map[string]string{
		"Official": string(officialSign), "Person": "[" + string(officialSign) + string(personSign) + "]",
		"Title": string(titleSign), "Organization": string(organizationSign), "District": string(districtSign),
		"Policy": string(policySign), "Initiative": string(initiativeSign), "Date": string(dateSign),
		"P": string(officialSign) + string(personSign), // inside brackets of a class
	}
	var nouns, verbs []string
	for _, w := range lexicon.EventWords() {
		if w.Verb {
			verbs = append(verbs, w.Text)
		} else {
			nouns = append(nouns, w.Text)
		}
	}
	// Of words that end or begin with another of them, the shorter one matches wherever
	// the longer one does; a pattern that is a tenth as long is several times as fast.
	macros["EventNoun"] = alternatives(shortest(nouns, strings.HasSuffix))
	macros["EventVerbStart"] = alternatives(shortest(verbs, strings.HasPrefix))
	macros["EventVerb"] = alternatives(verbs)
	return macros
}

// shortest returns the words that have no other of them as an affix.
func shortest(words []string, affix func(s, part string) bool) []string {
	var out []string
	for _, w := range words {
		if !slices.ContainsFunc(words, func(other string) bool { return other != w && affix(w, other) }) {
			out = append(out, w)
		}
	}
	return out
}

// alternatives returns the pattern that matches any of words, longer ones first.
func alternatives(words []string) string {
	sorted := append([]string(nil), words...)
	sort.SliceStable(sorted, func(i, j int) bool { return len(sorted[i]) > len(sorted[j]) })
	for i := range sorted {
		sorted[i] = regexp.QuoteMeta(sorted[i])
	}
	return "(?:" + strings.Join(sorted, "|") + ")"
}

// macroUse is {Name}, {Name:capture}, {gap:10} in a pattern.
var macroUse = regexp.MustCompile(`\{([A-Za-z]\w*)(?::(\w+))?\}`)

// maxMacroDepth bounds macros inside macros, so that a circle is an error.
const maxMacroDepth = 8

func compile(r rules.Rule, macros map[string]string) (compiled, error) {
	gaps := 0
	source, err := expand(r.Pattern, r, macros, &gaps, 0)
	if err != nil {
		return compiled{}, err
	}
	pattern, err := regexp.Compile(source)
	if err != nil {
		return compiled{}, err
	}
	c := compiled{Rule: r, pattern: pattern, groups: map[string]int{}, needs: needed[r.Relation]}
	if r.Kind != "" {
		c.needs = []signSet{people, setOf(titleSign)}
	}
	if c.except, err = optional(r.Except); err != nil {
		return compiled{}, err
	}
	if c.before, err = optional(r.Before); err != nil {
		return compiled{}, err
	}
	for i, name := range pattern.SubexpNames() {
		if _, limit, ok := strings.Cut(name, "_"); ok && strings.HasPrefix(name, "gap") {
			n, err := strconv.Atoi(limit)
			if err != nil {
				return compiled{}, fmt.Errorf("{gap:%s}: want a number", limit)
			}
			c.gaps = append(c.gaps, gap{i, n})
		} else if name != "" {
			c.groups[name] = i
		}
	}
	if c.groups[pronounCapture] > 0 {
		c.needs = nil // 他 is no sign
	}
	return c, nil
}

// optional compiles a pattern; nil for an empty one.
func optional(pattern string) (*regexp.Regexp, error) {
	if pattern == "" {
		return nil, nil
	}
	return regexp.Compile(pattern)
}

// expand replaces the macros of a pattern.
func expand(pattern string, r rules.Rule, macros map[string]string, gaps *int, depth int) (string, error) {
	if depth > maxMacroDepth {
		return "", errors.New("macros use one another in a circle")
	}
	var fault error
	out := macroUse.ReplaceAllStringFunc(pattern, func(use string) string {
		m := macroUse.FindStringSubmatch(use)
		name, arg := m[1], m[2]
		switch name {
		case wordsCapture:
			return capture(wordsCapture, alternatives(r.Words))
		case "gap":
			*gaps++
			return fmt.Sprintf("(?P<gap%d_%s>[^%s。；！？\\n]*?)", *gaps, arg, macros["P"])
		}
		body, ok := macros[name]
		if !ok {
			fault = fmt.Errorf("unknown macro {%s}", name)
			return ""
		}
		inner, err := expand(body, r, macros, gaps, depth+1)
		if err != nil {
			fault = err
		}
		return capture(arg, inner)
	})
	return out, fault
}

// capture wraps a pattern in a named group, or in a plain one without a name.
func capture(name, pattern string) string {
	switch {
	case name != "":
		return "(?P<" + name + ">" + pattern + ")"
	case len(pattern) <= len(string(officialSign)) || strings.HasPrefix(pattern, "[") && strings.HasSuffix(pattern, "]"):
		return pattern
	}
	if strings.HasPrefix(pattern, string(officialSign)+string(personSign)) {
		return pattern
	}
	return "(?:" + pattern + ")"
}

// wordsCapture is the capture of the rule's word.
const wordsCapture = "words"

// excepted reports whether a match is one that the rule leaves out for what stands
// directly before its word or before those who do.
func (c *compiled) excepted(text string, m []int) bool {
	ends := func(pattern *regexp.Regexp, capture string) bool {
		g := c.groups[capture]
		return pattern != nil && g > 0 && m[2*g] >= 0 && pattern.MatchString(text[:m[2*g]])
	}
	return ends(c.except, wordsCapture) || ends(c.before, whoCapture)
}

// tries reports whether c can match in k: k has the signs that c needs and one of its
// words, and is no title unless c is for titles.
func (set *ruleSet) tries(c *compiled, k *skeleton) bool {
	if !k.has(c.needs) || k.Block == article.TitleBlock && !c.Title {
		return false
	}
	if len(c.Words) == 0 {
		return true
	}
	if k.words == nil {
		k.words = set.index.in(k.Text)
	}
	return k.words.meets(c.words)
}
