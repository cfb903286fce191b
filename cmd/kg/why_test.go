package main

import (
	"context"
	"encoding/json"
	"io"
	"strings"
	"testing"

	"github.com/spf13/cobra"

	"kg/cypher"
)

func TestWhy(t *testing.T) {
	db := cityDB(t)
	out, _, code := runIn(t, nil, newWhyCmd, "--db", db, "林知远", "青岚区委书记")
	want := `林知远 —HOLDS_ROLE 任职 current 现任→ 青岚区委书记
  rule test.holds_role, confidence 0.93, 2 articles, seen 2024-01-05 to 2024-03-19, id c5ef31ec041b56d885b7e5b9
  2024-01-05 青岚区召开安全生产会 (2024/01/a01.md)
    1月4日，青岚区安全生产会在区会议中心召开，区委书记林知远主持会议，区长周若溪讲话，副区长唐砚秋、魏听澜出席。
    the source 2024/01/a01.md is not here (name its folder with --source)
  2024-03-19 青岚区委六届七次全会召开 (2024/03/a03.md)
    全会由区委常委会主持，区委书记林知远讲话，区长周若溪就《关于推进青岚区现代化建设的决定》作说明。
    the source 2024/03/a03.md is not here (name its folder with --source)
`
	if out != want || code != exitOK {
		t.Errorf("exit %d, got\n%s\nwant\n%s", code, out, want)
	}
	byID, _, _ := runIn(t, nil, newWhyCmd, "--db", db, "c5ef31ec041b56d885b7e5b9")
	if byID != want {
		t.Errorf("by id: got\n%s", byID)
	}
}

func TestWhyFacts(t *testing.T) {
	db := cityDB(t)
	tests := []struct {
		name string
		args []string
		want []string // TYPE start end, in order
		msg  string
		code int
	}{
		{"two people", []string{"林知远", "陆远舟"}, []string{"ATTENDED 陆远舟 白鹭县义诊活动", "LED 林知远 白鹭县义诊活动"}, "", exitOK},
		{"event", []string{"周若溪", "“灯塔”机制推进会"}, []string{"PRESENTED_AT 周若溪 全市“灯塔”机制推进会"}, "", exitOK},
		{"initiative", []string{"灯塔", "白鹭"}, []string{"IMPLEMENTS 白鹭县 “灯塔”机制"}, "", exitOK},
		{"reporter", []string{"苏望舒"}, []string{"REPORTED 苏望舒 青岚区召开安全生产会"}, "", exitOK},
		{"nothing between", []string{"苏望舒", "石桥区区长"}, nil, "no fact links 苏望舒 and 石桥区区长", exitFailed},
		{"nobody", []string{"林知近"}, nil, `no entity "林知近"`, exitFailed},
		{"no id", []string{"000000000000000000000000"}, nil, "no fact has or is about the id 000000000000000000000000", exitFailed},
		{"no argument", nil, nil, "want an id, or a name", exitUsage},
		{"not without paths", []string{"--not", "x"}, nil, "--not takes a text, and then the paths", exitUsage},
		{"not in what is not there", []string{"--not", "x", "p"}, nil, "1 input failed", exitPartial},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			stdout, stderr, code := runIn(t, nil, newWhyCmd, append([]string{"--db", db, "--format", "json"}, tt.args...)...)
			if code != tt.code || !strings.Contains(stderr, tt.msg) {
				t.Fatalf("exit %d: %s", code, stderr)
			}
			if code != exitOK {
				return
			}
			var facts []cypher.Fact
			if err := json.Unmarshal([]byte(stdout), &facts); err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, f := range facts {
				got = append(got, f.Type+" "+f.Start.Name+" "+f.End.Name)
				if len(f.Sentences) == 0 || f.Sentences[0].Text == "" || f.Sentences[0].End <= f.Sentences[0].Start {
					t.Errorf("%s: no sentence: %+v", f.ID, f.Sentences)
				}
			}
			if strings.Join(got, "; ") != strings.Join(tt.want, "; ") {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

func TestWhyReadsAgain(t *testing.T) {
	db := cityDB(t)
	newCmd := func(a *app) *cobra.Command {
		return whyCmd(a, func(cmd *cobra.Command, o whyOptions) error {
			o.Explain = func(_ context.Context, f cypher.Fact, s cypher.Sentence) ([]string, error) {
				return []string{f.Type + " read in " + s.Source}, nil
			}
			o.WhyNot = func(_ context.Context, w io.Writer, text string, paths []string) error {
				_, err := io.WriteString(w, text+" of "+strings.Join(paths, " ")+"\n")
				return err
			}
			return whyRun(cmd.Context(), o)
		})
	}
	out, stderr, _ := runIn(t, nil, newCmd, "--db", db, "苏望舒")
	if !strings.Contains(out, "    REPORTED read in 2024/01/a01.md\n") || stderr != "" {
		t.Errorf("got %s, %s", out, stderr)
	}
	if out, _, _ := runIn(t, nil, newCmd, "--not", "某", "a", "b"); out != "某 of a b\n" {
		t.Errorf("got %s", out)
	}
}
