// Package lexicon holds the word data that the extraction reads: divisions,
// surnames, given-name characters, learned word counts, titles, organ suffixes
// and the like. It is a data leaf: it imports nothing of this module.
//
// Every table is a sorted UTF-8 .tsv file beside this one, embedded in the
// program. A file begins with lines that start with '#': its source, licence,
// date and columns. After them comes one entry a line, its columns separated by
// a tab, the lines in ascending byte order. The loaders are strict, because a
// table is read by people and by Go and both must see the same thing: a line
// with a wrong number of columns, out of order or given twice is an error with
// its file and line.
//
// Tables are read at first use and once per process, never at start, so that a
// command pays only for what it asks. After that they do not change and are safe
// for concurrent use.
package lexicon
