package neo4j

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"slices"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"kg/graph"
	"kg/graph/neo4j/neo4jtest"
	"kg/graph/storetest"
)

// crashURI is set for a child of the crash test: the server that it loads into.
const crashURI = "KG_CRASH_URI"

// The child brings a database of crashOld articles to crashNew: some added, some changed,
// some removed, most as before, in many transactions.
func crashOld() []*graph.Contribution { return storetest.Many(0, 300) }

func crashNew() []*graph.Contribution {
	cs := storetest.Many(60, 400)
	for _, c := range cs[:30] {
		c.Article.Page = "A2"
		c.SetHash()
	}
	return cs
}

var crashOptions = Options{BatchSize: 100, Concurrency: 2}

func crashUpdate(ctx context.Context, s *Store) error {
	o := graph.UpdateOptions{Prune: true}
	for i := range 7 {
		o.Collections = append(o.Collections, fmt.Sprintf("papers%d", i))
	}
	_, err := s.Update(ctx, storetest.Seq(crashNew()...), o)
	return err
}

// crashLoad is the child. It prints the stages as it passes through them.
func crashLoad(uri string) error {
	stage = func(name string) { fmt.Println(name) }
	o := crashOptions
	o.URI = uri
	s, err := Open(context.Background(), o)
	if err != nil {
		return err
	}
	fmt.Println("open")
	err = crashUpdate(context.Background(), s)
	return errors.Join(err, s.Close())
}

// child is a load in a process of its own.
type child struct {
	cmd   *exec.Cmd
	ended chan struct{}
	err   error // once it has ended
	mu    sync.Mutex
	out   bytes.Buffer
}

func (c *child) Write(p []byte) (int, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.out.Write(p)
}

// stage is the last that the child has printed.
func (c *child) stage() string {
	c.mu.Lock()
	defer c.mu.Unlock()
	lines := strings.Fields(c.out.String())
	if len(lines) == 0 {
		return "start"
	}
	return lines[len(lines)-1]
}

func startChild(t *testing.T, uri string) *child {
	t.Helper()
	c := &child{cmd: exec.Command(os.Args[0]), ended: make(chan struct{})}
	c.cmd.Env = append(os.Environ(), crashURI+"="+uri)
	c.cmd.Stdout = c
	c.cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	if err := c.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	go func() {
		c.err = c.cmd.Wait()
		close(c.ended)
	}()
	return c
}

// kill ends the child at once.
func (c *child) kill() {
	_ = c.cmd.Process.Kill() // it may have ended
	<-c.ended
}

// TestCrash kills, at random moments, a load or the server under it. The next load must
// make the graph that an undisturbed one makes, line for line as kg export prints it.
// KG_SOAK sets the number of kills of each (2 by default, make soak runs many), KG_SEED the
// moments.
func TestCrash(t *testing.T) {
	if testing.Short() {
		t.Skip("takes a server of its own")
	}
	if os.Getenv("KG_TEST_NEO4J_URI") != "" {
		t.Skip("KG_TEST_NEO4J_URI names a server that must not be killed")
	}
	rounds, seed := 2, uint64(time.Now().UnixNano())
	if n, err := strconv.Atoi(os.Getenv("KG_SOAK")); err == nil {
		rounds = n
	}
	if n, err := strconv.ParseUint(os.Getenv("KG_SEED"), 10, 64); err == nil {
		seed = n
	}
	t.Logf("KG_SEED=%d", seed)
	rnd := rand.New(rand.NewPCG(seed, 0))
	c := &crash{server: neo4jtest.Start(t, neo4jtest.Options{}), kills: map[string]int{}}
	c.want = storetest.Merged(t, crashNew()...)
	c.prepare(t)
	begun := time.Now()
	p := startChild(t, c.server.URI)
	if <-p.ended; p.err != nil {
		t.Fatalf("an undisturbed load: %v", p.err)
	}
	took := time.Since(begun)
	c.check(t)
	for i := range 2 * rounds {
		after := time.Duration((0.2 + 0.85*rnd.Float64()) * float64(took))
		c.round(t, i%2 == 1, after)
	}
	t.Logf("%d kills of kg, %d of the server\n%s", rounds, rounds, c.table())
}

// crash holds the server, the state to compare with, and counts.
type crash struct {
	server *neo4jtest.Server
	want   string
	kills  map[string]int
}

// prepare brings the database to the old state.
func (c *crash) prepare(t *testing.T) {
	t.Helper()
	c.server.Clear(t)
	load(t, open(t, c.server, Options{}), graph.UpdateOptions{}, crashOld()...)
}

// round kills one load, or the server under it, and completes it.
func (c *crash) round(t *testing.T, server bool, after time.Duration) {
	t.Helper()
	c.prepare(t)
	p := startChild(t, c.server.URI)
	time.Sleep(after)
	at := p.stage()
	if server {
		c.server.Kill()
		p.kill()
		if err := c.server.Run(); err != nil {
			t.Fatalf("the server after its kill: %v", err)
		}
		c.kills["server: "+at]++
	} else {
		p.kill()
		c.kills["kg: "+at]++
	}
	if err := crashUpdate(t.Context(), open(t, c.server, crashOptions)); err != nil {
		t.Fatalf("the load after a kill in %s: %v", at, err)
	}
	c.check(t)
}

// check compares the database with the state that an undisturbed load leaves.
func (c *crash) check(t *testing.T) {
	t.Helper()
	got := storetest.Lines(t, open(t, c.server, Options{}).Items(t.Context()))
	if c.want != got {
		t.Errorf("the graph differs: %s", firstDifference(c.want, got))
	}
}

func (c *crash) table() string {
	var lines []string
	for at, n := range c.kills {
		lines = append(lines, fmt.Sprintf("%-16s %d", at, n))
	}
	slices.Sort(lines)
	return strings.Join(lines, "\n")
}
