MATCH (d:District)
WHERE d.id IN $district
MATCH (w:District)
WHERE w.id = d.id OR w.path STARTS WITH (d.path + '/')
WITH DISTINCT w
MATCH c = (x)-[f:IMPLEMENTS]->(n:Initiative)
WHERE (x.id = w.id OR EXISTS { MATCH (x)-[:IN_DISTRICT]->(w) })
  AND coalesce(f.confidence, 0.0) >= $minConfidence
RETURN c
LIMIT 300
