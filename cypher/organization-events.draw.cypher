MATCH c = (o:Organization)-[f:ORGANIZED|TOOK_PART_IN]->(e:Event)
WHERE o.id IN $organization
  AND coalesce(f.confidence, 0.0) >= $minConfidence
RETURN c
LIMIT 300
