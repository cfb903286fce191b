MATCH (d:District), (w:District)
WHERE d.id IN $district
  AND (w.id = d.id OR w.path STARTS WITH (d.path + '/'))
WITH DISTINCT w
MATCH (e:Event)-[:IN_DISTRICT]->(w)
WITH DISTINCT e
MATCH (p:Person)-[f:HOSTED|SPOKE_AT|LED|PRESENTED_AT|ATTENDED|HONORED_AT]->(e)<-[g:HOSTED|SPOKE_AT|LED|PRESENTED_AT|ATTENDED|HONORED_AT]-(q:Person)
WHERE p.id <> q.id
  AND coalesce(f.confidence, 0.0) >= $minConfidence AND coalesce(g.confidence, 0.0) >= $minConfidence
WITH p, q, e, min(coalesce(f.firstSeen, '9999') + ' ' + f.id) AS first
WITH p, q, count(*) AS shared, min(first) AS first
WITH p, count(*) AS people, sum(shared) AS meetings, min(first) AS first
ORDER BY toString(1999999 - people) + ' ' + p.name + ' ' + p.id
LIMIT $limit
MATCH c = (p:Person)-[f:HOSTED|SPOKE_AT|LED|PRESENTED_AT|ATTENDED|HONORED_AT]->(e:Event)
WHERE coalesce(f.confidence, 0.0) >= $minConfidence
RETURN c
LIMIT 300
