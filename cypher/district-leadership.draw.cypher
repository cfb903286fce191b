MATCH c = (p:Person)-[h:HOLDS_ROLE]->(r:Role)-[:IN_DISTRICT]->(d:District)
WHERE d.id IN $district
  AND (h.status = 'current' OR h.status = 'acting' OR h.status = 'appointed')
  AND left(coalesce(h.firstSeen, ''), size($on)) <= $on
  AND coalesce(h.confidence, 0.0) >= $minConfidence
RETURN c
LIMIT 300
