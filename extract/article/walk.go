package article

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// fileSystem is what reading asks of the machine.
type fileSystem interface {
	Open(name string) (io.ReadCloser, error)
	ReadDir(name string) ([]fs.DirEntry, error)
	Stat(name string) (fs.FileInfo, error)
	Real(name string) (string, error) // without symbolic links
}

// machine is the file system of the machine.
type machine struct{}

func (machine) Open(name string) (io.ReadCloser, error)    { return os.Open(name) }
func (machine) ReadDir(name string) ([]fs.DirEntry, error) { return os.ReadDir(name) }
func (machine) Stat(name string) (fs.FileInfo, error)      { return os.Stat(name) }
func (machine) Real(name string) (string, error)           { return filepath.EvalSymlinks(name) }

// Documents yields the documents of the paths, in the order of the paths, each
// folder walked by name; "-" is Options.Stdin. A document is read and decoded but not
// yet split, so that the costly part, Articles, can run in parallel. Record files are
// read as a stream. What cannot be read comes as a Problem in its place, with a zero
// Document, and the walk goes on. In folders, hidden files and files of other formats
// are passed over. The sequence ends early when ctx is done.
func Documents(ctx context.Context, paths []string, o Options) iter.Seq2[Document, *Problem] {
	if o.files == nil {
		o.files = machine{}
	}
	return func(yield func(Document, *Problem) bool) {
		r := reader{ctx: ctx, options: o, yield: yield}
		if err := ValidEncoding(o.Encoding); err != nil {
			r.problem("encoding", 0, err)
			return
		}
		if date, ok := parseDate(o.Published); ok {
			r.options.Published = date.iso()
		} else if o.Published != "" {
			r.problem("published", 0, fmt.Errorf("%q is no date (want 2023-08-29, 2023-08 or 2023)", o.Published))
			return
		}
		seen := make(map[string]bool)
		for _, path := range paths {
			if clean := filepath.Clean(path); seen[clean] {
				continue
			} else {
				seen[clean] = true
			}
			if !r.argument(path) {
				return
			}
		}
	}
}

// reader reads one run of arguments. Its methods return false when the consumer
// wants no more.
type reader struct {
	ctx        context.Context
	options    Options
	yield      func(Document, *Problem) bool
	collection string
	root       string // the argument
	found      int    // files of the argument that have a known format
}

// argument reads one path of the command line.
func (r *reader) argument(path string) bool {
	r.root, r.found = path, 0
	r.collection = r.options.Collection
	if r.collection == "" {
		r.collection = collectionOf(path)
	}
	if path == "-" {
		return r.stdin()
	}
	stat, err := r.options.files.Stat(path)
	if err != nil {
		return r.problem(path, 0, cause(err))
	}
	if !stat.IsDir() {
		return r.file(path, filepath.Base(path), true)
	}
	if !r.folder(path, "", nil) {
		return false
	}
	if r.found == 0 {
		return r.problem(path, 0, errors.New("no file to read in this folder (have "+formats+")"))
	}
	return true
}

// collectionOf returns the name of the collection that an argument stands for.
func collectionOf(path string) string {
	if path == "-" {
		return "stdin"
	}
	if base := filepath.Base(path); base != "." && base != ".." && base != string(filepath.Separator) {
		return base
	}
	if full, err := filepath.Abs(path); err == nil {
		return filepath.Base(full)
	}
	return path
}

// folder walks one folder; above are the real paths of the folders that it lies in.
func (r *reader) folder(path, source string, above []string) bool {
	real, err := r.options.files.Real(path)
	if err != nil {
		r.found++
		return r.problem(path, 0, cause(err))
	}
	if slices.Contains(above, real) {
		r.found++
		return r.problem(path, 0, errors.New("symbolic link to a folder above it; not followed"))
	}
	entries, err := r.options.files.ReadDir(path)
	if err != nil {
		r.found++
		return r.problem(path, 0, fmt.Errorf("read folder: %w", cause(err)))
	}
	above = append(slices.Clip(above), real)
	for _, entry := range entries {
		name := entry.Name()
		if strings.HasPrefix(name, ".") {
			continue
		}
		if !r.entry(filepath.Join(path, name), joinSource(source, name), entry, above) {
			return false
		}
	}
	return true
}

// entry reads one thing in a folder.
func (r *reader) entry(path, source string, entry fs.DirEntry, above []string) bool {
	if r.ctx.Err() != nil {
		return false
	}
	folder := entry.IsDir()
	if entry.Type()&fs.ModeSymlink != 0 {
		stat, err := r.options.files.Stat(path)
		if err != nil {
			r.found++
			return r.problem(path, 0, cause(err))
		}
		folder = stat.IsDir()
	}
	if folder {
		return r.folder(path, source, above)
	}
	if f, _ := formatOf(path); f == "" {
		return true
	}
	return r.file(path, source, false)
}

// joinSource joins a path inside the argument with slashes.
func joinSource(folder, name string) string {
	if folder == "" {
		return name
	}
	return folder + "/" + name
}

// problem yields a problem.
func (r *reader) problem(path string, line int, err error) bool {
	return r.yield(Document{}, &Problem{Path: path, Line: line, Err: err})
}

// cause takes the path off an error of the file system: the Problem has it already.
func cause(err error) error {
	var pathErr *fs.PathError
	if errors.As(err, &pathErr) {
		return pathErr.Err
	}
	return err
}

// lastExtension returns a file name's extension without the dot, in lower case, and
// the name without it.
func lastExtension(name string) (ext, base string) {
	ext = filepath.Ext(name)
	return strings.ToLower(strings.TrimPrefix(ext, ".")), strings.TrimSuffix(name, ext)
}
