MATCH (e:Event)-[a:ADOPTED]->(y:Policy)
WHERE coalesce(a.confidence, 0.0) >= $minConfidence
  AND ('' IN $district OR EXISTS { MATCH (e)-[:IN_DISTRICT]->(d:District) WHERE d.id IN $district })
  AND ($since = '' OR e.date >= $since)
  AND ($until = '' OR e.date >= '1' AND left(e.date, size($until)) <= $until)
WITH DISTINCT y
MATCH c = (x)-[f:ADOPTED|PRESENTED]->(y:Policy)
WHERE coalesce(f.confidence, 0.0) >= $minConfidence
RETURN c
LIMIT 300
