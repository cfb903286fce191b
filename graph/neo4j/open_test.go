package neo4j

import (
	"context"
	"errors"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"kg/graph"
	"kg/graph/neo4j/neo4jtest"
	"kg/graph/storetest"
)

// refuses holds that opening or loading fails with ErrUnavailable and each of the words.
func refuses(t *testing.T, err error, words ...string) {
	t.Helper()
	if !errors.Is(err, graph.ErrUnavailable) {
		t.Errorf("error %v does not wrap ErrUnavailable", err)
		return
	}
	for _, w := range words {
		if !strings.Contains(err.Error(), w) {
			t.Errorf("error %q does not say %q", err, w)
		}
	}
}

func TestOpenRefusesAddresses(t *testing.T) {
	for uri, want := range map[string]string{
		"http://127.0.0.1:7474":             "bolt+s",
		"neo4j://neo4j:secret@127.0.0.1":    "NEO4J_PASSWORD",
		"neo4j://":                          "names no server",
		"bolt://127.0.0.1:7687/graph":       "NEO4J_DATABASE",
		"bolt://127.0.0.1:1":                "no server listens there",
		"neo4j://127.0.0.1:1":               "no server listens there",
		"bolt://no-such-host.invalid":       "no host has that name",
		"neo4j+s://no-such-host.invalid:42": "no host has that name",
	} {
		_, err := Open(t.Context(), Options{URI: uri})
		refuses(t, err, want)
		if err != nil && strings.Contains(err.Error(), "secret") {
			t.Errorf("the error shows the password: %v", err)
		}
	}
}

// TestOpenOtherServers meets what is there instead of Bolt.
func TestOpenOtherServers(t *testing.T) {
	connectTimeout = time.Second
	defer func() { connectTimeout = 15 * time.Second }()
	web := httptest.NewServer(http.NotFoundHandler())
	defer web.Close()
	_, err := Open(t.Context(), Options{URI: "bolt://" + strings.TrimPrefix(web.URL, "http://")})
	refuses(t, err, "the port that of Bolt (7687)?")

	secure := httptest.NewTLSServer(http.NotFoundHandler())
	defer secure.Close()
	_, err = Open(t.Context(), Options{URI: "bolt+s://" + strings.TrimPrefix(secure.URL, "https://")})
	refuses(t, err, "bolt+ssc://")

	mute, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer mute.Close() //nolint:errcheck // a test's port
	ctx, cancel := context.WithCancelCause(t.Context())
	cancel(errors.New("the user has had enough"))
	if _, err = Open(ctx, Options{URI: "bolt://" + mute.Addr().String()}); err == nil || !strings.Contains(err.Error(), "had enough") {
		t.Errorf("a cancelled Open: %v", err)
	}
}

func TestOpenServer(t *testing.T) {
	server := neo4jtest.Shared(t)
	for _, tt := range []struct {
		o    Options
		want string
	}{
		{Options{URI: strings.Replace(server.URI, "bolt://", "bolt+s://", 1)}, "try bolt://"},
		{Options{URI: strings.Replace(server.URI, "bolt://", "neo4j+ssc://", 1)}, "try neo4j://"},
		{Options{URI: server.URI, Database: "nowhere"}, "SHOW DATABASES"},
	} {
		_, err := Open(t.Context(), tt.o)
		refuses(t, err, tt.want)
	}
	s, err := Open(t.Context(), Options{URI: strings.Replace(server.URI, "bolt://", "neo4j://", 1)})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Error(err)
	}
	if _, err := s.Query(t.Context(), "RETURN 1", nil); err == nil {
		t.Error("a query after Close ran")
	}
}

func TestPassword(t *testing.T) {
	if testing.Short() {
		t.Skip("takes a server of its own")
	}
	const password = "eleven-steps-away"
	server := neo4jtest.Start(t, neo4jtest.Options{Password: password})
	_, err := Open(t.Context(), Options{URI: server.URI})
	refuses(t, err, "NEO4J_USERNAME and NEO4J_PASSWORD")
	_, err = Open(t.Context(), Options{URI: server.URI, Password: "wrong"})
	refuses(t, err, "user neo4j or the password is wrong")
	_, err = Open(t.Context(), Options{URI: server.URI, Username: "nobody", Password: password})
	refuses(t, err, "user nobody or the password is wrong")
	load(t, open(t, server, Options{}), graph.UpdateOptions{}, storetest.Articles()...)
}

// TestReadOnly loads into a database that the server lets nobody write.
func TestReadOnly(t *testing.T) {
	if testing.Short() {
		t.Skip("takes a server of its own")
	}
	server := neo4jtest.Start(t, neo4jtest.Options{})
	server.Stop()
	if err := server.Run("server.databases.default_to_read_only=true"); err != nil {
		t.Fatal(err)
	}
	s := open(t, server, Options{})
	_, err := s.Update(t.Context(), storetest.Seq(storetest.Articles()...), graph.UpdateOptions{})
	refuses(t, err, "only reads")
	if _, err := s.Query(t.Context(), "MATCH (n) RETURN count(*)", nil); err != nil {
		t.Errorf("reading: %v", err)
	}
}

func TestCheckVersion(t *testing.T) {
	for version, ok := range map[string]bool{"5.0.0": true, "5.26.25": true, "2025.03.0": true, "4.4.40": false, "3.5.35": false, "dev": true} {
		if err := checkVersion("bolt://h", version); (err == nil) != ok {
			t.Errorf("version %s: %v", version, err)
		}
	}
}
