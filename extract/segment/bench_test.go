package segment

import (
	"os"
	"path/filepath"
	"sync"
	"testing"

	"github.com/go-ego/gse"

	"kg/extract/lexicon"
)

// The benchmarks below settle which way to cut words. They read the .md files of
// the folder in KG_CORPUS and are skipped without one:
//
//	KG_CORPUS=DIR go test -run '^$' -bench . -cpu 1 ./extract/segment

// maxBench bounds the text of a benchmark.
const maxBench = 2 << 20

// paragraphs returns up to maxBench bytes of the corpus, line by line.
func paragraphs(b *testing.B) (lines []string, size int64) {
	paths, _ := filepath.Glob(filepath.Join(os.Getenv("KG_CORPUS"), "*.md"))
	for _, path := range paths {
		data, err := os.ReadFile(path)
		if err != nil {
			b.Fatal(err)
		}
		if size += int64(len(data)); size > maxBench {
			return lines, size - int64(len(data))
		}
		start := 0
		for i, c := range data {
			if c == '\n' {
				lines = append(lines, string(data[start:i+1]))
				start = i + 1
			}
		}
		lines = append(lines, string(data[start:]))
	}
	if len(lines) == 0 {
		b.Skip("KG_CORPUS names no folder with .md files")
	}
	return lines, size
}

// fullDictionary is gse with the dictionary that it embeds.
var fullDictionary = sync.OnceValues(loadFull)

func loadFull() (*gse.Segmenter, error) {
	gse.ToLower = false
	seg := &gse.Segmenter{SkipLog: true}
	return seg, seg.LoadDictEmbed("zh_s")
}

func benchmarkText(b *testing.B, cut func(line string)) {
	lines, size := paragraphs(b)
	b.SetBytes(size)
	b.ReportAllocs()
	for b.Loop() {
		for _, line := range lines {
			cut(line)
		}
	}
}

func BenchmarkGseCutHMM(b *testing.B) {
	paragraphs(b) // skips before the load
	seg, err := fullDictionary()
	if err != nil {
		b.Fatal(err)
	}
	benchmarkText(b, func(line string) { seg.Cut(line, true) })
}

func BenchmarkGseSegment(b *testing.B) {
	paragraphs(b)
	seg, err := fullDictionary()
	if err != nil {
		b.Fatal(err)
	}
	benchmarkText(b, func(line string) { seg.Segment([]byte(line)) })
}

func BenchmarkWords(b *testing.B) {
	if _, err := Words("甲"); err != nil {
		b.Fatal(err)
	}
	benchmarkText(b, func(line string) { _, _ = Words(line) })
}

func BenchmarkGseLoad(b *testing.B) {
	for b.Loop() {
		if _, err := loadFull(); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkLoad(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := load(lexicon.EachWord, lexicon.EachTerm); err != nil {
			b.Fatal(err)
		}
	}
}
