//go:build cgo

package kuzu

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"text/tabwriter"
	"time"

	"kg/graph"
	"kg/graph/storetest"
)

// These are set for a child of the crash tests: the store that it loads, and the stage
// at whose beginning it kills itself.
const (
	crashDir = "KG_CRASH_DIR"
	crashAt  = "KG_CRASH_AT"
)

// TestMain runs the tests, or a load that will be killed.
func TestMain(m *testing.M) {
	if dir := os.Getenv(crashDir); dir != "" {
		stage = func(name string) {
			fmt.Println(name)
			if name == os.Getenv(crashAt) {
				_ = syscall.Kill(os.Getpid(), syscall.SIGKILL)
			}
		}
		if err := crashLoad(dir); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	os.Exit(m.Run())
}

// The child brings a store of crashOld articles to crashNew: some added, some changed,
// some removed, most as before.
func crashOld() []*graph.Contribution { return storetest.Many(0, 60) }

func crashNew() []*graph.Contribution {
	cs := storetest.Many(10, 70)
	for _, c := range cs[:5] {
		c.Article.Page = "A2"
		c.SetHash()
	}
	return cs
}

func crashLoad(dir string) error {
	s, err := Open(dir)
	if err != nil {
		return err
	}
	_, err = s.Update(context.Background(), storetest.Seq(crashNew()...), graph.UpdateOptions{
		Prune: true, Collections: []string{"papers0", "papers1", "papers2", "papers3", "papers4", "papers5", "papers6"},
	})
	return errors.Join(err, s.Close())
}

// TestCrash kills loads with SIGKILL at random moments: a first one, an update, and one
// that builds a missing graph again. The store then shows the old graph or the new one,
// wholly, and the next load makes exactly what an undisturbed one makes. KG_SOAK sets the
// number of kills (2 by default, make soak runs many), KG_SEED the moments.
func TestCrash(t *testing.T) {
	rounds, seed := 2, uint64(time.Now().UnixNano())
	if n, err := strconv.Atoi(os.Getenv("KG_SOAK")); err == nil {
		rounds = n
	}
	if n, err := strconv.ParseUint(os.Getenv("KG_SEED"), 10, 64); err == nil {
		seed = n
	}
	t.Logf("KG_SEED=%d", seed)
	rnd := rand.New(rand.NewPCG(seed, 0))
	c := newCrash(t)
	for i := range rounds {
		after := time.Duration(rnd.Float64() * 1.1 * float64(c.took))
		c.round(t, []string{"update", "first load", "update", "rebuild"}[i%4], "", after)
	}
	t.Logf("%d kills\n%s", rounds, c.table())
}

// TestCrashAtStages kills updates where random moments seldom fall.
func TestCrashAtStages(t *testing.T) {
	stages := []string{"rename", "commit", "clean"}
	if os.Getenv("KG_SOAK") != "" {
		stages = []string{"read", "shards", "index", "merge", "copy", "verify", "rename", "commit", "clean"}
	}
	c := newCrash(t)
	for _, at := range stages {
		c.round(t, "update", at, time.Minute)
		if c.kills["update: "+at] == nil {
			t.Errorf("no load was killed in %s", at)
		}
	}
	t.Logf("%d kills\n%s", len(stages), c.table())
}

// crash holds the states to compare with, and counts.
type crash struct {
	empty, old, want         string // folders of stores: undisturbed
	oldDump, newDump, newMan string
	took                     time.Duration // of an undisturbed child
	kills                    map[string]*crashCount
}

type crashCount struct{ kills, sawOld, sawNew int }

func newCrash(t *testing.T) *crash {
	c := &crash{kills: map[string]*crashCount{}}
	base := t.TempDir()
	c.empty, c.old, c.want = filepath.Join(base, "empty"), filepath.Join(base, "old"), filepath.Join(base, "want")
	if err := os.Mkdir(c.empty, 0o755); err != nil {
		t.Fatal(err)
	}
	s := open(t, c.old)
	load(t, s, crashOld()...)
	c.oldDump = dump(t, s)
	copyDir(t, c.old, c.want)
	begun := time.Now()
	if last, err := c.child(t, c.want, "", time.Minute); err != nil {
		t.Fatalf("the undisturbed child: %v after %s", err, last)
	}
	c.took = time.Since(begun)
	c.newDump = dump(t, open(t, c.want))
	c.newMan = manifestText(t, c.want)
	return c
}

// round kills one child at a stage or after a time, and checks.
func (c *crash) round(t *testing.T, kind, at string, after time.Duration) {
	dir := filepath.Join(t.TempDir(), "kg.graph")
	old := c.oldDump
	switch kind {
	case "first load":
		copyDir(t, c.empty, dir)
		old = "nothing"
	case "update":
		copyDir(t, c.old, dir)
	case "rebuild":
		copyDir(t, c.want, dir)
		old = c.newDump
		removeGraph(t, dir)
	}
	last, _ := c.child(t, dir, at, after)
	key := kind + ": " + last
	count := c.kills[key]
	if count == nil {
		count = &crashCount{}
		c.kills[key] = count
	}
	count.kills++
	switch seen := c.seen(t, dir); seen {
	case c.newDump:
		count.sawNew++
	case old:
		count.sawOld++
	default:
		t.Errorf("killed in %s: neither the old graph nor the new one:\n%.2000s", key, seen)
	}
	if err := crashLoad(dir); err != nil {
		t.Errorf("killed in %s: the next load: %v", key, err)
	}
	if got := c.seen(t, dir); got != c.newDump {
		t.Errorf("killed in %s: the next load made another graph", key)
	}
	if got := manifestText(t, dir); got != c.newMan {
		t.Errorf("killed in %s: the next load wrote the manifest\n%s, not\n%s", key, got, c.newMan)
	}
	if got, want := names(t, dir), names(t, c.want); !slices.Equal(got, want) {
		t.Errorf("killed in %s: files left %q, want %q", key, got, want)
	}
}

// seen is the dump of the store in dir, or "nothing".
func (c *crash) seen(t *testing.T, dir string) string {
	t.Helper()
	s, err := Open(dir)
	if err != nil {
		t.Errorf("open after a kill: %v", err)
		return ""
	}
	defer s.Close() //nolint:errcheck // only read
	text, err := storetest.Dump(t.Context(), s)
	if errors.Is(err, graph.ErrUnavailable) && strings.Contains(err.Error(), "nothing has been loaded") {
		return "nothing"
	}
	if err != nil {
		t.Errorf("dump after a kill: %v", err)
	}
	return text
}

// child runs a load in dir that dies at a stage, if one is named, or after so long. It
// returns the last stage that the child was in, "start" before the first, and what Wait says.
func (c *crash) child(t *testing.T, dir, at string, after time.Duration) (last string, err error) {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), crashDir+"="+dir, crashAt+"="+at)
	var out lockedBuffer
	var errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	timer := time.AfterFunc(after, func() { _ = cmd.Process.Signal(syscall.SIGKILL) })
	err = cmd.Wait()
	timer.Stop()
	if errs.Len() > 0 {
		t.Errorf("child: %s", errs.String())
	}
	stages := strings.Fields("start " + out.String())
	last = stages[len(stages)-1]
	if err == nil {
		last = "finished"
	}
	return last, err
}

// lockedBuffer is a buffer that a process writes to.
type lockedBuffer struct {
	mu  sync.Mutex
	buf bytes.Buffer
}

func (b *lockedBuffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.buf.Write(p)
}

func (b *lockedBuffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.buf.String()
}

// table shows at which stage how many loads were killed and what was seen then.
func (c *crash) table() string {
	var out strings.Builder
	w := tabwriter.NewWriter(&out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "killed in\tkills\told graph\tnew graph")
	var keys []string
	for k := range c.kills {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	for _, k := range keys {
		n := c.kills[k]
		fmt.Fprintf(w, "%s\t%d\t%d\t%d\n", k, n.kills, n.sawOld, n.sawNew)
	}
	_ = w.Flush()
	return out.String()
}

func copyDir(t *testing.T, from, to string) {
	t.Helper()
	if err := os.CopyFS(to, os.DirFS(from)); err != nil {
		t.Fatal(err)
	}
}

func removeGraph(t *testing.T, dir string) {
	t.Helper()
	m, err := folder(dir).read()
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(filepath.Join(dir, m.Graph)); err != nil {
		t.Fatal(err)
	}
}

// manifestText is the manifest of a store but for the size of the Kuzu file, which
// depends on its threads.
func manifestText(t *testing.T, dir string) string {
	t.Helper()
	m, err := folder(dir).read()
	if err != nil || m == nil {
		t.Errorf("manifest of %s: %v, %v", dir, m, err)
		return ""
	}
	m.GraphBytes = 0
	return fmt.Sprintf("%+v", *m)
}

// names lists the files of a store.
func names(t *testing.T, dir string) []string {
	t.Helper()
	var list []string
	for path := range files(t, dir) {
		rel, err := filepath.Rel(dir, path)
		if err != nil {
			t.Fatal(err)
		}
		list = append(list, rel)
	}
	slices.Sort(list)
	return list
}
