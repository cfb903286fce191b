// Kuzu spells the shortest path in its own way, and takes no parameter inside it.
// inline: minConfidence
MATCH c = (p:Person)-[:HOLDS_ROLE|HOSTED|SPOKE_AT|LED|PRESENTED_AT|ATTENDED|HONORED_AT|ORGANIZED|TOOK_PART_IN|ADOPTED|PRESENTED|ROLE_AT|PART_OF* ALL SHORTEST 1..6 (f, n | WHERE f.support IS NULL OR coalesce(f.confidence, 0.0) >= $minConfidence)]-(q:Person)
WHERE p.id IN $person AND q.id IN $other AND p.id <> q.id
RETURN c
LIMIT 300
