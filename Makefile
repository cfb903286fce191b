# What is done with kg, each by one word. Needed: Go 1.26, a C and C++ compiler, make; for the
# tests of Neo4j and of exports Java 17, Maven and Python 3.11.
SHELL   := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := build

GO      ?= go
LINT    := $(GO) run github.com/golangci/golangci-lint/v2/cmd/golangci-lint@v2.15.0
VERSION := $(shell git describe --tags --always --dirty 2>/dev/null || echo dev)
FUZZTIME ?= 2m
SHARED  ?= ../shared

# One set of build flags for everything, so that the build, the tests and the fuzzers
# share what is compiled.
export GOFLAGS := -trimpath -buildvcs=false

# kg finds Kuzu's library beside itself, wherever the two are moved together.
ifeq ($(shell uname -s),Darwin)
KUZU_LIB  := darwin/libkuzu.dylib
KUZU_PATH := @loader_path
else
KUZU_LIB  = linux-$(shell $(GO) env GOARCH)/libkuzu.so
KUZU_PATH := $$ORIGIN
endif

.PHONY: build static demo test race lint fmt fmt-check tidy-check bench bench-load neo4j large fuzz soak gold confidence corpus-check ci clean

build: ## bin/kg with Kuzu's library beside it
	@mkdir -p bin
	$(GO) build -ldflags "-X main.version=$(VERSION) -extldflags '-Wl,-rpath,$(subst $$,\$$,$(KUZU_PATH))'" -o bin/kg ./cmd/kg
	install -m 755 "$$($(GO) list -m -f '{{.Dir}}' github.com/kuzudb/go-kuzu)/lib/dynamic/$(KUZU_LIB)" bin/

static: ## bin/kg-static: one file without the embedded store
	@mkdir -p bin
	CGO_ENABLED=0 $(GO) build -ldflags '-X main.version=$(VERSION)' -o bin/kg-static ./cmd/kg

demo: build ## load the sample into a temporary graph and answer three questions
	@folder=$$(mktemp -d); trap 'rm -rf "$$folder"' EXIT; \
	show() { printf '\n$$ kg %s\n' "$$*"; bin/kg "$$@" --db "$$folder/kg.graph"; }; \
	show load docs/sample/pages; \
	show query district-leadership 青岚区 2024-09-30; \
	show query post-history 区委书记 映川区; \
	show query initiative-districts 清风护航; \
	show why 周若溪 映川区委书记 --source docs/sample/pages

test: ## all tests; fuzz targets run their seeds
	$(GO) test -timeout 20m ./...

race: ## the tests of what runs in parallel, under the race detector
	$(GO) test -race -short -timeout 20m ./extract/... ./graph/... ./cmd/...

lint: ## golangci-lint, pinned, as a Go module
	$(LINT) run

fmt: ## format every file as the linter wants it
	$(LINT) fmt

fmt-check: ## fail when fmt would change a file
	@test -z "$$(gofmt -l cmd cypher extract graph)" || { gofmt -d cmd cypher extract graph; exit 1; }
	$(LINT) fmt --diff

tidy-check: ## fail when go mod tidy would change go.mod or go.sum; touches neither
	$(GO) mod tidy -diff

bench: build ## speed beside gse's, as ratios; KG_CORPUS names a folder to measure on
	@bash .ci/with-corpus $(SHARED) $(GO) run ./extract/segment/bench -kg bin/kg -pages docs/sample/pages

bench-load: ## an online load of 100,000 nodes and 370,000 relationships beside a bare loop of the driver
	$(GO) test -count=1 -timeout 30m -run '^$$' -bench '^BenchmarkLoad$$' -benchtime 3x ./graph/neo4j

large: ## every query on a million relationships in both stores, and how long each takes
	KG_LARGE=$${KG_LARGE:-49500} $(GO) test -count=1 -v -timeout 60m -run '^TestLarge$$' ./cypher

neo4j: ## a Neo4j server with Browser on this machine, until Ctrl+C: bolt://127.0.0.1:7687, http://127.0.0.1:7474/browser/
	bash graph/neo4j/neo4jtest/neo4j.sh run $${NEO4J_HOME:-bin/neo4j} 7687 7474

fuzz: ## each fuzz target for FUZZTIME
	@grep -rE --include='*_test.go' -o '^func Fuzz[A-Za-z0-9_]+' cmd cypher extract graph | sort | \
	while IFS=: read -r file func; do \
		echo "== $${func#func } ($$(dirname $$file))"; \
		$(GO) test -run '^$$' -fuzz "^$${func#func }\$$" -fuzztime $(FUZZTIME) -fuzzminimizetime 1s "./$$(dirname $$file)"; \
	done

soak: ## kill loads, and servers under them, at many random moments; loads at once
	KG_SOAK=$${KG_SOAK:-20} $(GO) test -count=1 -v -timeout 60m -p 1 -run '^TestCrash' ./graph/kuzu ./graph/neo4j
	$(GO) test -count=$${KG_SOAK:-20} -v -timeout 60m -run '^TestTwoLoadsAtOnce$$' ./graph/neo4j

gold: build ## precision and recall on annotated articles, none below docs/floors.tsv
	@python3 .ci/gold bin/kg $(SHARED)/gold docs/floors.tsv

confidence: build ## how often each rule is right on the annotated articles, for extract/rules/confidence.tsv
	@grep '^#' extract/rules/confidence.tsv > bin/confidence.tsv
	@bin/kg eval --quiet --rules --format csv $(SHARED)/gold/dev.jsonl | tail -n +2 | awk -F, '{print $$1"\t"$$2"\t"$$3}' | LC_ALL=C sort >> bin/confidence.tsv
	@mv bin/confidence.tsv extract/rules/confidence.tsv

corpus-check: build ## memory, and the same bytes for any number of workers
	@bash .ci/with-corpus $(SHARED) python3 .ci/corpus-check bin/kg

ci: ## what a change must pass
	@bash .ci/run

clean:
	rm -rf bin
