package graph

// Labels, types and properties that merging treats by name.
const (
	labelArticle      = "Article"
	labelPerson       = "Person"
	labelDistrict     = "District"
	labelOrganization = "Organization"

	typePossiblySameAs = "POSSIBLY_SAME_AS"
)

// BylinePrefix begins the anchor of a person who is named in a byline; the publisher
// or else the article's id follows. Such a person is never merged with an official.
const BylinePrefix = "byline:"
