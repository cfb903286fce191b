package extract

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"kg/graph"
)

// contributions runs text through all stages.
func contributions(t *testing.T, text string, workers int) []*graph.Contribution {
	t.Helper()
	var out []*graph.Contribution
	o := Options{Workers: workers, Stdin: strings.NewReader(text), Published: "2024-08-15"}
	_, err := Run(t.Context(), []string{"-"}, o, func(c *graph.Contribution) error {
		out = append(out, c)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// checkContribution holds what every contribution promises: it fits the vocabulary, and
// a quote is what the article says at its place, but for line breaks.
func checkContribution(t *testing.T, c *graph.Contribution) {
	t.Helper()
	if err := graph.Schema().ValidateContribution(c); err != nil {
		t.Errorf("%v\nin %q", err, c.Article.Text)
	}
	for _, f := range c.Facts {
		e := f.Evidence
		if e == nil {
			continue
		}
		if e.Start < 0 || e.Start >= e.End || e.End > len(c.Article.Text) {
			t.Errorf("%s: evidence at %d-%d of %d bytes", f.Label, e.Start, e.End, len(c.Article.Text))
		} else if got := strings.ReplaceAll(c.Article.Text[e.Start:e.End], "\n", ""); got != e.Quote {
			t.Errorf("%s: quote %q, the text has %q", f.Label, e.Quote, got)
		}
		if e.Rule == "" {
			t.Errorf("%s: no rule", f.Label)
		}
	}
}

// seeds are invented articles with what news has, and what breaks readers.
var seeds = []string{
	"", "\xff", "a\r\nb\r\n", "　　## 标题\n\u200b正文。", "😀👨‍👩‍👧 通报。", "ＡＢＣ召开会议，ＡＢＣ部署。",
	"## 青岚区部署防汛工作\n\n**本报讯** 8月14日，青岚区防汛工作会议召开，区委书记林知远主\n\n持会议，区长周若溪讲话，会议审议通过《青岚区河道管理办法》。(韩舟 丁一)\n",
	"青岚区\n\n## 人大常委会会议举行\n\n市人大常委会副主任甲知秋、乙明远、丙若水出席，任命林知远为云川市副市长，免去周若溪的区长职务。",
	"## 题\n\n“清河行动”专项行动由青岚区水利局、临江街道牵头，代区长唐砚秋说：“要落实‘三张清单’机制。”",
	"# 会议\n出席会议的有：林知远、周若溪、唐砚秋、魏听澜等。林 知 远 强调，原县委书记、现任市政协主席许望舒参加。",
	"来源：云川日报　记者 韩舟 通讯员 丁一 文/图\n魏听澜（右一）在青岚县清河镇新村调研。韩舟 摄",
}

// FuzzContribution: any text makes contributions that hold their promises, the same for
// one worker and for two.
func FuzzContribution(f *testing.F) {
	for _, seed := range seeds {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		one, two := contributions(t, text, 1), contributions(t, text, 2)
		if len(one) != len(two) {
			t.Fatalf("%d articles with one worker, %d with two", len(one), len(two))
		}
		for i, c := range one {
			checkContribution(t, c)
			if a, b := graph.AppendContribution(nil, c), graph.AppendContribution(nil, two[i]); !bytes.Equal(a, b) {
				t.Errorf("one worker:\n%s\ntwo:\n%s", a, b)
			}
		}
	})
}

// TestPathological reads texts that take long only when the work grows with the square
// of their length: 30 seconds are many times what they need.
func TestPathological(t *testing.T) {
	if testing.Short() {
		t.Skip("slow under the race detector")
	}
	const n = 50_000
	var names strings.Builder
	for i := range 10_000 {
		fmt.Fprintf(&names, "林%c%c、", '一'+rune(i%200), '丁'+rune(i/200))
	}
	for name, text := range map[string]string{
		"opening quotes":    strings.Repeat("“", n),
		"opening brackets":  strings.Repeat("《", n),
		"one long sentence": "青岚区" + strings.Repeat("区委书记林知远在会上强调，", 10_000) + "。",
		"one character":     strings.Repeat("区", n),
		"many names":        "出席会议的有" + names.String() + "等。",
		"many titles":       strings.Repeat("区委副书记、", 10_000) + "周若溪",
		"many places":       strings.Repeat("青岚区清河镇", 50) + "召开会议。",
		"many sentences":    strings.Repeat("区长周若溪出席会议。", 10_000),
	} {
		t.Run(name, func(t *testing.T) {
			begun := time.Now()
			for _, c := range contributions(t, "## 题\n\n"+text, 1) {
				checkContribution(t, c)
			}
			if took := time.Since(begun); took > 30*time.Second {
				t.Errorf("%d bytes took %s", len(text), took)
			}
		})
	}
}

// TestGoldContributions: the annotated articles' contributions hold their promises.
func TestGoldContributions(t *testing.T) {
	path := filepath.Join("..", "..", "shared", "gold", "dev.jsonl")
	if _, err := os.Stat(path); err != nil {
		t.Skip("no annotated articles beside the checkout")
	}
	_, err := Run(context.Background(), []string{path}, Options{}, func(c *graph.Contribution) error {
		checkContribution(t, c)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
