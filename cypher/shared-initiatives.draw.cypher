MATCH (d:District), (w:District)
WHERE d.id IN $district AND w.id IN $other AND d.id <> w.id
MATCH c = (x)-[f:IMPLEMENTS]->(n:Initiative)<-[g:IMPLEMENTS]-(y)
WHERE x.id <> y.id
  AND (x.id = d.id OR EXISTS { MATCH (x)-[:IN_DISTRICT]->(d) })
  AND (y.id = w.id OR EXISTS { MATCH (y)-[:IN_DISTRICT]->(w) })
  AND coalesce(f.confidence, 0.0) >= $minConfidence
  AND coalesce(g.confidence, 0.0) >= $minConfidence
RETURN c
LIMIT 300
