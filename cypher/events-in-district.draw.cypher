MATCH (d:District)
WHERE d.id IN $district
MATCH (w:District)
WHERE w.id = d.id OR w.path STARTS WITH (d.path + '/')
WITH DISTINCT w
MATCH (e:Event)-[:IN_DISTRICT]->(w)
WHERE ($since = '' OR e.date >= $since)
  AND ($until = '' OR e.date >= '1' AND left(e.date, size($until)) <= $until)
WITH DISTINCT e
MATCH c = (x)-[f:HOSTED|ORGANIZED]->(e:Event)-[:IN_DISTRICT]->(d:District)
WHERE coalesce(f.confidence, 0.0) >= $minConfidence
RETURN c
LIMIT 300
