MATCH c = (p:Person)-[f:HOSTED|SPOKE_AT|LED|PRESENTED_AT|ATTENDED|HONORED_AT]->(e:Event)
WHERE p.id IN $person
  AND coalesce(f.confidence, 0.0) >= $minConfidence
RETURN c
LIMIT 300
