// Package graph holds the vocabulary of the knowledge graph and the road from
// contributions (what one article says) to the merged graph (what they say
// together). It knows nothing of how text is read: extract imports graph, never
// the other way round.
package graph
