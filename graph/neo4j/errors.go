package neo4j

import (
	"cmp"
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"strings"

	driver "github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"kg/graph"
)

// explain says what to do about an error of the server or of the way to it. What has
// nothing to do with either comes back as it is.
func (s *Store) explain(ctx context.Context, err error) error {
	if err == nil || errors.Is(err, graph.ErrUnavailable) {
		return err
	}
	if ctx.Err() != nil {
		cause := context.Cause(ctx)
		if errors.Is(ctx.Err(), context.DeadlineExceeded) && !errors.Is(cause, context.DeadlineExceeded) {
			return s.unavailable(cause, "is it a Neo4j server, and the port that of Bolt (7687)?")
		}
		return cause
	}
	var fault *driver.Neo4jError
	if errors.As(err, &fault) {
		if advice := s.serverAdvice(fault); advice != "" {
			return s.unavailable(errors.New(plain(fault)), advice)
		}
		return errors.New(plain(fault))
	}
	if advice := s.connectionAdvice(err); advice != "" {
		return s.unavailable(innermost(err), advice)
	}
	return err
}

// unavailable joins the place, what was wrong and what to do.
func (s *Store) unavailable(err error, advice string) error {
	return fmt.Errorf("%s: %w: %w; %s", s.o.URI, graph.ErrUnavailable, err, advice)
}

// plain is a message of the server with its code.
func plain(fault *driver.Neo4jError) string {
	code := strings.TrimPrefix(strings.TrimPrefix(fault.Code, "Neo."), "ClientError.")
	return strings.TrimSpace(fault.Msg) + " (" + code + ")"
}

// serverAdvice says what to do about a refusal of the server, "" for one that is not
// about reaching it.
func (s *Store) serverAdvice(fault *driver.Neo4jError) string {
	switch _, code, _ := strings.Cut(strings.TrimPrefix(fault.Code, "Neo."), "."); code {
	case "Security.Unauthorized":
		if s.o.Password == "" {
			return "the server wants a user: set NEO4J_USERNAME and NEO4J_PASSWORD"
		}
		return fmt.Sprintf("user %s or the password is wrong: correct NEO4J_USERNAME and NEO4J_PASSWORD", cmp.Or(s.o.Username, "neo4j"))
	case "Security.AuthenticationRateLimit":
		return "too many wrong passwords: correct NEO4J_PASSWORD and wait some seconds"
	case "Security.CredentialsExpired":
		return "the first password must be changed once, in Neo4j Browser or cypher-shell"
	case "Security.Forbidden":
		return fmt.Sprintf("user %s lacks a right: kg load needs to write, and to make constraints and indexes (role publisher or admin)", cmp.Or(s.o.Username, "neo4j"))
	case "General.WriteOnReadOnlyAccessDatabase", "General.ForbiddenOnReadOnlyDatabase":
		return "the database only reads: see server.databases.read_only, or load into another"
	case "Database.DatabaseNotFound":
		return "SHOW DATABASES lists those that there are; set NEO4J_DATABASE, or unset it for the default one"
	case "General.DatabaseUnavailable", "Database.DatabaseUnavailable":
		return "the database is starting, stopped or broken: see SHOW DATABASES and the server's log"
	case "Transaction.TransactionTimedOut", "Transaction.TransactionTimedOutClientConfiguration":
		return "the server's limit for a transaction is too short: see db.transaction.timeout"
	case "General.MemoryPoolOutOfMemoryError", "General.OutOfMemoryError", "General.TransactionOutOfMemoryError":
		return "give the server more memory (server.memory.heap.max_size), or kg load a smaller --batch-size"
	}
	return ""
}

// connectionAdvice says what to do when the server cannot be reached, "" when err is
// something else.
func (s *Store) connectionAdvice(err error) string {
	scheme, _, _ := strings.Cut(s.o.URI, "://")
	plainScheme, suffix, secure := strings.Cut(scheme, "+")
	var (
		authority x509.UnknownAuthorityError
		host      x509.HostnameError
		invalid   x509.CertificateInvalidError
		record    tls.RecordHeaderError
		name      *net.DNSError
		lost      *driver.ConnectivityError
	)
	text := err.Error()
	switch {
	case errors.As(err, &authority) || strings.Contains(text, "certificate signed by unknown authority"):
		return fmt.Sprintf("for a certificate of your own use %s+ssc://", plainScheme)
	case errors.As(err, &host), errors.As(err, &invalid), strings.Contains(text, "x509:"):
		return "the certificate does not fit the server: correct its name or date"
	case errors.As(err, &record), secure && strings.Contains(text, "tls:"), secure && suffix != "" && (strings.Contains(text, "EOF") || strings.Contains(text, "check that TLS is enabled")):
		return fmt.Sprintf("the server seems to speak without TLS there: try %s://", plainScheme)
	case errors.As(err, &name), strings.Contains(text, "no such host"):
		return "no host has that name: correct the address"
	case strings.Contains(text, "connection refused"):
		return "no server listens there: start it, or correct the address (the port of Bolt is usually 7687)"
	case strings.Contains(text, "HTTP"), strings.Contains(text, "unsupported version"):
		return "that is not the port of Bolt, which is usually 7687 (7474 is that of Browser)"
	case errors.As(err, &lost), strings.Contains(text, "ConnectivityError"):
		return fmt.Sprintf("the server cannot be reached or broke off; is it up, and is its address right (with TLS: %s+s://)?", plainScheme)
	}
	return ""
}

// innermost drops what the driver says about itself.
func innermost(err error) error {
	var lost *driver.ConnectivityError
	if errors.As(err, &lost) && lost.Inner != nil {
		return lost.Inner
	}
	return err
}
