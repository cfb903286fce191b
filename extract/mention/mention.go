// Package mention finds what an article names: divisions, organizations, titles of
// posts, people, dates, documents and initiatives.
//
// In: an article. Out: its sentences and the mentions in them, as byte positions in
// Article.Text. Nothing is decided here that needs another sentence: which division a
// bare 区委书记 belongs to, or which person a surname means, is for package link.
package mention

import (
	"kg/extract/article"
	"kg/extract/lexicon"
)

// Label says what a mention names.
type Label string

// The labels. Title and Date become no node by themselves.
const (
	Person       Label = "Person"
	Title        Label = "Title"
	District     Label = "District"
	Organization Label = "Organization"
	Policy       Label = "Policy"
	Initiative   Label = "Initiative"
	Date         Label = "Date"
)

// Mention is a piece of the text that names something. Text is what the article has at
// Span; Norm is the key to look it up by: without inner spaces, brackets and quotes. Rule
// says what recognised it. Exactly the part that fits Label is set.
type Mention struct {
	article.Span
	Label  Label
	Text   string
	Norm   string
	Rule   string
	Inside bool // part of the name of something else: of an organ, a title

	Place  *PlacePart
	Organ  *OrganPart
	Post   *PostPart
	Person *PersonPart
	Date   *DatePart
	Kind   string // of a Policy or an Initiative, a value of graph/schema.yaml
	Class  string // of a Policy its draft mark, of an Initiative its class word
}

// PlacePart is what a District mention says. Divisions are the entries with that name;
// nil for a place that the table does not have, whose level the suffix gives.
type PlacePart struct {
	Divisions []*lexicon.Division
	Level     string
	Short     bool // a short form (新乡), which is a division only if the article bears it out
}

// OrganPart is what an Organization mention says. Place is the District mention that the
// name begins with, or an empty span.
type OrganPart struct {
	Kind  string // value of organizationKind in graph/schema.yaml
	Place article.Span
	Class string // the class character at its start without a name: 区 of 区财政局
	Apart bool   // stands beside the titles of its posts: a company, a school
	Alone bool   // generic: needs a district to be one organization (区委)

	Of article.Span // the organization beside it that it is a part of; empty for none
}

// PostPart is what a Title mention says. Title is without the place; Organ is the span of
// an organization beside it (a company), empty for none.
type PostPart struct {
	Class    string // of lexicon: post, member, rank, generic, person
	Head     string // 书记
	Title    string
	Deputy   bool
	Place    article.Span
	Division string       // class character at its start without a name: 区 of 区委书记
	Organ    article.Span // an organization beside the title; empty for none
	Within   article.Span // the organ in the title (区委 of 牧野区委书记); empty for none
	Kind     string       // of that organ, as in graph/schema.yaml
	Status   string       // value of status in graph/schema.yaml
}

// PersonPart is what a Person mention says.
type PersonPart struct {
	Byline string // reporter, correspondent, photographer, editor; "" for people of the story
}

// DatePart is a date as written. A part that is not said is 0; EndMonth and EndDay
// are set for a range.
type DatePart struct {
	Year, Month, Day int
	EndMonth, EndDay int
	Relative         string // 昨日, 近日; "" for a date
}

// Sentence is one sentence of the article and the kind of line that it is in.
type Sentence struct {
	article.Span
	Block article.BlockKind
	Line  int // number of its block
}

// Found is an article with what it names. Sentences are in order. Mentions are sorted by
// start, then longer first; those that do not overlap others are the Top ones; only a
// District may lie inside another mention, and the Organization of a post inside its Title.
type Found struct {
	Article   *article.Article
	Sentences []Sentence
	Mentions  []Mention
}

// Text returns what the article has at s.
func (f *Found) Text(s article.Span) string { return f.Article.Text[s.Start:s.End] }
