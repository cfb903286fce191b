MATCH c = (p:Person)-[h:HOLDS_ROLE]->(r:Role)
WHERE r.id IN $post
  AND ('' IN $district OR EXISTS { MATCH (r)-[:IN_DISTRICT]->(d:District) WHERE d.id IN $district })
  AND h.status <> 'nominated'
  AND coalesce(h.confidence, 0.0) >= $minConfidence
RETURN c
LIMIT 300
