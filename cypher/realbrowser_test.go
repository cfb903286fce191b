package cypher

import (
	"context"
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

	"kg/graph/neo4j"
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

// browser is Neo4j Browser in a headless Chromium.
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

// TestNeo4jBrowser pastes what --print shows into the real Browser and sees its rows.
func TestNeo4jBrowser(t *testing.T) {
	server := neo4jtest.Shared(t)
	if server.Browser == "" {
		t.Skip("the server that KG_TEST_NEO4J_URI names may have no Browser")
	}
	s, err := neo4j.Open(t.Context(), neo4j.Options{URI: server.URI})
	if err != nil {
		t.Fatal(err)
	}
	filled(t, s)
	b := openBrowser(t, server)
	b.shoot("connected")
	q, err := Get("post-holders")
	if err != nil {
		t.Fatal(err)
	}
	args := parseRun(t, q, "区委书记 青岚区")
	b.paste(q.Standalone(Table, "neo4j", args))
	b.waitFor("林知远", "青岚区委书记", "Started streaming 1 records")
	b.shoot("table")
}
