// Package eval measures what extraction finds against annotated articles.
//
// In: gold articles (one JSON object a line, with "id" and "text") and the graph that was
// extracted from that file. Out: precision, recall and F1 for each kind of fact, with what
// was missed and what is wrong. Figures are micro-averaged over articles.
package eval

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"sort"

	"kg/graph"
)

// Case is one annotated article.
type Case struct {
	ID            string          `json:"id"`
	Persons       []string        `json:"persons"`
	Boilerplate   []string        `json:"boilerplatePersons"`
	Reporters     []string        `json:"reporters"`
	Holds         []Hold          `json:"holds"`
	Districts     []string        `json:"districts"`
	Organizations []string        `json:"organizations"`
	Initiatives   []Initiative    `json:"initiatives"`
	Documents     []string        `json:"documents"`
	Events        []Event         `json:"events"`
	Participation []Participation `json:"participation"`
}

// Hold is a person with a post. A generic one (区领导) neither helps nor hurts.
type Hold struct {
	Person   string `json:"person"`
	Title    string `json:"title"`
	District string `json:"district"`
	Generic  bool   `json:"generic"`
}

// Initiative is a named campaign, mechanism or the like.
type Initiative struct {
	Name string `json:"name"`
}

// Event is a reported event; Date is as written.
type Event struct {
	Key  string `json:"key"`
	Name string `json:"name"`
	Date string `json:"date"`
}

// Participation is a person or organization in an event.
type Participation struct {
	Who   string `json:"who"`
	Kind  string `json:"kind"`
	Event string `json:"event"`
	As    string `json:"as"`
}

// maxLine is the longest line of a gold file, in bytes.
const maxLine = 16 << 20

// ReadGold reads the annotated articles of a file; name is for messages. An error names
// the line.
func ReadGold(r io.Reader, name string) ([]Case, error) {
	var cases []Case
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, maxLine)
	for number := 1; lines.Scan(); number++ {
		if len(lines.Bytes()) == 0 {
			continue
		}
		var c Case
		if err := json.Unmarshal(lines.Bytes(), &c); err != nil {
			return nil, fmt.Errorf("%s:%d: %w", name, number, err)
		}
		if c.ID == "" {
			return nil, fmt.Errorf("%s:%d: the article has no id", name, number)
		}
		cases = append(cases, c)
	}
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return cases, nil
}

// Graph is an extracted graph, arranged by article.
type Graph struct {
	nodes    map[string]*graph.Node
	articles map[string]string              // id -> record id, else source without its folder and ending
	byRecord map[string]map[string][]triple // record id -> type -> relationships
}

// triple is a relationship with its ends.
type triple struct {
	start, end *graph.Node
	rel        *graph.Relationship
}

// NewGraph returns an empty graph; add nodes before the relationships between them.
func NewGraph() *Graph {
	return &Graph{nodes: map[string]*graph.Node{}, articles: map[string]string{}, byRecord: map[string]map[string][]triple{}}
}

// AddNode adds a node.
func (g *Graph) AddNode(n *graph.Node) {
	g.nodes[n.ID] = n
	if n.Label != "Article" {
		return
	}
	key, _ := n.Properties["key"].(string)
	if key == "" {
		source, _ := n.Properties["source"].(string)
		key = baseName(source)
	}
	g.articles[n.ID] = key
}

// AddRelationship adds a relationship to every article that it belongs to: those that
// support it, and the article that it starts or ends at.
func (g *Graph) AddRelationship(r *graph.Relationship) {
	start, end := g.nodes[r.Start.ID], g.nodes[r.End.ID]
	if start == nil || end == nil {
		return
	}
	articles, _ := r.Properties["articles"].([]string)
	seen := map[string]bool{}
	for _, id := range append([]string{r.Start.ID, r.End.ID}, articles...) {
		key, ok := g.articles[id]
		if !ok || seen[id] {
			continue
		}
		seen[id] = true
		if g.byRecord[key] == nil {
			g.byRecord[key] = map[string][]triple{}
		}
		g.byRecord[key][r.Type] = append(g.byRecord[key][r.Type], triple{start, end, r})
	}
}

// Fields are the names of what is measured, in order.
var Fields = []string{
	"person", "holds", "holds+place", "reporter", "district", "organization", "policy",
	"initiative", "event", "takes-part", "takes-part|event",
}

// Miss is one difference: what gold has and the graph lacks, or the other way round.
type Miss struct {
	Case  string // id of the article
	Wrong bool   // the graph has it, gold does not
	What  string
}

// Score is the result for one field.
type Score struct {
	Right, Wrong, Missed int
	Misses               []Miss // by article, missed first, sorted
}

// Precision returns the share of what was found that is right, in [0, 1]; 0 when nothing
// was found. Recall and F1 are 0 where they have no value, too.
func (s *Score) Precision() float64 { return ratio(s.Right, s.Right+s.Wrong) }

// Recall returns the share of what gold has that was found.
func (s *Score) Recall() float64 { return ratio(s.Right, s.Right+s.Missed) }

// F1 returns the harmonic mean of precision and recall.
func (s *Score) F1() float64 {
	p, r := s.Precision(), s.Recall()
	if p+r == 0 {
		return 0
	}
	return 2 * p * r / (p + r)
}

func ratio(part, whole int) float64 {
	if whole == 0 {
		return 0
	}
	return float64(part) / float64(whole)
}

// add compares two sets; what ignore holds neither helps nor hurts.
func (s *Score) add(id string, gold, got, ignore map[string]bool) {
	var missed, wrong []string
	for x := range gold {
		if got[x] {
			s.Right++
		} else {
			missed = append(missed, x)
		}
	}
	for x := range got {
		if !gold[x] && !ignore[x] {
			wrong = append(wrong, x)
		}
	}
	s.note(id, missed, wrong)
}

// note counts what was missed and what is wrong.
func (s *Score) note(id string, missed, wrong []string) {
	s.Missed += len(missed)
	s.Wrong += len(wrong)
	sort.Strings(missed)
	sort.Strings(wrong)
	for _, x := range missed {
		s.Misses = append(s.Misses, Miss{id, false, x})
	}
	for _, x := range wrong {
		s.Misses = append(s.Misses, Miss{id, true, x})
	}
}
