// Package link decides which entity a mention means: which division a bare 区委书记
// belongs to, which organization 区财政局 is, which person a name is.
//
// In: what package mention found in one article. Out: the same with an Entity for each
// mention that names one. Every choice says why it was made. Nothing is guessed: where
// the article does not fix a division, there is none, since a wrong one is worse.
package link

import (
	"kg/extract/mention"
	"kg/graph"
)

// Entity is a node that a mention means. ID is final except for people, whose ID is that of
// the name with its smallest anchor in this article.
type Entity struct {
	ID         string
	Label      string
	Name       string
	Aliases    []string
	Properties graph.Properties
	District   *Place  // of a post, an organization
	Organ      *Entity // of a post: the organization beside its title
	Within     *Entity // of a post: the organ in its title
	Why        string  // how District was chosen
}

// Linked is an article whose mentions are linked. Entities has one element for each
// mention, nil for those that name nothing in the graph (a date, 区领导).
type Linked struct {
	*mention.Found
	ID       string // of the article
	Home     *Place // the division that the article is about; nil when nothing says
	HomeWhy  string
	Line     *Place   // of the place line above the heading, which is not in the text; else nil
	Places   []*Place // by mention, nil for others than districts
	Entities []*Entity
}

// Resolve links the mentions of f.
func Resolve(f *mention.Found) *Linked {
	art := f.Article
	l := &Linked{
		Found:    f,
		ID:       graph.ArticleID(art.Collection, art.Key, art.Source, art.Title, art.Nth),
		Places:   make([]*Place, len(f.Mentions)),
		Entities: make([]*Entity, len(f.Mentions)),
	}
	r := &resolver{Linked: l, byID: map[string]*Place{}, onlyOf: map[string]*Place{}}
	r.resolvePlaces()
	r.findHome()
	r.resolveOrgans()
	r.resolvePosts()
	r.resolveOthers()
	r.resolvePeople()
	return l
}

// resolver holds what is known while one article is linked.
type resolver struct {
	*Linked
	byID   map[string]*Place // places of the article by id
	onlyOf map[string]*Place // by class character: the only place of that class in the article
}

// entity makes an entity for mention i.
func (r *resolver) entity(i int, label, id, name string) *Entity {
	e := &Entity{ID: id, Label: label, Name: name, Properties: graph.Properties{}}
	r.Entities[i] = e
	return e
}
