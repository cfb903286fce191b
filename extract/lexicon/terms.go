package lexicon

import (
	"io/fs"
	"strings"
)

// termsMark is the header line of a table whose keys are words that the segmenter
// should know.
const termsMark = "# segment: yes\n"

// EachTerm calls visit for every word that the segmenter should know beside the
// learned ones: the names and short forms of divisions above the townships, and
// the first column of every table that has the line "# segment: yes" in its
// header. A word may come more than once.
func EachTerm(visit func(term string)) error {
	err := scanRows(files, "divisions.tsv", 4, false, func(fields []string) error {
		visit(fields[0])
		for short := range strings.SplitSeq(fields[3], "|") {
			visit(short)
		}
		return nil
	})
	if err != nil {
		return err
	}
	names, err := fs.Glob(files, "*.tsv")
	if err != nil {
		return err
	}
	for _, name := range names {
		if err := eachMarked(files, name, visit); err != nil {
			return err
		}
	}
	return nil
}

// eachMarked visits the keys of the table name if its header asks for it.
func eachMarked(fsys fs.FS, name string, visit func(term string)) error {
	data, err := fs.ReadFile(fsys, name)
	if err != nil {
		return err
	}
	text, marked := string(data), false
	for strings.HasPrefix(text, "#") {
		marked = marked || strings.HasPrefix(text, termsMark)
		_, text, _ = strings.Cut(text, "\n")
	}
	if !marked {
		return nil
	}
	row, _, _ := strings.Cut(text, "\n")
	columns := strings.Count(row, "\t") + 1
	return scanRows(fsys, name, columns, false, func(fields []string) error {
		visit(fields[0])
		return nil
	})
}
