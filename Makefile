# What is done with kg, each by one word. Needed: Go 1.26, a C and C++ compiler, make.
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

.PHONY: build static demo test race lint fmt fmt-check tidy-check bench fuzz soak gold confidence corpus-check ci clean

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
	$(GO) test ./...

race: ## the tests of what runs in parallel, under the race detector
	$(GO) test -race -short ./extract/... ./graph/... ./cmd/...

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

fuzz: ## each fuzz target for FUZZTIME
	@grep -rE --include='*_test.go' -o '^func Fuzz[A-Za-z0-9_]+' cmd cypher extract graph | sort | \
	while IFS=: read -r file func; do \
		echo "== $${func#func } ($$(dirname $$file))"; \
		$(GO) test -run '^$$' -fuzz "^$${func#func }\$$" -fuzztime $(FUZZTIME) -fuzzminimizetime 1s "./$$(dirname $$file)"; \
	done

soak: ## kill loads with SIGKILL at many random moments
	KG_SOAK=$${KG_SOAK:-20} $(GO) test -count=1 -v -timeout 60m -run '^TestCrash' ./graph/kuzu

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
