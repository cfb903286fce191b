MATCH (o:Organization)
WHERE o.id IN $organization OR EXISTS { MATCH (o)-[:PART_OF]->(u:Organization) WHERE u.id IN $organization }
MATCH c = (p:Person)-[h:HOLDS_ROLE]->(r:Role)-[:ROLE_AT]->(o:Organization)
WHERE coalesce(h.confidence, 0.0) >= $minConfidence
RETURN c
LIMIT 300
