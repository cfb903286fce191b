package cypher

import (
	"context"
	"fmt"
	"strings"

	"kg/graph"
)

// Match is a node that a typed name can mean. Anchor tells namesakes apart: the path of
// a district, the district of a post or organization, the date of an event, the issuer
// of a policy or article (publishing), the district or organization of a person; it is empty for an initiative
// and where it is not known.
type Match struct {
	ID, Label, Name, Anchor string
}

// NoMatchError says that no node has the name.
type NoMatchError struct {
	Type Type
	Text string
	In   []Match  // the districts that a post was looked for in, or nil
	Near []string // names that come near
}

func (e *NoMatchError) Error() string {
	where := ""
	if len(e.In) > 0 {
		where = " in " + e.In[0].Name
	}
	near := ""
	if len(e.Near) > 0 {
		near = "; near it are " + strings.Join(e.Near, ", ")
	}
	return fmt.Sprintf("no %s %q%s: looked among names, aliases, short forms and parts of names%s", e.Type, e.Text, where, near)
}

// kind is how nodes of a label are looked up. Its strings are Cypher about the node n.
type kind struct {
	typ    Type
	label  string
	exact  string // what equals the typed text, beside name and aliases
	anchor string // what tells namesakes apart
}

// kinds are in the order in which an entity is looked for.
var kinds = []kind{
	{typ: Person, label: "Person", anchor: "''"},
	{typ: Post, label: "Role", exact: " OR n.title = $text", anchor: "coalesce(n.district, '')"},
	{typ: Organization, label: "Organization", anchor: "coalesce(n.district, '')"},
	{typ: Event, label: "Event", anchor: "coalesce(n.date, '')"},
	{typ: Initiative, label: "Initiative", anchor: "''"},
	{typ: Policy, label: "Policy", anchor: "coalesce(n.issuer, '')"},
	{typ: District, label: "District", exact: " OR n.path = $text", anchor: "coalesce(n.path, '')"},
}

// articles are looked up only where an article is asked for: their titles hold the names of
// most other things.
var articles = []kind{{typ: Article, label: "Article", anchor: "coalesce(n.published, '')"}}

// kindsOf returns the kinds of a name type: all but articles for Entity.
func kindsOf(t Type) []kind {
	switch t {
	case Entity:
		return kinds
	case Article:
		return articles
	}
	for i, k := range kinds {
		if k.typ == t {
			return kinds[i : i+1]
		}
	}
	return nil
}

// Resolve returns the nodes that a typed name can mean, by label and id: those of that
// id, else of that name, alias, title or code, else those of which it is the short form,
// else those whose name holds it (two characters at least), else those whose name holds
// its letters whatever the quotes and marks between. Posts are looked for in the
// districts of place unless it is nil. What was typed is only ever a parameter. No match
// is a *NoMatchError.
func Resolve(ctx context.Context, store graph.Store, t Type, text string, place []Match) ([]Match, error) {
	l := &lookup{store: store, text: text, place: place}
	for _, find := range stages {
		var matches []Match
		for _, k := range kindsOf(t) {
			found, err := find(ctx, l, k)
			if err != nil {
				return nil, fmt.Errorf("look up %s %q: %w", t, text, err)
			}
			matches = append(matches, found...)
		}
		if len(matches) > 0 {
			if err := l.anchor(ctx, matches); err != nil {
				return nil, fmt.Errorf("look up %s %q: %w", t, text, err)
			}
			return matches, nil
		}
	}
	near, err := l.near(ctx, t)
	if err != nil {
		return nil, fmt.Errorf("look up %s %q: %w", t, text, err)
	}
	return nil, &NoMatchError{Type: t, Text: text, In: place, Near: near}
}
