// Package neo4j is the graph.Store in a Neo4j server, version 5 or later.
//
// Each Article node carries its contribution in the property facts and, once all that
// follows from it is in the graph, its hash. An update
//
//	lock     one load at a time: the others wait
//	read     what comes, against the hashes that are there (package changeset)
//	merge    the contributions that stay and those that came -> the graph as it must be
//	diff     with the graph as it is -> what to write
//	mark     one article loses its hash
//	write    nodes, relationships, then what is gone; articles with new facts lose their hashes
//	commit   the hashes; articles that are gone go
//
// so that the graph is a function of the articles whatever was there: a load that was
// cut off after mark is completed by the next one, which compares the whole graph again.
// A small update is one transaction.
// Properties, labels and relationship types that are not of the vocabulary are left
// alone, as are relationships without an id.
package neo4j
