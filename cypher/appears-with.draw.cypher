MATCH c = (p:Person)-[f:HOSTED|SPOKE_AT|LED|PRESENTED_AT|ATTENDED|HONORED_AT]->(e:Event)<-[g:HOSTED|SPOKE_AT|LED|PRESENTED_AT|ATTENDED|HONORED_AT]-(q:Person)
WHERE p.id IN $person AND p.id <> q.id
  AND coalesce(f.confidence, 0.0) >= $minConfidence
  AND coalesce(g.confidence, 0.0) >= $minConfidence
RETURN c
LIMIT 300
