//go:build cgo

package kuzu

import (
	"fmt"
	"math/big"
	"time"

	kuzu "github.com/kuzudb/go-kuzu"
	"github.com/shopspring/decimal"
)

// value turns what Kuzu gives into the values of graph.Result.
func value(v any) any {
	switch v := v.(type) {
	case nil, string, bool, int64, float64:
		return v
	case int32, int16, int8, uint64, uint32, uint16, uint8, float32, *big.Int, decimal.Decimal:
		return number(v)
	case time.Time:
		return date(v)
	case []any:
		return list(v)
	case map[string]any:
		out := make(map[string]any, len(v))
		for k, e := range v {
			out[k] = value(e)
		}
		return out
	case []kuzu.MapItem:
		out := make(map[string]any, len(v))
		for _, item := range v {
			out[fmt.Sprint(value(item.Key))] = value(item.Value)
		}
		return out
	case kuzu.Node:
		return node(v)
	case kuzu.Relationship:
		return relationship(v)
	case kuzu.RecursiveRelationship:
		return path(v)
	case kuzu.InternalID:
		return fmt.Sprintf("%d:%d", v.TableID, v.Offset)
	}
	return fmt.Sprint(v)
}

// number makes int64 or float64 of the other kinds; sum gives a *big.Int.
func number(v any) any {
	switch v := v.(type) {
	case int32:
		return int64(v)
	case int16:
		return int64(v)
	case int8:
		return int64(v)
	case uint64:
		return int64(v)
	case uint32:
		return int64(v)
	case uint16:
		return int64(v)
	case uint8:
		return int64(v)
	case float32:
		return float64(v)
	case *big.Int:
		if v.IsInt64() {
			return v.Int64()
		}
		f, _ := v.Float64()
		return f
	case decimal.Decimal:
		return v.InexactFloat64()
	}
	return v
}

// date formats a DATE as one, a TIMESTAMP with its time.
func date(t time.Time) string {
	if t.Location() == time.UTC && t.Equal(t.Truncate(24*time.Hour)) {
		return t.Format(time.DateOnly)
	}
	return t.UTC().Format(time.RFC3339)
}

func list(v []any) []any {
	out := make([]any, len(v))
	for i, e := range v {
		out[i] = value(e)
	}
	return out
}

// properties leaves out NULL: a pattern without a label has the columns of all tables.
func properties(m map[string]any) map[string]any {
	out := map[string]any{}
	for k, v := range m {
		if v != nil {
			out[k] = value(v)
		}
	}
	return out
}

func node(n kuzu.Node) map[string]any {
	props := properties(n.Properties)
	return map[string]any{"type": "node", "id": props["id"], "labels": []any{n.Label}, "properties": props}
}

func relationship(r kuzu.Relationship) map[string]any {
	props := properties(r.Properties)
	return map[string]any{"type": "relationship", "id": props["id"], "label": r.Label, "properties": props}
}

func path(p kuzu.RecursiveRelationship) map[string]any {
	ends := map[kuzu.InternalID]any{}
	nodes := make([]any, len(p.Nodes))
	for i, n := range p.Nodes {
		m := node(n)
		nodes[i] = m
		ends[n.ID] = map[string]any{"id": m["id"], "labels": m["labels"]}
	}
	rels := make([]any, len(p.Relationships))
	for i, r := range p.Relationships {
		m := relationship(r)
		m["start"], m["end"] = ends[r.SourceID], ends[r.DestinationID]
		rels[i] = m
	}
	return map[string]any{"type": "path", "nodes": nodes, "relationships": rels}
}
