MATCH c = (x)-[f:ABOUT|IMPLEMENTS]->(n:Initiative)
WHERE n.id IN $initiative
  AND coalesce(f.confidence, 0.0) >= $minConfidence
RETURN c
LIMIT 300
