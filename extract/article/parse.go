package article

// parse turns the document into blocks by its format.
func (d *Document) parse() []block {
	switch d.format {
	case htmlFormat:
		return parseHTML(d)
	case docxFormat:
		return parseDocx(d)
	}
	return parseLines(d, d.start)
}
