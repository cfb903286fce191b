package article

// parse turns the document into blocks by its format.
func (d *Document) parse() []block {
	switch d.format {
	case htmlFormat:
		return parseHTML(d)
	case docxFormat:
		blocks, _ := readDocx(d) // read once before, when the file was opened
		return blocks
	}
	return parseLines(d, d.start)
}
