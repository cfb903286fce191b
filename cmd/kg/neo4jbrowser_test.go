package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"kg/graph/neo4j/neo4jtest"
)

// findChromium returns the browser; as root on Debian it installs it.
func findChromium() (string, error) {
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			return path, nil
		}
	}
	if os.Getuid() != 0 {
		return "", fmt.Errorf("no chromium on the path")
	}
	for _, args := range [][]string{{"update"}, {"install", "-y", "--no-install-recommends", "chromium"}} {
		if out, err := exec.Command("apt-get", args...).CombinedOutput(); err != nil {
			return "", fmt.Errorf("apt-get %s: %w: %s", args[0], err, out)
		}
	}
	return exec.LookPath("chromium")
}

// browser is a page of Neo4j Browser in a headless Chromium.
type browser struct {
	t   *testing.T
	ctx context.Context
}

// openBrowser opens the Browser of a server and connects.
func openBrowser(t *testing.T, server *neo4jtest.Server) *browser {
	t.Helper()
	path, err := findChromium()
	if err != nil {
		neo4jtest.Missing(t, err)
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.WindowSize(1400, 1000))
	ctx, cancel := chromedp.NewExecAllocator(t.Context(), options...)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewContext(ctx)
	t.Cleanup(cancel)
	b := &browser{t, ctx}
	b.run("start", chromedp.Navigate("about:blank")) // the first call must have no deadline
	b.ctx, cancel = context.WithTimeout(ctx, 2*time.Minute)
	t.Cleanup(cancel)
	b.run("open", chromedp.Navigate(server.Browser+"?dbms="+server.URI+"&db=neo4j"),
		chromedp.WaitVisible(`[data-testid=connect]`), chromedp.Sleep(time.Second))
	b.run("choose no authentication", chromedp.Evaluate[chromedp.Void](`(() => {
		const select = [...document.querySelectorAll('select')].find(s => [...s.options].some(o => o.value === 'NO_AUTH'));
		Object.getOwnPropertyDescriptor(HTMLSelectElement.prototype, 'value').set.call(select, 'NO_AUTH');
		select.dispatchEvent(new Event('change', {bubbles: true}));
	})()`), chromedp.Sleep(500*time.Millisecond), chromedp.Click(`[data-testid=connect]`), chromedp.Sleep(3*time.Second))
	return b
}

func (b *browser) run(what string, steps ...chromedp.Action[chromedp.Void]) {
	b.t.Helper()
	if err := chromedp.Do(b.ctx, steps...); err != nil {
		b.shoot("failed")
		b.t.Fatalf("%s: %v", what, err)
	}
}

// paste puts a statement into the editor and runs it.
func (b *browser) paste(text string) {
	b.t.Helper()
	b.run("paste", chromedp.Evaluate[chromedp.Void](`document.querySelector(".monaco-editor textarea").focus()`), chromedp.Sleep(300*time.Millisecond),
		chromedp.Func(func(ctx context.Context, _ *chromedp.Target) error {
			_, err := chromedp.Call(ctx, input.InsertText, input.InsertTextParams{Text: text})
			return err
		}),
		chromedp.Sleep(300*time.Millisecond),
		chromedp.KeyEvent(kb.Enter, chromedp.KeyModifiers(kb.ModifierCtrl)), chromedp.Sleep(3*time.Second))
}

// text is what the page shows.
func (b *browser) text() string {
	b.t.Helper()
	text, err := chromedp.Run(b.ctx, chromedp.Evaluate[string](`document.body.innerText`))
	if err != nil {
		b.t.Fatal(err)
	}
	return text
}

// waitFor waits until the page shows each of the words.
func (b *browser) waitFor(words ...string) {
	b.t.Helper()
	text := ""
	for range 60 {
		text = b.text()
		if !slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(text, w) }) {
			return
		}
		b.run("wait", chromedp.Sleep(500*time.Millisecond))
	}
	b.shoot("missing")
	b.t.Fatalf("the page does not show all of %q:\n%.2000s", words, text)
}

// shoot keeps a picture where KG_SHOTS names a folder.
func (b *browser) shoot(name string) {
	dir := os.Getenv("KG_SHOTS")
	if dir == "" {
		return
	}
	png, err := chromedp.Run(b.ctx, chromedp.CaptureScreenshot())
	if err != nil {
		b.t.Log(err)
		return
	}
	if err := os.WriteFile(filepath.Join(dir, name+".png"), png, 0o644); err != nil {
		b.t.Log(err)
	}
}

// drop drops a file on the page.
func (b *browser) drop(file string) {
	b.t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		b.t.Fatal(err)
	}
	args, err := json.Marshal([]string{filepath.Base(file), string(text)})
	if err != nil {
		b.t.Fatal(err)
	}
	b.run("drop "+file, chromedp.Evaluate[chromedp.Void](`(([name, text]) => {
		const data = new DataTransfer();
		data.items.add(new File([text], name));
		const target = document.querySelector('.monaco-editor');
		for (const type of ['dragenter', 'dragover', 'drop'])
			target.dispatchEvent(new DragEvent(type, {bubbles: true, cancelable: true, dataTransfer: data}));
	})(`+string(args)+`)`), chromedp.Sleep(time.Second))
}

// click clicks the first element of a selector that has a text; "" is any.
func (b *browser) click(selector, text string) {
	b.t.Helper()
	found, err := chromedp.Run(b.ctx, chromedp.Evaluate[bool](fmt.Sprintf(`(() => {
		const e = [...document.querySelectorAll(%q)].find(e => %q === '' || e.innerText.trim() === %q);
		if (e) e.click();
		return !!e;
	})()`, selector, text, text)))
	if err != nil || !found {
		b.shoot("failed")
		b.t.Fatalf("nothing to click: %s %q: %v", selector, text, err)
	}
	b.run("wait", chromedp.Sleep(time.Second))
}

// circles returns the colours of the nodes that are drawn, each with its caption.
func (b *browser) circles() map[string]string {
	b.t.Helper()
	list, err := chromedp.Run(b.ctx, chromedp.Evaluate[[]string](`[...document.querySelectorAll('svg g.node')].map(g =>
		g.querySelector('text').textContent.trim() + '=' + g.querySelector('circle.b-outline').getAttribute('fill'))`))
	if err != nil {
		b.t.Fatal(err)
	}
	colours := map[string]string{}
	for _, c := range list {
		caption, colour, _ := strings.Cut(c, "=")
		colours[caption] = colour
	}
	return colours
}

// TestNeo4jBrowser does in the real Browser what an analyst does with it: pastes what
// --print shows and sees its rows, drops the style, sees a graph drawn in its colours,
// drops a favourite, and runs it.
func TestNeo4jBrowser(t *testing.T) {
	server := neo4jtest.Shared(t)
	if server.Browser == "" {
		t.Skip("the server that KG_TEST_NEO4J_URI names may have no Browser")
	}
	dir := t.TempDir()
	mustDo(t, "load", "--quiet", "../../docs/sample/pages", "--db", server.URI)
	mustDo(t, "export", "--quiet", "--format", "browser", dir)
	question := []string{"query", "--db", server.URI, "post-holders", "县长", "墨山县", "--print"}

	b := openBrowser(t, server)
	b.paste(mustDo(t, question...))
	b.waitFor("墨山县县长", "魏听澜", "Started streaming")
	b.shoot("table")

	b.drop(filepath.Join(dir, "kg.grass"))
	b.waitFor(":style", "node.District")
	b.paste(mustDo(t, append(question, "--draw")...))
	b.waitFor("Node labels", "HOLDS_ROLE")
	b.shoot("drawing")
	got := b.circles()
	if got["魏听澜"] != "#0B6E99" || got["墨山县县长"] != "#6FB1CF" {
		t.Errorf("circles are %v", got)
	}

	b.drop(filepath.Join(dir, "favourites", "person-events-drawing.cypher"))
	b.click("button", "Save to favorites")
	b.click("[data-testid*=avorites]", "")
	b.waitFor("Local scripts", "Drawing: Events of a person")
	b.click("[data-testid=savedScriptsButton-Run]", "")
	b.waitFor("ATTENDED", "林知远")
	b.shoot("favourite")

	if _, err := os.Stat(realPage); err == nil {
		mustDo(t, "load", "--quiet", realPage, "--db", server.URI)
		b.paste(mustDo(t, "query", "--db", server.URI, "post-holders", "区委书记", "牧野区", "--print"))
		b.waitFor("牧野区委书记", "牛晓辉", "Started streaming 1 records")
		b.shoot("page")
	}
}
