package main

import (
	"context"
	"io"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/compose-spec/compose-go/v2/cli"
	"github.com/compose-spec/compose-go/v2/types"
)

// compose reads docker-compose.yml as docker compose does: by the schema of the Compose
// specification, with the variables of env.
func compose(t *testing.T, env ...string) (*types.Project, error) {
	t.Helper()
	file, err := filepath.Abs("../../docker-compose.yml")
	if err != nil {
		t.Fatal(err)
	}
	o, err := cli.NewProjectOptions([]string{file}, cli.WithEnv(env), cli.WithResolvedPaths(true))
	if err != nil {
		t.Fatal(err)
	}
	return o.LoadProject(t.Context())
}

func TestCompose(t *testing.T) {
	if _, err := compose(t); err == nil || !strings.Contains(err.Error(), "NEO4J_PASSWORD") {
		t.Errorf("without a password: %v", err)
	}
	p, err := compose(t, "NEO4J_PASSWORD=eleven-steps", "KG_ARTICLES=/data/news")
	if err != nil {
		t.Fatal(err)
	}
	checkComposeServer(t, p, p.Services["neo4j"])
	kg := p.Services["kg"]
	if d := kg.DependsOn["neo4j"]; d.Condition != types.ServiceConditionHealthy {
		t.Errorf("kg does not wait for the server: %+v", d)
	}
	if len(kg.Volumes) != 1 || kg.Volumes[0].Source != "/data/news" || kg.Volumes[0].Target != "/articles" || !kg.Volumes[0].ReadOnly {
		t.Errorf("volumes %+v", kg.Volumes)
	}
	checkComposeCommand(t, kg)
}

func checkComposeServer(t *testing.T, p *types.Project, server types.ServiceConfig) {
	t.Helper()
	if !regexp.MustCompile(`^neo4j:5\.26\.\d+-community$`).MatchString(server.Image) {
		t.Errorf("image %s is not pinned", server.Image)
	}
	if got := *server.Environment["NEO4J_AUTH"]; got != "neo4j/eleven-steps" {
		t.Errorf("NEO4J_AUTH=%s", got)
	}
	if server.HealthCheck == nil || !strings.Contains(server.HealthCheck.Test[1], "${NEO4J_AUTH#neo4j/}") {
		t.Errorf("health check %+v", server.HealthCheck)
	}
	for _, port := range server.Ports {
		if port.HostIP != "127.0.0.1" {
			t.Errorf("port %s is open to others", port.Published)
		}
	}
	for _, v := range server.Volumes {
		if _, ok := p.Volumes[v.Source]; !ok {
			t.Errorf("volume %s is not declared", v.Source)
		}
	}
}

// checkComposeCommand holds that kg has the command, and knows the variables that the
// service sets.
func checkComposeCommand(t *testing.T, kg types.ServiceConfig) {
	t.Helper()
	asked := map[string]bool{}
	a := &app{In: strings.NewReader(""), Out: io.Discard, Err: io.Discard, Now: nil, Getenv: func(name string) string {
		asked[name] = true
		if name == "NEO4J_URI" {
			return "bolt://127.0.0.1:1"
		}
		return ""
	}}
	root := newRootCmd(a)
	root.SetArgs(kg.Command)
	if err := root.ExecuteContext(context.Background()); exitCode(io.Discard, err) != exitUnavailable {
		t.Errorf("kg %v: %v, want that no server listens", kg.Command, err)
	}
	for name := range kg.Environment {
		if !asked[name] {
			t.Errorf("kg does not read %s", name)
		}
	}
}
