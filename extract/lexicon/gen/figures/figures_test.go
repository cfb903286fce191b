package main

import (
	"fmt"
	"strings"
	"testing"
)

// filler gives characters that no word of the tests has, another one each time.
func filler(i int) string { return string(rune(0x5F00 + i%400)) }

func TestFindNames(t *testing.T) {
	h, err := readHints("../..")
	if err != nil {
		t.Fatal(err)
	}
	text := appendText(nil, strings.Join([]string{
		"副市长赵小雨表示，道路要修好。", // title, name, verb
		"市长钱大林、孙晓丽出席。",    // a list beside a title
		"欧阳志远强调，安全第一。",    // a double and a verb
		"会议由主任高度重视的人主持。",  // no name
		"甲村有高度，高度，高度，高度。",
	}, "\n"))
	found := findNames(text, map[uint64]uint32{key(encode("高度")): 9}, h)
	for _, want := range []string{"赵小雨", "钱大林", "孙晓丽", "欧阳志远"} {
		if found[key(encode(want))] == 0 {
			t.Errorf("%s is not found", want)
		}
	}
	if len(found) != 4 {
		for _, k := range sortedKeys(found) {
			t.Logf("found %s", keyText(k))
		}
		t.Errorf("%d names, want 4", len(found))
	}
	found.mask(text)
	if strings.Contains(string(runesOf(text)), "赵小雨") {
		t.Error("a name is still in the masked text")
	}
}

func runesOf(text corpus) []rune {
	var runes []rune
	for _, c := range text {
		runes = append(runes, rune(c))
	}
	return runes
}

// TestMineAndPrune finds a word among changing neighbours, and not its beginning
// or the word with a frequent neighbour.
func TestMineAndPrune(t *testing.T) {
	var b strings.Builder
	for i := range 400 {
		fmt.Fprintf(&b, "%s座谈会%s\n%s的%s\n", filler(i), filler(i*7+3), filler(i*3), filler(i*11))
		if i%5 == 0 {
			fmt.Fprintf(&b, "%s的座谈会%s\n", filler(i+1), filler(i+2))
		}
	}
	words := prune(appendText(nil, b.String()), mine(appendText(nil, b.String())))
	if words[key(encode("座谈会"))] < 400 {
		t.Errorf("座谈会 used %d times, want 480", words[key(encode("座谈会"))])
	}
	for _, not := range []string{"座谈", "谈会", "的座谈会"} {
		if words[key(encode(not))] > 0 {
			t.Errorf("%s is a word", not)
		}
	}
}

func TestThin(t *testing.T) {
	text := appendText(nil, strings.Repeat("查看全部内容\n", maxRepeats+50))
	text.thin()
	if got := strings.Count(string(runesOf(text)), "查看全部内容"); got != maxRepeats {
		t.Errorf("%d copies stay, want %d", got, maxRepeats)
	}
}
