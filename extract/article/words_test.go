package article

import (
	"strings"
	"testing"
)

func TestParseDate(t *testing.T) {
	for text, want := range map[string]string{
		"2023-08-29": "2023-08-29", "2023/8/29": "2023-08-29", "2023.8.29": "2023-08-29", "2023年8月29日": "2023-08-29", "20230829": "2023-08-29",
		"2023-08-29T08:00:00+08:00": "2023-08-29", "2023-08-29 10:20:30": "2023-08-29", " 2023-08 ": "2023-08", "2023年8月": "2023-08", "2023": "2023",
		"２０２３年８月２９日": "2023-08-29",
		"":           "", "昨天": "", "2023-13-01": "", "2023-02-30": "", "202308": "", "20230899": "", "2023-08-29号文件": "", "1800-01-01": "", "2023-00-01": "",
	} {
		got, ok := parseDate(text)
		if ok != (want != "") || ok && got.iso() != want {
			t.Errorf("parseDate(%q) = %q, %v, want %q", text, got.iso(), ok, want)
		}
	}
}

func TestFileDate(t *testing.T) {
	for name, want := range map[string]string{
		"20230829.md": "2023-08-29", "河州日报2023-08-29第3版.md": "2023-08-29", "2023_08_29.md": "2023-08-29", "a-2023.08.29-b.txt": "2023-08-29",
		"page.md": "", "20239999.md": "", "2023-08.md": "", "123202308291.md": "", "2023-08-291.md": "",
	} {
		if got := fileDate(name); got != want {
			t.Errorf("fileDate(%q) = %q, want %q", name, got, want)
		}
	}
}

func TestPageLine(t *testing.T) {
	for text, want := range map[string]pageMark{
		"河州日报 2023年8月29日 星期二 第3版": {"2023-08-29", "河州日报", "3"},
		"2023年8月29日 星期二":          {"2023-08-29", "", ""},
		"（2023-08-29）":            {"2023-08-29", "", ""},
		"《河州新闻联播》 (20230829)":     {"2023-08-29", "河州新闻联播", ""},
		"第03版：要闻":                 {"", "", "3"},
		"2024-05-02 10:23 来源：河州网": {"2024-05-02", "河州网", ""},
		"2023年8月29日，临溪区召开会议。":     {},
		"临溪区2023年8月29日项目集中开工名单":   {},
		"新版教材发布":                  {},

		"第二版修订稿通过审议后将于明年在全市各县区推开执行": {},
	} {
		if got := readPageLine(text); got != want {
			t.Errorf("readPageLine(%q) = %+v, want %+v", text, got, want)
		}
	}
}

func TestClassify(t *testing.T) {
	for text, want := range map[string]lineKind{
		"(陈果 秦叶)":                bylineLine,
		"（记者 韩舟 通讯员 丁一）":         bylineLine,
		"本报记者 韩舟":                bylineLine,
		"□ 本报记者 韩舟 通讯员 丁一":       bylineLine,
		"【编辑：苏芸 林小满】":            bylineLine,
		"责任编辑：苏芸":                bylineLine,
		"文/韩舟 图/丁一":              bylineLine,
		"（北宣）":                   bylineLine,
		"9.【文化河州行】石桥：":           bodyLine,
		"记者从会上获悉，项目开工。":          bodyLine,
		"（讨论稿）":                  bylineLine, // alone on a line it cannot be told from a pen name
		"云岭县":                    placeLine,
		"临溪区柳湾街道":                placeLine,
		"我们的村，我们的社区":             bodyLine,
		"孩子们在读书。何秋 摄":            captionLine,
		"村图书室一角 何秋 摄":            captionLine,
		"石桥村的清晨。（何秋 摄）":          captionLine,
		"何秋摄":                    captionLine,
		"本报记者 何秋 摄影报道":           captionLine,
		"这张照片由老人在现场拍摄":           bodyLine,
		"来源：河州日报":                sourceLine,
		"（来源：河州发布）":              sourceLine,
		"原标题：开工":                 titleLine,
		"——记者探访河州市民中心":           titleLine,
		"第3版":                    furnitureLine,
		"- 12 -":                 furnitureLine,
		"上一篇 下一篇":                furnitureLine,
		"字号：大 中 小 打印 关闭":         furnitureLine,
		"(更新时间戳: 1691499120470)": furnitureLine,
		"河州日报 2023年8月29日 第3版":    pageLine,
		"大中小企业融通":                bodyLine,
	} {
		b := block{text: text, tail: text}
		if got := classify(&b); got != want {
			t.Errorf("classify(%q) = %v, want %v", text, got, want)
		}
	}
}

func TestTrailingByline(t *testing.T) {
	for text, want := range map[string]bool{
		"圆满成功。(陈果 秦叶)": true, "守护平安。（牧宣）": true, "再上台阶。（记者韩舟 通讯员丁一）": true, "讲好故事。”(韩舟)": true, "前行。 (特约通讯员: 丁一)": true,
		"通过《意见(讨论稿)》": false, "通过了意见(讨论稿)": false, "请拨打电话。(0371-123456)": false, "有关规定。（以下简称规定）": false, "会议召开。": false, "": false,
	} {
		if _, got := trailingByline(text); got != want {
			t.Errorf("trailingByline(%q) = %v, want %v", text, got, want)
		}
	}
}

// TestContinues tells column breaks from paragraphs.
func TestContinues(t *testing.T) {
	long := "会议强调，要紧盯目标任务，细化工作举措，压实各级责任，推动各项重点工作往深里走、往实里走，确保如期完成全年的目"
	tests := []struct {
		name, a, b string
		want       bool
	}{
		{"in a word", long, "标任务，向全区人民交出满意答卷。", true},
		{"after a comma", "会议强调，要紧盯目标，", "倒排工期，挂图作战。", true},
		{"before a comma", "会议审议通过《意见》", "，并对下一步工作作出部署。", true},
		{"in a quotation", "大家说，“只要肯干", "就有希望，就有盼头。”", true},
		{"short, verb of saying", "全会指出，各单位要坚持把党", "的领导贯穿到各领域，抓好落实。", true},
		{"short, dateline", "9月11日，临溪区召开推进", "会，区委书记方明河讲话。", true},
		{"full stop", long + "标。", "会议要求，各单位抓好落实。", false},
		{"byline", "抓好落实。(丁一)", "昨日，青渡镇造林，成活率高。", false},
		{"closing quotation", "这里被称为“花园里的工厂”", "近日，记者来到这里，看到一片绿。", false},
		{"subheading with a comma", "政府搭台，企业唱戏", "会上，十二家企业签约，总额十亿元。", false},
		{"subheading", "需求侧发力", "今年以来，消费回升，市场活跃。", false},
		{"ordinal", long, "一、抓项目，抓投资。", false},
		{"a new story", long, "本报讯 9月11日，临溪区开会。", false},
		{"a list of posts", "2016.12 河州市医院院长、书记", "2020.04 河州市卫健委副主任，党组成员。", false},
		{"colon", "他的履历如下：", "1984年，参加工作，任教师。", false},
	}
	for _, test := range tests {
		blocks := parseLines(&Document{text: test.a + "\n\n" + test.b, format: markdownFormat}, 0)
		if len(blocks) != 2 {
			t.Fatalf("%s: %d blocks", test.name, len(blocks))
		}
		for i := range blocks {
			blocks[i].kind = classify(&blocks[i])
		}
		if got := continues(&blocks[0], &blocks[1]); got != test.want {
			t.Errorf("%s: continues(%q, %q) = %v, want %v", test.name, test.a, test.b, got, test.want)
		}
	}
}

func TestYears(t *testing.T) {
	tests := []struct{ name, page, want string }{
		{"stated period", "## 甲\n\n9月1日，区里总结2023年上半年工作。\n\n## 乙\n\n8月2日，镇里开会。", "2023-09-01 2023-08-02"},
		{"full date", "## 甲\n\n2023年9月1日，区里开会。\n\n## 乙\n\n8月2日，镇里开会。", "2023-09-01 2023-08-02"},
		{"year of a plan", "## 甲\n\n9月1日，区里开会，部署到2025年上半年的工作。", "--09-01"},
		{"year of the past", "## 甲\n\n9月1日，区里表彰2019年度先进，2020年5月他参加工作。", "--09-01"},
		{"dateline before 讯", "## 甲\n\n2022年5月开工的河州桥通车。河州网9月1日讯（记者丁一）区里开会。", "--09-01"},
		{"front matter, turn of the year", "---\npublished: 2024-01-03\n---\n## 甲\n\n12月30日，区里开会。", "2023-12-30"},
		{"front matter, anniversary", "---\npublished: 2024-01-03\n---\n## 甲\n\n1949年10月1日出生的老人捐书。", ""},
		{"no date", "## 甲\n\n近日，区里开会。", ""},
	}
	for _, test := range tests {
		var got []string
		for _, art := range read(t, markdownFormat, test.page) {
			got = append(got, art.Dateline)
		}
		if got := strings.Join(got, " "); got != test.want {
			t.Errorf("%s: datelines %q, want %q", test.name, got, test.want)
		}
	}
}

// TestInline holds what is left of markup.
func TestInline(t *testing.T) {
	for markdown, want := range map[string]string{
		"**本报讯** 开会": "本报讯 开会", "长5*3公里*2": "长5*3公里*2", "*斜体*字": "斜体字", "[甲](http://a.b)乙": "甲乙", "[注]见[甲](u)": "[注]见甲",
		"[![图](a.png)](b)甲": "甲", "甲![图](a.png)乙": "甲乙", "甲&amp;乙&lt;丙": "甲&乙<丙", "AT&T公司": "AT&T公司", "a < b > c": "a < b > c",
		"<span style=\"x\">甲</span><a href='u'>乙</a>": "甲乙", "<<条例>>实施": "<<条例>>实施", `\*甲\*`: "*甲*", "甲<!-- 乙 -->丙": "甲丙", "甲</p><p>乙": "甲\n乙",
		"甲<script>var a;</script>乙": "甲乙", "甲<script>乙": "甲乙", "`甲`": "`甲`", "甲\u200b乙\x00丙": "甲乙丙", "&nbsp;&nbsp;甲": "甲", "# ": "", "####### 甲": "####### 甲", "#话题#甲": "#话题#甲",
	} {
		var got []string
		n, _ := countInvisible(markdown)
		for _, b := range parseLines(&Document{text: markdown, format: markdownFormat, invisible: n > 0}, 0) {
			got = append(got, b.text)
		}
		if got := strings.Join(got, "\n"); got != want {
			t.Errorf("inline(%q) = %q, want %q", markdown, got, want)
		}
	}
}

func TestMarksTable(t *testing.T) {
	for table, want := range map[string]string{
		"# x\na\tb\n": "", "a\n": `marks.tsv:1: want kind<TAB>form, got "a"`, "a\tc\na\tb\n": `marks.tsv:2: "a\tb" is out of order or given twice`,
	} {
		got := ""
		if _, err := readMarks(table); err != nil {
			got = err.Error()
		}
		if got != want {
			t.Errorf("readMarks(%q): %q, want %q", table, got, want)
		}
	}
	for _, kind := range []markKind{
		placeMark, furnitureMark, furnitureStartMark, originalLinkMark, roleMark, captionMark, sourceMark, originalTitleMark, newsMark, wireMark, paperMark,
		weekdayMark, dateLabelMark, untilBeforeMark, untilAfterMark, continueMark, unfinishedMark, sayingMark, soFarMark, frontPublishedMark, frontPublisherMark, frontURLMark, frontPageMark, frontTitleMark,
	} {
		if len(marks(kind).forms) == 0 {
			t.Errorf("marks.tsv has no %s", kind)
		}
	}
}
