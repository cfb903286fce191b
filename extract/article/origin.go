package article

import "sort"

// Piece says that TextLen bytes of Article.Text come from DocLen bytes of the
// document. Where the two lengths differ (an entity of HTML, a docx run) the bytes
// stand for each other only as a whole.
type Piece struct {
	Text, TextLen int
	Doc, DocLen   int
}

// Origin leads from Article.Text to the document as read: its bytes decoded to
// UTF-8, without a byte order mark, unpacked; for a record the value of its text
// field; for a docx the text of word/document.xml. Pieces are sorted by Text and do
// not overlap; bytes of Text in no piece (a newline that joins two blocks) come from nowhere.
type Origin struct {
	Pieces []Piece
}

// Spans returns the ranges of the document that s comes from, in the order of the
// text, neighbours joined. It returns nil for an empty span.
func (o Origin) Spans(s Span) []Span {
	var out []Span
	i := sort.Search(len(o.Pieces), func(i int) bool { return o.Pieces[i].Text+o.Pieces[i].TextLen > s.Start })
	for ; i < len(o.Pieces) && o.Pieces[i].Text < s.End; i++ {
		p := o.Pieces[i]
		d := Span{p.Doc, p.Doc + p.DocLen}
		if p.TextLen == p.DocLen {
			d.Start += max(0, s.Start-p.Text)
			d.End -= max(0, p.Text+p.TextLen-s.End)
		}
		if n := len(out); n > 0 && out[n-1].End == d.Start {
			out[n-1].End = d.End
		} else {
			out = append(out, d)
		}
	}
	return out
}
