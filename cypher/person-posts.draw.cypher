MATCH c = (p:Person)-[h:HOLDS_ROLE]->(r:Role)
WHERE p.id IN $person
  AND coalesce(h.confidence, 0.0) >= $minConfidence
RETURN c
LIMIT 300
