package lexicon

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// describe gives divisions as "code level path", for comparison.
func describe(divisions []*Division) []string {
	var lines []string
	for _, d := range divisions {
		lines = append(lines, d.Code+" "+d.Level+" "+d.Path())
	}
	return lines
}

func TestDivisionsByName(t *testing.T) {
	tests := map[string][]string{
		"河南省":   {"410000 province 河南省"},
		"新乡市":   {"410700 city 河南省/新乡市"},
		"牧野区":   {"410711 county 河南省/新乡市/牧野区"},
		"牧野镇":   {"410711101 township 河南省/新乡市/牧野区/牧野镇"},
		"济源市":   {"419001 county 河南省/济源市"},
		"东城区":   {"110101 county 北京市/东城区"},
		"东莞市":   {"441900 city 广东省/东莞市"},
		"青山区":   {"150204 county 内蒙古自治区/包头市/青山区", "420107 county 湖北省/武汉市/青山区"},
		"平原示范区": nil,
		"市辖区":   nil,
		"":      nil,
	}
	for name, want := range tests {
		if diff := cmp.Diff(want, describe(Divisions().ByName(name))); diff != "" {
			t.Errorf("ByName(%q) (-want +got):\n%s", name, diff)
		}
	}
}

func TestDivisionsByShort(t *testing.T) {
	tests := map[string][]string{
		"牧野":    {"410711 county 河南省/新乡市/牧野区"},
		"内蒙古":   {"150000 province 内蒙古自治区"},
		"恩施州":   {"422800 city 湖北省/恩施土家族苗族自治州"},
		"恩施":    {"422800 city 湖北省/恩施土家族苗族自治州", "422801 county 湖北省/恩施土家族苗族自治州/恩施市"},
		"滑县":    {"410526 county 河南省/安阳市/滑县"},
		"滑":     nil,
		"平原示范区": {"410773 zone 河南省/新乡市/新乡市平原城乡一体化示范区"},
		"新乡高新区": {"410771 zone 河南省/新乡市/新乡高新技术产业开发区"},
		"莫旗":    {"150722 county 内蒙古自治区/呼伦贝尔市/莫力达瓦达斡尔族自治旗"},
	}
	for short, want := range tests {
		if diff := cmp.Diff(want, describe(Divisions().ByShort(short))); diff != "" {
			t.Errorf("ByShort(%q) (-want +got):\n%s", short, diff)
		}
	}
}

func TestTownshipsByShort(t *testing.T) {
	tests := map[string]string{
		"东干道": "410711001 township 河南省/新乡市/牧野区/东干道街道",
		"袁店":  "411322311 township 河南省/南阳市/方城县/袁店回族乡",
	}
	for short, want := range tests {
		if got := strings.Join(describe(Divisions().TownshipsByShort(short)), "; "); !strings.Contains(got, want) {
			t.Errorf("TownshipsByShort(%q) = %q, want one to be %q", short, got, want)
		}
	}
	if got := Divisions().TownshipsByShort("牧野区"); got != nil {
		t.Errorf("TownshipsByShort of a county: %v", describe(got))
	}
}

func TestByCode(t *testing.T) {
	for code, want := range map[string]string{"410711": "牧野区", "410711101": "牧野镇", "810000": "香港特别行政区"} {
		if d := Divisions().ByCode(code); d == nil || d.Name != want {
			t.Errorf("ByCode(%s) = %v, want %s", code, d, want)
		}
	}
	for _, code := range []string{"", "999999", "999999999", "41"} {
		if d := Divisions().ByCode(code); d != nil {
			t.Errorf("ByCode(%q) = %s, want none", code, d.Name)
		}
	}
}

func TestWithin(t *testing.T) {
	city, county := Divisions().ByCode("410700"), Divisions().ByCode("410711")
	if !county.Within(city) || !city.Within(city) || city.Within(county) {
		t.Error("牧野区 must be within 新乡市, not the other way round")
	}
}

func TestLongest(t *testing.T) {
	const text = "河南省新乡市牧野区王村镇的甲村"
	tests := []struct {
		text, at, want string // at: what stands where the search starts
	}{
		{text, "河南省", "河南省"},
		{text, "新乡市", "新乡市"},
		{text, "牧野区", "牧野区"},
		{text, "王村镇", "王村镇"},
		{text, "南省", ""},
		{text, "村", ""},
		{"延边朝鲜族自治州延吉市", "延边", "延边朝鲜族自治州"},
		{"新乡高新技术产业开发区", "新乡", "新乡高新技术产业开发区"},
		{"新乡县委", "新乡", "新乡县"},
		{"新乡", "新乡", ""},
		{"牧野\xff", "牧野", ""},
		{"abcdef牧野区", "abc", ""},
	}
	for _, test := range tests {
		divisions, length := Divisions().Longest(test.text, strings.Index(test.text, test.at))
		got := ""
		if len(divisions) > 0 {
			got = divisions[0].Name
		}
		if got != test.want || length != len(test.want) {
			t.Errorf("Longest(%q at %q) = %q, %d bytes, want %q", test.text, test.at, got, length, test.want)
		}
	}
}

// TestLongestFindsAll searches every name at its own start and compares with a
// plain search through the whole table.
func TestLongestFindsAll(t *testing.T) {
	table := Divisions()
	for _, d := range table.all {
		got, length := table.Longest(d.Name+"的人", 0)
		if length < len(d.Name) || got[0].Name[:len(d.Name)] != d.Name {
			t.Fatalf("Longest does not find %s (%d bytes)", d.Name, length)
		}
	}
}

// TestRenamings holds the hand-made list to the table: what a place is called now
// must be there under its code.
func TestRenamings(t *testing.T) {
	rows, err := readRelation("divisions_renamings.tsv", 5)
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range rows {
		if d := Divisions().ByCode(row[2]); d == nil || d.Name != row[3] {
			t.Errorf("%s %s became %s %s, which the table does not hold", row[0], row[1], row[2], row[3])
		}
		if d := Divisions().ByCode(row[1]); d != nil && d.Code != row[2] {
			t.Errorf("old code %s of %s is in use for %s", row[1], row[0], d.Name)
		}
	}
	want := []Renaming{{OldName: "长垣县", OldCode: "410728", NewName: "长垣市", NewCode: "410783", Year: "2019"}}
	if diff := cmp.Diff(want, Divisions().Renamed("长垣县")); diff != "" {
		t.Error(diff)
	}
}

func TestSuffixLevel(t *testing.T) {
	tests := map[string]string{
		"甲家庄村": "village", "春风社区": "village", "春风街道": "township", "甲乡": "township", "甲子镇": "township",
		"甲县": "county", "甲乙区": "county", "甲乙市": "city", "甲乙经济技术开发区": "zone", "甲乙新区": "zone",
		"村": "", "甲乙": "", "": "", "甲乙土家族自治县": "county",
	}
	for name, want := range tests {
		if got := SuffixLevel(name); got != want {
			t.Errorf("SuffixLevel(%q) = %q, want %q", name, got, want)
		}
	}
}

func BenchmarkDivisionsLoad(b *testing.B) {
	for b.Loop() {
		if _, err := newDivisionTable(); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkLongest reports the time for one position of news text; it takes the
// text from the folder in KG_CORPUS and is skipped without one.
func BenchmarkLongest(b *testing.B) {
	text := corpusText(b)
	table := Divisions()
	positions, hits := 0, 0
	for b.Loop() {
		for at := range text {
			if _, length := table.Longest(text, at); length > 0 {
				hits++
			}
			positions++
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(positions), "ns/position")
	b.ReportMetric(100*float64(hits)/float64(positions), "%hits")
}

// corpusText returns up to 4 MB of the .md files in KG_CORPUS.
func corpusText(b *testing.B) string {
	paths, _ := filepath.Glob(filepath.Join(os.Getenv("KG_CORPUS"), "*.md"))
	var text strings.Builder
	for _, path := range paths {
		data, err := os.ReadFile(path)
		if err != nil {
			b.Fatal(err)
		}
		if text.Write(data); text.Len() > 4<<20 {
			break
		}
	}
	if text.Len() == 0 {
		b.Skip("KG_CORPUS names no folder with .md files")
	}
	return text.String()
}
