package graph

// Contribution is what one article says: the article itself and every node and
// relationship read from it. A merged graph is a function of the set of
// contributions, never of the order in which they came.
type Contribution struct {
	Article Article `json:"article"`
	Facts   []Fact  `json:"facts"`
}

// Article is one story. Text is the repaired text with the title as line 0; all
// offsets of the contribution are UTF-8 bytes, half-open, into it. Published and
// Dateline are ISO dates whose length is their precision ("2023-08", "--08-28").
// Hash covers the whole contribution with Hash itself empty.
type Article struct {
	ID         string `json:"id"`
	Name       string `json:"name"`
	Collection string `json:"collection,omitempty"`
	Key        string `json:"key,omitempty"`
	Source     string `json:"source,omitempty"`
	Publisher  string `json:"publisher,omitempty"`
	URL        string `json:"url,omitempty"`
	Page       string `json:"page,omitempty"`
	Published  string `json:"published,omitempty"`
	Dateline   string `json:"dateline,omitempty"`
	Ordinal    int    `json:"ordinal"`
	Hash       string `json:"hash,omitempty"`
	Text       string `json:"text"`
}

// FactType tells a node fact from a relationship fact.
type FactType string

// The two kinds of fact.
const (
	NodeFact         FactType = "node"
	RelationshipFact FactType = "relationship"
)

// Fact is one node or relationship as one article gives it. A Person's ID is that
// of its mention (PersonID of the name and the smallest anchor in this article);
// merging maps it to the id of the person's cluster. The other ids are final.
// Evidence is set on relationships of evidence types and nil on the rest.
type Fact struct {
	Type       FactType   `json:"type"`
	ID         string     `json:"id"`
	Label      string     `json:"label"`
	Start      *End       `json:"start,omitempty"`
	End        *End       `json:"end,omitempty"`
	Properties Properties `json:"properties,omitempty"`
	Evidence   *Evidence  `json:"evidence,omitempty"`
}

// End names one end of a relationship.
type End struct {
	ID    string `json:"id"`
	Label string `json:"label"`
}

// Properties maps a property name of schema.yaml to its value: string, bool,
// int64, float64, []string. A value that is not known is absent, never empty.
type Properties map[string]any

// Evidence is the sentence that states a fact. Start and End are bytes into the
// article's text, half-open. Confidence is nil for a rule that nobody measured.
type Evidence struct {
	Quote      string   `json:"quote"`
	Start      int      `json:"start"`
	End        int      `json:"end"`
	Rule       string   `json:"rule"`
	Confidence *float64 `json:"confidence,omitempty"`
}

// Node is a merged entity.
type Node struct {
	ID         string
	Label      string
	Properties Properties
}

// Relationship is a merged relationship.
type Relationship struct {
	ID         string
	Type       string
	Start, End End
	Properties Properties
}
