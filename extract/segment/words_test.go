package segment

import (
	"slices"
	"strings"
	"sync"
	"testing"
)

// cut returns the words of text, joined by blanks.
func cut(t *testing.T, text string) string {
	t.Helper()
	tokens, err := Words(text)
	if err != nil {
		t.Fatal(err)
	}
	var parts []string
	for _, token := range tokens {
		parts = append(parts, text[token.Start:token.End])
	}
	return strings.Join(parts, " ")
}

func TestWords(t *testing.T) {
	tests := []struct{ text, want string }{
		{"", ""},
		{"牧野区召开座谈会", "牧野区 召开 座谈会"},
		{"参加志愿服务活动，", "参加 志愿服务 活动 ，"},
		{"AI和Ⅱ期", "AI 和 Ⅱ 期"},
		{"2023年", "2023 年"},
	}
	for _, test := range tests {
		if got := cut(t, test.text); got != test.want {
			t.Errorf("Words(%q) = %q, want %q", test.text, got, test.want)
		}
	}
}

// TestLoadUsesAll checks that no word of the lists is lost on the way into gse, in
// particular the first one, whose number is zero.
func TestLoadUsesAll(t *testing.T) {
	list := []string{"甲乙", "丙丁", "戊己庚"}
	seg, err := load(
		func(visit func(string, int)) error { visit(list[0], 5); visit(list[1], 0); return nil },
		func(visit func(string)) error { visit(list[2]); visit("辛"); return nil })
	if err != nil {
		t.Fatal(err)
	}
	for _, word := range list {
		want := []Token{{0, 3}, {3, 3 + len(word)}, {3 + len(word), 6 + len(word)}}
		if got := words(seg, "在"+word+"在"); !slices.Equal(got, want) {
			t.Errorf("%s is cut into %v, want %v", word, got, want)
		}
	}
}

func TestWordsConcurrent(t *testing.T) {
	const text = "今天上午，牧野区召开春季工作座谈会，研究部署ABC项目。"
	want := cut(t, text)
	var group sync.WaitGroup
	for range 8 {
		group.Go(func() {
			for range 50 {
				if got := cut(t, text); got != want {
					t.Errorf("got %q, want %q", got, want)
					return
				}
			}
		})
	}
	group.Wait()
}

// FuzzWords holds that the words tile any text.
func FuzzWords(f *testing.F) {
	for _, seed := range []string{"牧野区召开座谈会。", "AI\xff三\x00 é\n\n　123", "\xe7\x89", "𠮷野家\u200b"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		tokens, err := Words(text)
		if err != nil {
			t.Fatal(err)
		}
		end := 0
		for _, token := range tokens {
			if token.Start != end || token.End <= token.Start {
				t.Fatalf("token %v after byte %d of %q", token, end, text)
			}
			end = token.End
		}
		if end != len(text) {
			t.Fatalf("tokens end at %d, text of %d bytes: %q", end, len(text), text)
		}
	})
}
