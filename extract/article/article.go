// Package article reads files and records and returns articles with repaired text.
//
// In: folders and files (.md .txt .html .jsonl .csv .docx, each also .gz) or a
// stream. Out: one Article a story. Text is never rewritten: the repair only
// chooses which bytes of the document stay, in which order, and Origin leads from
// each of them back to the document as read.
package article

// Span is a range of bytes, half-open.
type Span struct {
	Start, End int
}

// BlockKind says what a line of Article.Text is.
type BlockKind string

// The kinds of line.
const (
	TitleBlock   BlockKind = "title"   // the heading, and further heading lines such as 原标题
	BodyBlock    BlockKind = "body"    // a paragraph of the story
	CaptionBlock BlockKind = "caption" // a photograph's caption: … 摄
	BylineBlock  BlockKind = "byline"  // a line with only reporters, editors or office pen names
	SourceBlock  BlockKind = "source"  // 来源：…
)

// Block is one line of Article.Text without its newline.
type Block struct {
	Span
	Kind BlockKind
}

// Article is one story. Text holds the title as its first line when there is one,
// then one paragraph a line. Published and Dateline are ISO dates whose length is
// their precision; Dateline needs a year from the story itself, the file or
// Published, else it is "--MM-DD".
type Article struct {
	Collection string
	Source     string // path relative to the argument, with slashes
	Key        string // id of a record
	Title      string // "" when the story has none
	PlaceLine  string // a place line that stood alone above the heading: 红旗区西街街道
	Publisher  string
	URL        string
	Page       string
	Published  string
	Dateline   string
	Year       int // year that dates without one take; 0 when nothing fixes it
	Ordinal    int // from 0, within the document
	Nth        int // from 0, among articles of the document with this title
	Text       string
	Blocks     []Block
	Origin     Origin
}
