// Kuzu joins two MATCH clauses, or relationships with a condition on each, in an order that takes minutes on a large graph. Within one it lets the two
// events be the same, which the other store does only across clauses.
MATCH c = (p:Person)-[f:HOSTED|SPOKE_AT|LED|PRESENTED_AT|ATTENDED|HONORED_AT]->(e:Event)<-[g:HOSTED|SPOKE_AT|LED|PRESENTED_AT|ATTENDED|HONORED_AT]-(k:Person)-[h:HOSTED|SPOKE_AT|LED|PRESENTED_AT|ATTENDED|HONORED_AT]->(x:Event)<-[i:HOSTED|SPOKE_AT|LED|PRESENTED_AT|ATTENDED|HONORED_AT]-(q:Person)
WHERE p.id IN $person AND q.id IN $other AND p.id <> q.id AND k.id <> p.id AND k.id <> q.id
WITH c AS c, f, g, h, i
WHERE coalesce(f.confidence, 0.0) >= $minConfidence AND coalesce(g.confidence, 0.0) >= $minConfidence
  AND coalesce(h.confidence, 0.0) >= $minConfidence AND coalesce(i.confidence, 0.0) >= $minConfidence
RETURN c
LIMIT 300
