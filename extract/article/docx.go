package article

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// unpackDocx returns the main part of a Word file and the levels of its heading
// styles: ECMA-376, WordprocessingML.
func unpackDocx(data []byte) (document []byte, levels map[string]int, err error) {
	archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, nil, fmt.Errorf("not a docx file: %w", err)
	}
	document, err = readPart(archive, "word/document.xml")
	if err != nil {
		return nil, nil, fmt.Errorf("not a docx file: %w", err)
	}
	styles, err := readPart(archive, "word/styles.xml")
	if err != nil {
		return document, nil, nil //nolint:nilerr // a file without styles has no headings
	}
	return document, styleLevels(styles), nil
}

// readPart returns one file of the archive.
func readPart(archive *zip.Reader, name string) ([]byte, error) {
	part, err := archive.Open(name)
	if err != nil {
		return nil, fmt.Errorf("open %s: %w", name, cause(err))
	}
	defer part.Close() //nolint:errcheck // only read
	data, err := io.ReadAll(io.LimitReader(part, maxDocument+1))
	if err == nil && len(data) > maxDocument {
		err = fmt.Errorf("longer than %d MiB", maxDocument>>20)
	}
	if err != nil {
		return nil, fmt.Errorf("unpack %s: %w", name, err)
	}
	return data, nil
}

// styleLevels returns the heading level of each paragraph style that has one, by the
// style's id. Faults end the reading: what was found counts.
func styleLevels(data []byte) map[string]int {
	var sheet struct {
		Styles []struct {
			ID   string `xml:"styleId,attr"`
			Name struct {
				Value string `xml:"val,attr"`
			} `xml:"name"`
			Properties struct {
				Outline struct {
					Level string `xml:"val,attr"`
				} `xml:"outlineLvl"`
			} `xml:"pPr"`
		} `xml:"style"`
	}
	levels := make(map[string]int)
	if xml.Unmarshal(data, &sheet) != nil {
		return levels
	}
	for _, style := range sheet.Styles {
		if level := namedLevel(style.Name.Value); level > 0 {
			levels[style.ID] = level
		} else if level := outlineLevel(style.Properties.Outline.Level); level > 0 {
			levels[style.ID] = level
		}
	}
	return levels
}

// outlineLevel returns the heading level of an outline level, which counts from 0
// and means body text from 9 on; 0 for none.
func outlineLevel(value string) int {
	if n, err := strconv.Atoi(value); err == nil && n >= 0 && n < 6 {
		return n + 1
	}
	return 0
}

// namedLevel returns the level of a style called Title, Heading 2 or 标题 2; 0 for others.
func namedLevel(name string) int {
	name = strings.ToLower(strings.ReplaceAll(name, " ", ""))
	if name == "title" || name == "标题" {
		return 1
	}
	for _, prefix := range []string{"heading", "标题"} {
		if rest, ok := strings.CutPrefix(name, prefix); ok {
			if n, err := strconv.Atoi(rest); err == nil && n >= 1 && n <= 6 {
				return n
			}
		}
	}
	return 0
}

// docxReader turns the main part of a Word file into blocks.
type docxReader struct {
	lineParser
	document *Document
	text     int // depth of <w:t>
	fallback int // depth inside mc:Fallback, a second copy of a drawing's text
	boldRun  bool
}

// readDocx returns the paragraphs of a docx document; those in a heading style are
// headings. A line break ends a paragraph. The error says what is wrong with the XML.
func readDocx(d *Document) ([]block, error) {
	p := docxReader{document: d}
	p.inline = inline{doc: d.text, invisible: d.invisible, closed: p.add}
	decoder := xml.NewDecoder(strings.NewReader(d.text))
	for {
		start := int(decoder.InputOffset())
		token, err := decoder.Token()
		if errors.Is(err, io.EOF) {
			return p.blocks, nil
		}
		if err != nil {
			return p.blocks, fmt.Errorf("word/document.xml: %w", err)
		}
		switch token := token.(type) {
		case xml.StartElement:
			p.open(token, start)
		case xml.EndElement:
			p.end(token)
		case xml.CharData:
			p.chars(start, int(decoder.InputOffset()))
		}
	}
}

// open reads a start tag.
func (p *docxReader) open(token xml.StartElement, at int) {
	value := attribute(token, "val")
	switch token.Name.Local {
	case "Fallback":
		p.fallback++
	case "p":
		p.level = 0
	case "pStyle":
		p.level = max(p.level, p.document.levels[value], namedLevel(value))
	case "outlineLvl":
		p.level = max(p.level, outlineLevel(value))
	case "r":
		p.boldRun = false
	case "b":
		p.boldRun = value != "0" && value != "false"
	case "t":
		p.text++
	case "tab":
		if p.text == 0 && p.fallback == 0 {
			p.inline.space(at)
		}
	case "br", "cr":
		p.inline.close()
	}
}

// end reads an end tag.
func (p *docxReader) end(token xml.EndElement) {
	switch token.Name.Local {
	case "Fallback":
		p.fallback--
	case "t":
		p.text--
	case "p":
		p.inline.close()
	}
}

// chars adds the text of a run.
func (p *docxReader) chars(start, end int) {
	if p.text == 0 || p.fallback > 0 {
		return
	}
	const open, shut = "<![CDATA[", "]]>"
	if raw := p.inline.doc[start:end]; strings.HasPrefix(raw, open) && strings.HasSuffix(raw, shut) {
		start, end = start+len(open), end-len(shut)
	}
	p.inline.bold = 0
	if p.boldRun {
		p.inline.bold = 2
	}
	p.inline.scan(start, end)
}

// attribute returns the value of an attribute by its local name, "" without one.
func attribute(token xml.StartElement, name string) string {
	for _, attr := range token.Attr {
		if attr.Name.Local == name {
			return attr.Value
		}
	}
	return ""
}
