MATCH c = (a:Article)-[:REPORTS]->(e:Event)-[:IN_DISTRICT]->(d:District)
WHERE '' IN $district OR d.id IN $district
RETURN c
LIMIT 300
