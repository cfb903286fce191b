MATCH c = (x)-[f:HOSTED|SPOKE_AT|LED|PRESENTED_AT|ATTENDED|HONORED_AT|ORGANIZED|TOOK_PART_IN]->(e:Event)
WHERE e.id IN $event
  AND coalesce(f.confidence, 0.0) >= $minConfidence
RETURN c
LIMIT 300
