// Package neo4jtest gives tests a real Neo4j server: the one that KG_TEST_NEO4J_URI names
// (with NEO4J_USERNAME and NEO4J_PASSWORD; its database is emptied), or one that neo4j.sh
// starts on free ports of this machine. Where neither can be had the test is skipped with
// the reason, under CI=true it fails.
package neo4jtest

import (
	"bytes"
	"context"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	driver "github.com/neo4j/neo4j-go-driver/v5/neo4j"
	"github.com/neo4j/neo4j-go-driver/v5/neo4j/config"
)

// Server is a running server.
type Server struct {
	URI      string // bolt://…
	Browser  string // http://…/browser/, "" for a server that was there
	Password string // of the user neo4j, "" when anyone may connect
	Home     string // its folder, "" for a server that was there

	bolt, http string // ports
	process    *process
}

// Options are what a server of one's own may have beside the defaults.
type Options struct {
	Home     string   // empty: a temporary folder; else one with data to start on
	Password string   // empty: no authentication
	Settings []string // lines of neo4j.conf
}

var shared struct {
	once   sync.Once
	server *Server
	err    error
}

// Main runs the tests of a package that uses Shared, and stops the server after them.
func Main(m *testing.M) {
	code := m.Run()
	if shared.server != nil {
		shared.server.Kill()
		_ = os.RemoveAll(shared.server.Home)
	}
	os.Exit(code)
}

// Shared returns the server of all tests of the package, its database empty and without
// constraints. The package's TestMain must call Main.
func Shared(t testing.TB) *Server {
	t.Helper()
	shared.once.Do(func() {
		if uri := os.Getenv("KG_TEST_NEO4J_URI"); uri != "" {
			shared.server = &Server{URI: uri, Password: os.Getenv("NEO4J_PASSWORD")}
			return
		}
		home, err := os.MkdirTemp("", "kg-neo4j-*") //nolint:usetesting // it outlives t
		if err != nil {
			shared.err = err
			return
		}
		if shared.server, shared.err = start(Options{Home: home}); shared.err != nil {
			_ = os.RemoveAll(home)
		}
	})
	if shared.err != nil {
		Missing(t, shared.err)
	}
	shared.server.Clear(t)
	return shared.server
}

// Start starts a server for one test, which it does not outlive.
func Start(t testing.TB, o Options) *Server {
	t.Helper()
	if o.Home == "" {
		o.Home = t.TempDir()
	}
	s, err := start(o)
	if err != nil {
		Missing(t, err)
	}
	t.Cleanup(s.Kill)
	return s
}

// Missing ends a test that lacks a part: it is skipped with the reason, under CI=true it fails.
func Missing(t testing.TB, err error) {
	t.Helper()
	if os.Getenv("CI") == "true" {
		t.Fatalf("not here: %v", err)
	}
	t.Skipf("not here: %v", err)
}

// script is neo4j.sh, beside this file.
func script() (string, error) {
	_, file, _, _ := runtime.Caller(0)
	dir := filepath.Dir(file)
	if !filepath.IsAbs(dir) { // built with -trimpath: look in the module
		out, err := exec.Command("go", "list", "-f", "{{.Dir}}", "kg/graph/neo4j/neo4jtest").Output()
		if err != nil {
			return "", fmt.Errorf("find neo4j.sh: %w", err)
		}
		dir = strings.TrimSpace(string(out))
	}
	return filepath.Join(dir, "neo4j.sh"), nil
}

// Available fills the cache of the server's jars, and says why when it cannot.
func Available() error {
	path, err := script()
	if err != nil {
		return err
	}
	if out, err := exec.Command("bash", path, "fetch").CombinedOutput(); err != nil {
		return fmt.Errorf("fetch Neo4j from Maven Central: %w: %s", err, bytes.TrimSpace(out))
	}
	return nil
}

func start(o Options) (*Server, error) {
	if err := Available(); err != nil {
		return nil, err
	}
	s := &Server{Home: o.Home, Password: o.Password}
	var err error
	if s.bolt, s.http, err = freePorts(); err != nil {
		return nil, err
	}
	s.URI = "bolt://127.0.0.1:" + s.bolt
	s.Browser = "http://127.0.0.1:" + s.http + "/browser/"
	if err := s.Run(o.Settings...); err != nil {
		return nil, err
	}
	return s, nil
}

// freePorts returns two ports that nothing listens on.
func freePorts() (a, b string, err error) {
	var ports [2]string
	for i := range ports {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			return "", "", err
		}
		defer l.Close() //nolint:errcheck // only its number was wanted
		_, ports[i], _ = net.SplitHostPort(l.Addr().String())
	}
	return ports[0], ports[1], nil
}

// startTimeout bounds how long a server takes to answer.
const startTimeout = 2 * time.Minute

// Run starts the server on its folder and ports, as after Stop or Kill, and waits until
// it answers.
func (s *Server) Run(settings ...string) error {
	path, err := script()
	if err != nil {
		return err
	}
	args := []string{path, "run", s.Home, s.bolt, s.http}
	if s.Password != "" {
		args = append(args, s.Password)
	}
	cmd := exec.Command("bash", args...)
	cmd.Env = append(os.Environ(), "KG_NEO4J_SETTINGS="+strings.Join(settings, "\n"))
	if s.process, err = begin(cmd); err != nil {
		return err
	}
	return s.wait()
}

// wait waits until the server answers or ends.
func (s *Server) wait() error {
	ctx, cancel := context.WithTimeout(context.Background(), startTimeout)
	defer cancel()
	d, err := s.connect()
	if err != nil {
		return err
	}
	defer d.Close(ctx) //nolint:errcheck // only asked
	for {
		_, err := driver.ExecuteQuery(ctx, d, "RETURN 1", nil, driver.EagerResultTransformer)
		if err == nil {
			return nil
		}
		select {
		case <-s.process.ended:
			return fmt.Errorf("the server ended: %s", s.process.tail())
		case <-ctx.Done():
			s.Kill()
			return fmt.Errorf("the server does not answer: %w: %s", err, s.process.tail())
		case <-time.After(200 * time.Millisecond):
		}
	}
}

// Stop ends the server in order; Kill as kill -9 does.
func (s *Server) Stop() { s.process.stop() }

// Kill ends the server at once.
func (s *Server) Kill() { s.process.kill() }

// AdminCommand returns a program that runs neo4j-admin on the folder of a server that is
// down.
func AdminCommand(home string) (string, error) {
	path, err := script()
	if err != nil {
		return "", err
	}
	command := filepath.Join(home, "neo4j-admin")
	text := fmt.Sprintf("#!/bin/sh\nexec bash '%s' admin '%s' \"$@\"\n", path, home)
	return command, os.WriteFile(command, []byte(text), 0o755) //nolint:gosec // a program is run
}

func (s *Server) connect() (driver.DriverWithContext, error) {
	token := driver.NoAuth()
	if s.Password != "" {
		user := os.Getenv("NEO4J_USERNAME")
		if user == "" || s.process != nil {
			user = "neo4j"
		}
		token = driver.BasicAuth(user, s.Password, "")
	}
	return driver.NewDriverWithContext(s.URI, token, func(c *config.Config) {
		c.SocketConnectTimeout = time.Second
		c.MaxTransactionRetryTime = time.Second
	})
}

// Do runs a statement and returns its rows and what it changed.
func (s *Server) Do(t testing.TB, statement string, params map[string]any) ([]*driver.Record, driver.Counters) {
	t.Helper()
	d, err := s.connect()
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close(context.Background()) //nolint:errcheck // only asked
	session := d.NewSession(context.Background(), driver.SessionConfig{})
	defer session.Close(context.Background()) //nolint:errcheck // only asked
	answer, err := session.Run(context.Background(), statement, params)
	if err != nil {
		t.Fatalf("%s: %v", statement, err)
	}
	records, err := answer.Collect(context.Background())
	if err != nil {
		t.Fatalf("%s: %v", statement, err)
	}
	summary, err := answer.Consume(context.Background())
	if err != nil {
		t.Fatalf("%s: %v", statement, err)
	}
	return records, summary.Counters()
}

// Explain returns the plan that the server makes for a statement.
func (s *Server) Explain(t testing.TB, statement string, params map[string]any) driver.Plan {
	t.Helper()
	d, err := s.connect()
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close(context.Background()) //nolint:errcheck // only asked
	result, err := driver.ExecuteQuery(context.Background(), d, "EXPLAIN "+statement, params, driver.EagerResultTransformer)
	if err != nil {
		t.Fatalf("%s: %v", statement, err)
	}
	return result.Summary.Plan()
}

// Clear empties the database: nodes, relationships, constraints and indexes.
func (s *Server) Clear(t testing.TB) {
	t.Helper()
	s.Do(t, "MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 1000 ROWS", nil)
	for _, kind := range []string{"CONSTRAINT", "INDEX"} {
		names, _ := s.Do(t, "SHOW "+kind+" YIELD *", nil)
		for _, n := range names {
			if m := n.AsMap(); m["type"] != "LOOKUP" {
				s.Do(t, fmt.Sprintf("DROP %s `%v` IF EXISTS", kind, m["name"]), nil)
			}
		}
	}
}

// LastWrite is when the database last wrote to its log of transactions; it is zero for a
// server that was there.
func (s *Server) LastWrite(t testing.TB) time.Time {
	t.Helper()
	var last time.Time
	if s.Home == "" {
		return last
	}
	logs, err := filepath.Glob(filepath.Join(s.Home, "data/transactions/neo4j/neostore.transaction.db.*"))
	if err != nil || len(logs) == 0 {
		t.Fatalf("no log of transactions in %s: %v", s.Home, err)
	}
	for _, name := range logs {
		info, err := os.Stat(name)
		if err != nil {
			t.Fatal(err)
		}
		if info.ModTime().After(last) {
			last = info.ModTime()
		}
	}
	return last
}
