MATCH c = (p:Person)-[f:HOSTED|SPOKE_AT|LED|PRESENTED_AT|ATTENDED|HONORED_AT]->(e:Event)<-[g:HOSTED|SPOKE_AT|LED|PRESENTED_AT|ATTENDED|HONORED_AT]-(k:Person)
WHERE p.id IN $person AND k.id <> p.id
  AND coalesce(f.confidence, 0.0) >= $minConfidence
  AND coalesce(g.confidence, 0.0) >= $minConfidence
MATCH b = (q:Person)-[h:HOSTED|SPOKE_AT|LED|PRESENTED_AT|ATTENDED|HONORED_AT]->(x:Event)<-[i:HOSTED|SPOKE_AT|LED|PRESENTED_AT|ATTENDED|HONORED_AT]-(k:Person)
WHERE q.id IN $other AND q.id <> p.id AND q.id <> k.id
  AND coalesce(h.confidence, 0.0) >= $minConfidence
  AND coalesce(i.confidence, 0.0) >= $minConfidence
RETURN c, b
LIMIT 300
