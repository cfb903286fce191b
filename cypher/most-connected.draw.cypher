MATCH (d:District), (p:Person)-[f:HOSTED|SPOKE_AT|LED|PRESENTED_AT|ATTENDED|HONORED_AT]->(e:Event)-[:IN_DISTRICT]->(w:District)
WHERE d.id IN $district
  AND (w.id = d.id OR w.path STARTS WITH (d.path + '/'))
  AND coalesce(f.confidence, 0.0) >= $minConfidence
WITH e, collect(DISTINCT p.id) AS present
UNWIND present AS x
UNWIND present AS y
WITH DISTINCT x, y
WHERE x <> y
WITH x AS person, count(*) AS people
ORDER BY toString(1999999 - people) + ' ' + person
LIMIT $limit
MATCH c = (p:Person)-[f:HOSTED|SPOKE_AT|LED|PRESENTED_AT|ATTENDED|HONORED_AT]->(e:Event)
WHERE p.id = person
  AND coalesce(f.confidence, 0.0) >= $minConfidence
RETURN c
LIMIT 300
