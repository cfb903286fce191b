MATCH (p:Person), (q:Person)
WHERE p.id IN $person AND q.id IN $other AND p.id <> q.id
MATCH c = allShortestPaths((p)-[:HOLDS_ROLE|HOSTED|SPOKE_AT|LED|PRESENTED_AT|ATTENDED|HONORED_AT|ORGANIZED|TOOK_PART_IN|ADOPTED|PRESENTED|ROLE_AT|PART_OF*1..6]-(q))
WHERE all(f IN relationships(c) WHERE f.support IS NULL OR coalesce(f.confidence, 0.0) >= $minConfidence)
RETURN c
LIMIT 300
