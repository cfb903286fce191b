MATCH (p:Person)-[f:HOLDS_ROLE|HOSTED|SPOKE_AT|LED|PRESENTED_AT|ATTENDED|HONORED_AT]->(x)-[:IN_DISTRICT]->(d:District)
WHERE d.level = $level
  AND coalesce(f.confidence, 0.0) >= $minConfidence
WITH p, d, count(*) AS times
WITH p, count(*) AS districts
WHERE districts >= 2
MATCH c = (p:Person)-[f:HOLDS_ROLE|HOSTED|SPOKE_AT|LED|PRESENTED_AT|ATTENDED|HONORED_AT]->(x)-[:IN_DISTRICT]->(d:District)
WHERE d.level = $level
  AND coalesce(f.confidence, 0.0) >= $minConfidence
RETURN c
LIMIT 300
