package neo4j

import (
	"encoding/base64"
	"fmt"
	"sync"

	"github.com/klauspost/compress/zstd"

	"kg/graph"
)

// factsProperty of an Article node holds its contribution: the line of JSON that kg
// extract --per-article prints, compressed by zstd, in base64, so that it goes through
// CSV and Cypher scripts as text. It is empty on an article whose removal is under way.
const factsProperty = "facts"

var encoder = sync.OnceValue(func() *zstd.Encoder {
	e, err := zstd.NewWriter(nil, zstd.WithEncoderConcurrency(1), zstd.WithEncoderLevel(zstd.SpeedFastest))
	if err != nil {
		panic(err) // the options are constant
	}
	return e
})

var decoder = sync.OnceValue(func() *zstd.Decoder {
	d, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(maxFacts))
	if err != nil {
		panic(err)
	}
	return d
})

// maxFacts bounds what one article's facts may unpack to, in bytes.
const maxFacts = 1 << 30

// packFacts returns the facts property of a contribution's line.
func packFacts(line []byte) string {
	return base64.StdEncoding.EncodeToString(encoder().EncodeAll(line, nil))
}

// unpackFacts returns the contribution in the facts property of the article id.
func unpackFacts(id, facts string) (*graph.Contribution, error) {
	packed, err := base64.StdEncoding.DecodeString(facts)
	if err == nil {
		packed, err = decoder().DecodeAll(packed, nil)
	}
	var c *graph.Contribution
	if err == nil {
		c, err = graph.DecodeContribution(packed)
	}
	if err == nil && c.Article.ID != id {
		err = fmt.Errorf("they are those of article %s", c.Article.ID)
	}
	if err != nil {
		return nil, fmt.Errorf("facts of article %s, as the database holds them: %w; delete that node (DETACH DELETE) and load its article again", id, err)
	}
	return c, nil
}
