MATCH c = (p:Person)-[f:HOLDS_ROLE|HOSTED|SPOKE_AT|LED|PRESENTED_AT|ATTENDED|HONORED_AT|PRESENTED|REPORTED]->(x)
WHERE (p.id IN $person OR p.id IN $other)
  AND coalesce(f.confidence, 0.0) >= $minConfidence
  AND (p.id IN $person AND '' IN $other OR p.id IN $person AND x.id IN $other OR
    EXISTS { MATCH (q:Person)-[:HOLDS_ROLE|HOSTED|SPOKE_AT|LED|PRESENTED_AT|ATTENDED|HONORED_AT|PRESENTED|REPORTED]->(x) WHERE q.id <> p.id AND (q.id IN $person OR q.id IN $other) } AND NOT '' IN $other)
RETURN c
LIMIT 300
