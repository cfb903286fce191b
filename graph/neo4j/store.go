package neo4j

import (
	"cmp"
	"context"
	"fmt"
	"net/url"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	driver "github.com/neo4j/neo4j-go-driver/v5/neo4j"
	"github.com/neo4j/neo4j-go-driver/v5/neo4j/config"

	"kg/graph"
)

// Options say where the server is and how to load it.
type Options struct {
	URI         string // neo4j://HOST:PORT, bolt://…, with +s or +ssc for TLS
	Username    string // "neo4j" when there is a password and no name
	Password    string // "" for a server without authentication
	Database    string // "" for the user's own
	BatchSize   int    // most rows of one transaction; 0 means DefaultBatchSize
	Concurrency int    // transactions at once; 0 means DefaultConcurrency
	TempDir     string // of temporary files; "" means the system's
}

// The settings that Options leave open.
const (
	DefaultBatchSize   = 10_000
	DefaultConcurrency = 2
)

// Schemes are those of the addresses that Open takes.
var Schemes = []string{"neo4j", "neo4j+s", "neo4j+ssc", "bolt", "bolt+s", "bolt+ssc"}

// Store is a graph.Store in a server. It is safe for concurrent use, also by several
// processes; one of them updates at a time.
type Store struct {
	o         Options
	driver    driver.DriverWithContext
	bookmarks driver.BookmarkManager // a cluster's members see each other's writes

	mu      sync.Mutex
	written counters // by all updates, as the server counts
}

// counters are what the server says that committed statements did.
type counters struct{ Nodes, Relationships, Properties, Labels, Schema int }

// count adds what one committed statement did.
func (s *Store) count(c driver.Counters) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.written.Nodes += c.NodesCreated() + c.NodesDeleted()
	s.written.Relationships += c.RelationshipsCreated() + c.RelationshipsDeleted()
	s.written.Properties += c.PropertiesSet()
	s.written.Labels += c.LabelsAdded() + c.LabelsRemoved()
	s.written.Schema += c.ConstraintsAdded() + c.ConstraintsRemoved() + c.IndexesAdded() + c.IndexesRemoved()
}

var _ graph.Store = (*Store)(nil)

// connectTimeout bounds how long Open waits for a server; a test shortens it.
var connectTimeout = 15 * time.Second

// Open connects to the server and checks that it can be used: address, TLS, user,
// version, database. Errors wrap graph.ErrUnavailable and say what to do.
func Open(ctx context.Context, o Options) (*Store, error) {
	o.BatchSize = cmp.Or(o.BatchSize, DefaultBatchSize)
	o.Concurrency = cmp.Or(o.Concurrency, DefaultConcurrency)
	s := &Store{o: o, bookmarks: driver.NewBookmarkManager(driver.BookmarkManagerConfig{})}
	if err := s.checkURI(); err != nil {
		return nil, err
	}
	token := driver.NoAuth()
	if o.Password != "" || o.Username != "" {
		token = driver.BasicAuth(cmp.Or(o.Username, "neo4j"), o.Password, "")
	}
	var err error
	s.driver, err = driver.NewDriverWithContext(o.URI, token, func(c *config.Config) {
		c.UserAgent = "kg (" + runtime.GOOS + ")"
		c.SocketConnectTimeout = connectTimeout
	})
	if err != nil {
		return nil, fmt.Errorf("--db %s: %w: %w", o.URI, graph.ErrUnavailable, err)
	}
	if err := s.check(ctx); err != nil {
		_ = s.driver.Close(ctx) // the other error says more
		return nil, err
	}
	return s, nil
}

// checkURI refuses an address that the driver would take for something else.
func (s *Store) checkURI() error {
	u, err := url.Parse(s.o.URI)
	switch {
	case err != nil:
		return fmt.Errorf("%w: address of the server: %w", graph.ErrUnavailable, err)
	case !slices.Contains(Schemes, u.Scheme):
		return fmt.Errorf("%w: %s is no address of a Neo4j server, which begins with one of %s://", graph.ErrUnavailable, u.Redacted(), strings.Join(Schemes, "://, "))
	case u.User != nil:
		return fmt.Errorf("%w: %s: give the user and the password by NEO4J_USERNAME and NEO4J_PASSWORD, not in the address", graph.ErrUnavailable, u.Redacted())
	case u.Hostname() == "":
		return fmt.Errorf("%w: %s names no server; want %s://HOST:7687", graph.ErrUnavailable, s.o.URI, u.Scheme)
	case u.Path != "" && u.Path != "/":
		return fmt.Errorf("%w: %s: name the database by NEO4J_DATABASE, not in the address", graph.ErrUnavailable, s.o.URI)
	}
	return nil
}

// oldest is the first major version of Neo4j whose Cypher has all that is used here.
const oldest = 5

// check asks the server what it is, in the database that will be used.
func (s *Store) check(ctx context.Context) error {
	ctx, cancel := context.WithTimeoutCause(ctx, connectTimeout, fmt.Errorf("no answer within %s", connectTimeout))
	defer cancel()
	if err := s.driver.VerifyConnectivity(ctx); err != nil {
		return s.explain(ctx, err)
	}
	rows, err := s.rows(ctx, "CALL dbms.components() YIELD name, versions RETURN name, head(versions)", nil)
	if err != nil {
		return s.explain(ctx, err)
	}
	for _, row := range rows {
		if name, version := str(row[0]), str(row[1]); name == "Neo4j Kernel" {
			return checkVersion(s.o.URI, version)
		}
	}
	return nil // not Neo4j's own, such as a service that speaks its protocol
}

// checkVersion refuses a server that is too old.
func checkVersion(uri, version string) error {
	first, _, _ := strings.Cut(version, ".")
	if major, err := strconv.Atoi(first); err == nil && major < oldest {
		return fmt.Errorf("%s: %w: the server is Neo4j %s; kg needs version %d or later", uri, graph.ErrUnavailable, version, oldest)
	}
	return nil
}

// Dialect implements graph.Store.
func (s *Store) Dialect() string { return "neo4j" }

// closeTimeout bounds how long Close says goodbye.
const closeTimeout = 5 * time.Second

// Close implements graph.Store.
func (s *Store) Close() error {
	ctx, cancel := context.WithTimeout(context.Background(), closeTimeout)
	defer cancel()
	return s.driver.Close(ctx)
}

// session opens a session in the store's database.
func (s *Store) session(ctx context.Context, mode driver.AccessMode) driver.SessionWithContext {
	return s.driver.NewSession(ctx, driver.SessionConfig{
		AccessMode: mode, DatabaseName: s.o.Database, BookmarkManager: s.bookmarks,
	})
}

func str(v any) string {
	s, _ := v.(string)
	return s
}
