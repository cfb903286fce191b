MATCH c = (p:Person)-[h:HOLDS_ROLE]->(r:Role)
WHERE h.firstSeen >= $since
  AND ('' IN $district OR EXISTS { MATCH (r)-[:IN_DISTRICT]->(d:District) WHERE d.id IN $district })
  AND coalesce(h.confidence, 0.0) >= $minConfidence
RETURN c
LIMIT 300
