package graph

import (
	"encoding/base64"
	"fmt"
	"sync"

	"github.com/klauspost/compress/zstd"
)

// FactsProperty is the property of an Article node in Neo4j that holds its contribution,
// from which a later load goes on. It is no part of the vocabulary.
const FactsProperty = "facts"

var factsEncoder = sync.OnceValue(func() *zstd.Encoder {
	e, err := zstd.NewWriter(nil, zstd.WithEncoderConcurrency(1), zstd.WithEncoderLevel(zstd.SpeedFastest))
	if err != nil {
		panic(err) // the options are constant
	}
	return e
})

var factsDecoder = sync.OnceValue(func() *zstd.Decoder {
	d, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(maxFacts))
	if err != nil {
		panic(err)
	}
	return d
})

// maxFacts bounds what one article's facts may unpack to, in bytes.
const maxFacts = 1 << 30

// PackFacts returns the value of FactsProperty for a contribution's line: the line
// compressed by zstd, in base64, so that it goes through CSV and Cypher scripts as text.
func PackFacts(line []byte) string {
	return base64.StdEncoding.EncodeToString(factsEncoder().EncodeAll(line, nil))
}

// UnpackFacts returns the contribution in the facts of the article id.
func UnpackFacts(id, facts string) (*Contribution, error) {
	packed, err := base64.StdEncoding.DecodeString(facts)
	if err == nil {
		packed, err = factsDecoder().DecodeAll(packed, nil)
	}
	var c *Contribution
	if err == nil {
		c, err = DecodeContribution(packed)
	}
	if err == nil && c.Article.ID != id {
		err = fmt.Errorf("they are those of article %s", c.Article.ID)
	}
	if err != nil {
		return nil, fmt.Errorf("facts of article %s, as the database holds them: %w; delete that node (DETACH DELETE) and load its article again", id, err)
	}
	return c, nil
}
