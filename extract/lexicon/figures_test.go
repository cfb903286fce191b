package lexicon

import (
	"math"
	"testing"
)

func TestSurnameAt(t *testing.T) {
	tests := []struct{ text, want string }{
		{"欧阳某某", "欧阳"},
		{"欧某", "欧"},
		{"上官云", "上官"},
		{"王", "王"},
		{"亓某", "亓"},
		{"郄某", "郄"},
		{"的人", ""},
		{"", ""},
		{"abc", ""},
		{"\xff\xfe", ""},
		{"爱新觉罗某", "爱新觉罗"},
	}
	for _, test := range tests {
		got, ok := SurnameAt("甲，"+test.text, len("甲，"))
		if got != test.want || ok != (test.want != "") {
			t.Errorf("SurnameAt(%q) = %q, %v, want %q", test.text, got, ok, test.want)
		}
	}
}

func TestLookupSurname(t *testing.T) {
	for surname, want := range map[string]Surname{
		"王":  {Text: "王", Class: "common", Weight: 720},
		"于":  {Text: "于", Class: "common", Weight: 64, Word: true},
		"诸葛": {Text: "诸葛", Class: "double", Weight: 1},
	} {
		if got, ok := LookupSurname(surname); !ok || got != want {
			t.Errorf("LookupSurname(%q) = %+v, want %+v", surname, got, want)
		}
	}
	if _, ok := LookupSurname("的"); ok {
		t.Error("的 is no surname")
	}
}

func TestCounts(t *testing.T) {
	if WordCount("座谈会") == 0 || WordCount("座谈") < 0 || WordCount("谈会") != 0 {
		t.Errorf("座谈会 %d, 谈会 %d: want a word and none", WordCount("座谈会"), WordCount("谈会"))
	}
	if CharCount('的') < CharCount('镇') || CharCount('镇') == 0 || CharCount('a') != 0 {
		t.Errorf("的 %d, 镇 %d, a %d", CharCount('的'), CharCount('镇'), CharCount('a'))
	}
}

// TestGivenScore holds the order that the extraction relies on: given names above
// words, with room between them.
func TestGivenScore(t *testing.T) {
	names := []string{"志强", "晓燕", "明", "丽娜", "建华", "子涵", "雪", "俊杰", "秀兰", "磊", "梓萱"}
	for _, name := range names {
		if score := GivenScore(name); score < 0 {
			t.Errorf("GivenScore(%q) = %.1f, want a name's (at least 0)", name, score)
		}
	}
	others := []string{"会议", "强调", "的", "要求", "工作", "在", "主持", "度的", "实现"}
	for _, other := range others {
		if score := GivenScore(other); score > -1 {
			t.Errorf("GivenScore(%q) = %.1f, want less than -1", other, score)
		}
	}
	for _, not := range []string{"", "三个字", "ab c"} {
		if score := GivenScore(not); !math.IsInf(score, -1) {
			t.Errorf("GivenScore(%q) = %v, want -Inf", not, score)
		}
	}
}

// TestWordsHoldNoNames keeps people out of the learned words: no entry may be a
// well-clear surname and a given name that only names have.
func TestWordsHoldNoNames(t *testing.T) {
	suspicious := 0
	for word := range words().counts {
		surname, ok := SurnameAt(word, 0)
		entry, _ := LookupSurname(surname)
		if ok && entry.Class == "common" && !entry.Word && entry.Weight >= 20 && GivenScore(word[len(surname):]) > 4 {
			suspicious++
			t.Logf("%s %.1f", word, GivenScore(word[len(surname):]))
		}
	}
	if share := float64(suspicious) / float64(len(words().counts)); share > 0.0005 {
		t.Errorf("%d words (%.2f%%) look like full names", suspicious, 100*share)
	}
}

func BenchmarkFiguresLoad(b *testing.B) {
	for b.Loop() {
		if _, err := readFigures("words.tsv", 2, 24000); err != nil {
			b.Fatal(err)
		}
		if _, err := readFigures("characters.tsv", 3, 4100); err != nil {
			b.Fatal(err)
		}
		if _, err := newGivenModel(); err != nil {
			b.Fatal(err)
		}
		if _, err := readSurnames(); err != nil {
			b.Fatal(err)
		}
	}
}
