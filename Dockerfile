# kg without the embedded store (its library needs a C++ runtime): one static file, which
# reads articles, loads and asks Neo4j, and exports.
FROM golang:1.26.8-bookworm AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
ARG VERSION=docker
RUN CGO_ENABLED=0 go build -trimpath -buildvcs=false -ldflags "-X main.version=${VERSION}" -o /kg ./cmd/kg

# Distroless has certificates, /tmp and a user that is not root, and nothing else.
FROM gcr.io/distroless/static-debian12:nonroot
COPY --from=build /kg /usr/local/bin/kg
USER nonroot
WORKDIR /home/nonroot
ENTRYPOINT ["/usr/local/bin/kg"]
CMD ["--help"]
