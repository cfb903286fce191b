package article

import "strings"

// Articles splits and repairs one document. It returns nil for facts and for a
// document without text. It changes nothing; safe for concurrent use.
func (d Document) Articles() []Article {
	if d.Kind != ArticlesDocument {
		return nil
	}
	stories := d.stories()
	if len(stories) > 1 {
		d.fields.title = "" // the file's title is no story's
	}
	out := make([]Article, 0, len(stories))
	seen := make(map[string]int)
	for _, st := range stories {
		art := d.article(st)
		if art.Text == "" {
			continue
		}
		art.Ordinal = len(out)
		art.Nth = seen[art.Title] + d.nth
		seen[art.Title]++
		out = append(out, art)
	}
	d.date(out)
	return out
}

// stories parses the document and cuts it into stories.
func (d *Document) stories() []*story {
	parsed := d.parse()
	blocks := make([]*block, 0, len(parsed))
	headings := false
	for i := range parsed {
		b := &parsed[i]
		if b.layout == heading {
			headings = true
		} else if b.layout == paragraph {
			b.kind = classify(b)
			if b.kind == furnitureLine && b.link == "" {
				continue
			}
		}
		blocks = append(blocks, b)
	}
	if !d.fields.record && d.format != htmlFormat && !headings {
		headings = markHeadlines(blocks)
	}
	if d.fields.record || d.format == htmlFormat || !headings {
		return []*story{d.single(blocks)}
	}
	stories := placeStrays(splitStories(joinBreaks(blocks)))
	return stories
}

// single returns the document as one story.
func (d *Document) single(blocks []*block) *story {
	if first := firstHeading(blocks); first >= 0 && (d.fields.title == "" || sameTitle(blocks[first].text, d.fields.title)) {
		if b := blocks[first]; b.layout == paragraph {
			b.layout, b.level = heading, 1
		}
	}
	return oneStory(joinBreaks(blocks), d.fields.title != "")
}

// sameTitle reports whether two titles differ only in white space.
func sameTitle(a, b string) bool {
	return strings.Join(strings.Fields(a), "") == strings.Join(strings.Fields(b), "")
}

// article writes the text of a story and fills in what the page says about it.
func (d *Document) article(st *story) Article {
	w := textWriter{}
	title := d.fields.title
	if len(st.titles) > 0 && (title == "" || !d.fields.record || sameTitle(title, st.titles[0].text)) {
		title = st.titles[0].text
	} else if title != "" {
		w.foreign(title, TitleBlock)
	}
	for _, b := range st.titles {
		w.block(b, TitleBlock)
	}
	for _, b := range st.body {
		w.block(b, b.kind.public())
	}
	text := w.out.String()
	return Article{
		Collection: d.Collection,
		Source:     d.Source,
		Key:        d.fields.key,
		Title:      title,
		PlaceLine:  st.place,
		Publisher:  first(d.fields.publisher, st.mark.publisher),
		URL:        first(d.fields.url, st.url),
		Page:       first(d.fields.page, st.mark.page),
		Published:  first(d.fields.published, d.fields.fallback, st.mark.published),
		Text:       text,
		Blocks:     w.blocks,
		Origin:     Origin{Pieces: w.pieces},
	}
}

// first returns the first value that is not empty.
func first(values ...string) string {
	for _, v := range values {
		if v != "" {
			return v
		}
	}
	return ""
}

// public returns the kind of block that readers of an article see.
func (k lineKind) public() BlockKind {
	switch k {
	case titleLine:
		return TitleBlock
	case captionLine:
		return CaptionBlock
	case bylineLine:
		return BylineBlock
	case sourceLine:
		return SourceBlock
	}
	return BodyBlock
}

// textWriter puts the blocks of an article together.
type textWriter struct {
	out    strings.Builder
	blocks []Block
	pieces []Piece
}

// begin starts a new line.
func (w *textWriter) begin() int {
	if w.out.Len() > 0 {
		w.out.WriteByte('\n')
	}
	return w.out.Len()
}

// foreign writes a line that the document's text does not have: the title field of
// a record. White space in it becomes single spaces.
func (w *textWriter) foreign(text string, kind BlockKind) {
	start := w.begin()
	w.out.WriteString(text)
	w.blocks = append(w.blocks, Block{Span{start, w.out.Len()}, kind})
}

// block writes a block as one line.
func (w *textWriter) block(b *block, kind BlockKind) {
	start := w.begin()
	for _, r := range b.runs {
		at := w.out.Len()
		w.out.WriteString(r.text)
		if n := len(w.pieces); n > 0 && r.docLen == len(r.text) {
			last := &w.pieces[n-1]
			if last.Text+last.TextLen == at && last.Doc+last.DocLen == r.doc && last.TextLen == last.DocLen {
				last.TextLen += r.docLen
				last.DocLen += r.docLen
				continue
			}
		}
		w.pieces = append(w.pieces, Piece{Text: at, TextLen: len(r.text), Doc: r.doc, DocLen: r.docLen})
	}
	w.blocks = append(w.blocks, Block{Span{start, w.out.Len()}, kind})
}
