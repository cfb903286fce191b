package cypher

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"kg/graph"
)

// Fact is a relationship of an evidence type with every sentence that the store keeps
// for it. Confidence is nil for a rule that nobody measured. Support counts articles and
// may be more than the sentences: of many the earliest and the latest are kept.
type Fact struct {
	ID         string     `json:"id"`
	Type       string     `json:"type"`
	Start      Named      `json:"start"`
	End        Named      `json:"end"`
	Status     string     `json:"status,omitempty"` // of HOLDS_ROLE
	As         string     `json:"as,omitempty"`     // of ADOPTED and REPORTED
	Since      string     `json:"since,omitempty"`
	Until      string     `json:"until,omitempty"`
	Rule       string     `json:"rule"`
	Confidence *float64   `json:"confidence,omitempty"`
	Support    int64      `json:"support"`
	FirstSeen  string     `json:"firstSeen,omitempty"`
	LastSeen   string     `json:"lastSeen,omitempty"`
	Sentences  []Sentence `json:"sentences"`
}

// Named is an end of a fact.
type Named struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

// Sentence is one that states a fact. Start and End are bytes into the article's text,
// half-open. Published is the article's date, else its dateline, and may be empty.
type Sentence struct {
	Text      string `json:"text"`
	ArticleID string `json:"articleId"`
	Article   string `json:"article"`
	Published string `json:"published,omitempty"`
	Source    string `json:"source,omitempty"`
	URL       string `json:"url,omitempty"`
	Start     int    `json:"start"`
	End       int    `json:"end"`
}

// ErrNoFact is wrapped when there are names, but no fact about them.
var ErrNoFact = errors.New("no fact")

// FactsByID returns the fact of that id, else the facts about the node of that id.
func FactsByID(ctx context.Context, store graph.Store, id string) ([]Fact, error) {
	facts, err := readFacts(ctx, store, "f.id = $id", map[string]any{"id": id})
	if err != nil || len(facts) > 0 {
		return facts, err
	}
	if facts, err = factsAbout(ctx, store, []any{id}); err == nil && len(facts) == 0 {
		err = fmt.Errorf("%w has or is about the id %s", ErrNoFact, id)
	}
	return facts, err
}

// FactsOf returns the facts about what name can mean; with other not empty those that
// link the two: facts between them, and for two that take part in the same thing the
// facts of both about it. What is resolved is as in Resolve with Entity.
func FactsOf(ctx context.Context, store graph.Store, name, other string) ([]Fact, error) {
	nodes, err := Resolve(ctx, store, Entity, name, nil)
	if err != nil {
		return nil, err
	}
	facts, err := factsAbout(ctx, store, ids(nodes))
	if err != nil {
		return nil, err
	}
	if other == "" {
		if len(facts) == 0 {
			return nil, fmt.Errorf("%w about %s", ErrNoFact, name)
		}
		return facts, nil
	}
	others, err := Resolve(ctx, store, Entity, other, nil)
	if err != nil {
		return nil, err
	}
	theirs, err := factsAbout(ctx, store, ids(others))
	if err != nil {
		return nil, err
	}
	if facts = linking(facts, theirs); len(facts) == 0 {
		return nil, fmt.Errorf("%w links %s and %s", ErrNoFact, name, other)
	}
	return facts, nil
}

// linking returns the facts in both lists, and of both lists those that end in the same node.
func linking(ours, theirs []Fact) []Fact {
	inOurs, ends := map[string]bool{}, map[string]bool{}
	for _, f := range ours {
		inOurs[f.ID], ends[f.End.ID] = true, true
	}
	var between, shared []Fact
	theirEnds := map[string]bool{}
	for _, f := range theirs {
		theirEnds[f.End.ID] = true
		if inOurs[f.ID] {
			between = append(between, f)
		} else if ends[f.End.ID] {
			shared = append(shared, f)
		}
	}
	if len(between) > 0 {
		return between
	}
	for _, f := range ours {
		if theirEnds[f.End.ID] {
			shared = append(shared, f)
		}
	}
	sortFacts(shared)
	return shared
}

func factsAbout(ctx context.Context, store graph.Store, nodes []any) ([]Fact, error) {
	return readFacts(ctx, store, "s.id IN $nodes OR e.id IN $nodes", map[string]any{"nodes": nodes})
}

// factQuery reads facts, one row for each sentence.
const factQuery = `MATCH (s)-[f:%s]->(e)
WHERE %s
UNWIND range(1, size(f.articles)) AS i
WITH s, f, e, i, f.articles[i - size(f.articles) - 1] AS articleID, f.quotes[i - size(f.articles) - 1] AS quote, f.sentences[i - size(f.articles) - 1] AS sentence
MATCH (a:Article)
WHERE a.id = articleID
RETURN f.id AS id, type(f) AS type, s.id AS startID, s.name AS startName, e.id AS endID, e.name AS endName,
  f.status AS status, f.` + "`as`" + ` AS byline, f.since AS since, f.until AS until, f.rule AS rule, f.confidence AS confidence, f.support AS support,
  f.firstSeen AS firstSeen, f.lastSeen AS lastSeen,
  quote, sentence, a.id AS articleID, a.name AS article, coalesce(a.published, a.dateline) AS published, a.source AS source, a.url AS url
ORDER BY f.id + toString(1000 + i)`

func readFacts(ctx context.Context, store graph.Store, where string, params map[string]any) ([]Fact, error) {
	var types []string
	for _, t := range graph.Schema().Types {
		if t.Evidence {
			types = append(types, t.Name)
		}
	}
	res, err := store.Query(ctx, fmt.Sprintf(factQuery, strings.Join(types, "|"), where), params)
	if err != nil {
		return nil, fmt.Errorf("read facts: %w", err)
	}
	var facts []Fact
	for _, row := range res.Rows {
		f := fact(row)
		if n := len(facts); n > 0 && facts[n-1].ID == f.ID {
			facts[n-1].Sentences = append(facts[n-1].Sentences, f.Sentences...)
			continue
		}
		facts = append(facts, f)
	}
	sortFacts(facts)
	return facts, nil
}

// fact reads a row of factQuery.
func fact(row []any) Fact {
	f := Fact{
		ID: str(row[0]), Type: str(row[1]),
		Start: Named{str(row[2]), str(row[3])}, End: Named{str(row[4]), str(row[5])},
		Status: str(row[6]), As: str(row[7]), Since: str(row[8]), Until: str(row[9]),
		Rule: str(row[10]), FirstSeen: str(row[13]), LastSeen: str(row[14]),
	}
	if c, ok := row[11].(float64); ok {
		f.Confidence = &c
	}
	f.Support, _ = row[12].(int64)
	s := Sentence{
		Text: str(row[15]), ArticleID: str(row[17]), Article: str(row[18]),
		Published: str(row[19]), Source: str(row[20]), URL: str(row[21]),
	}
	_, span, _ := strings.Cut(str(row[16]), "#")
	from, to, _ := strings.Cut(span, "-")
	s.Start, _ = strconv.Atoi(from) // the store wrote it
	s.End, _ = strconv.Atoi(to)
	f.Sentences = []Sentence{s}
	return f
}

// sortFacts sorts by type in the order of the vocabulary, first sighting, names and id.
func sortFacts(facts []Fact) {
	rank := map[string]int{}
	for i, t := range graph.Schema().Types {
		rank[t.Name] = i
	}
	slices.SortFunc(facts, func(a, b Fact) int {
		return cmp.Or(cmp.Compare(rank[a.Type], rank[b.Type]), cmp.Compare(a.FirstSeen, b.FirstSeen),
			cmp.Compare(a.Start.Name, b.Start.Name), cmp.Compare(a.End.Name, b.End.Name), cmp.Compare(a.ID, b.ID))
	})
}
