package article

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// FuzzArticles reads any bytes as any text format: no panic, and checkArticle holds.
func FuzzArticles(f *testing.F) {
	seeds := []string{
		"", "\xff", "a\r\nb\r\n", "\u3000\u3000## 标题\n\u200b正文。", "😀👨‍👩‍👧 通报。", "ＡＢＣ召开会议，ＡＢＣ部署。",
		"## 一\n\n丁一出席，丁一讲话，丁一强\n\n调安全。(丁一)\n\n散落的一段，没有标题。\n\n柳湾街道\n\n## 二\n\n柳湾街道的一段。",
		"---\npublished: 2023-08-29\n---\n# 题\n[查看原文](http://a.b/c)\n![](x.png)\n<p>甲&nbsp;乙&amp;丙<br>丁</p>",
		"[![a](b)](c) **粗** *斜* \\* &nGg; &#0; <b>半<p>截</b>", "\x00\x01控制\x7f字符\u0085。",
		`{"id":1,"title":"题","text":"题\n正文，一\n段。","published":"2023年8月29日"}`, "id,text\n1,\"甲\n乙\"\n",
		"<html><h1>题目在此处</h1><p>正文&lt;一&gt;段，\n又一段。</p><table><td>甲<td>乙</table></html>",
	}
	paths, _ := filepath.Glob("testdata/*.txtar")
	for _, path := range paths {
		if data, err := os.ReadFile(path); err == nil {
			seeds = append(seeds, string(data))
		}
	}
	for _, seed := range seeds {
		for which := range byte(5) {
			f.Add(seed, which)
		}
	}
	formats := []string{"md", "txt", "jsonl", "csv", "html"}
	f.Fuzz(func(t *testing.T, text string, which byte) {
		o := Options{Stdin: strings.NewReader(text), StdinFormat: formats[int(which)%len(formats)]}
		for doc, problem := range Documents(context.Background(), []string{"-"}, o) {
			if problem != nil {
				continue
			}
			for _, art := range doc.Articles() {
				checkArticle(t, doc, art)
			}
		}
	})
}

// TestPathological reads pages that take long only when the work grows with the
// square of their length: 20 seconds are more than a hundred times what they need.
func TestPathological(t *testing.T) {
	const n = 50_000
	pages := map[string]string{
		"headings":         strings.Repeat("## 题目\n", n),
		"headings apart":   strings.Repeat("## 题目\n\n一段话，到此为止。\n\n", n),
		"deeper headings":  strings.Repeat("# 题\n## 目\n### 文\n", n),
		"long line":        strings.Repeat("一段没有尽头的话，", 40_000),
		"brackets":         strings.Repeat("[", n*20),
		"links":            strings.Repeat("[a](", n*4),
		"images":           strings.Repeat("![", n*8),
		"stars":            strings.Repeat("*a ", n*8),
		"tags":             strings.Repeat("<", n*20),
		"scripts":          strings.Repeat("<script>", n),
		"entities":         strings.Repeat("&", n*20),
		"quotes":           strings.Repeat("“", n),
		"cut lines":        strings.Repeat("全会要求，各地各部门要把\n\n", n),
		"cut words":        strings.Repeat("甲乙丙丁，戊己庚辛\n\n", n),
		"place lines":      strings.Repeat("柳湾街道\n\n", n),
		"strays":           strings.Repeat("## 题目\n\n柳湾街道开会，部署工作。(丁一)\n\n青渡镇开会，部署工作。\n\n", n/5),
		"years":            strings.Repeat("2023年上半年", n),
		"digits":           strings.Repeat("1", n*20),
		"front matter":     "---\n" + strings.Repeat("a: 1\n", n),
		"control":          strings.Repeat("甲\x01", n*2),
		"blockquotes":      strings.Repeat(">", n*20),
		"captions":         "## 题\n\n" + strings.Repeat("丁一 摄\n\n", n),
		"spaces":           strings.Repeat("　 ", n*4) + "a" + strings.Repeat("　 ", n*4),
		"one-letter lines": strings.Repeat("甲\n", n),
	}
	for name, page := range pages {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			start := time.Now()
			read(t, markdownFormat, page)
			if took := time.Since(start); took > 20*time.Second {
				t.Errorf("%d bytes took %v", len(page), took)
			}
		})
	}
}
