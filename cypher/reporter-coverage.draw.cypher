MATCH c = (p:Person)-[f:REPORTED]->(a:Article)-[:REPORTS]->(e:Event)-[:IN_DISTRICT]->(d:District)
WHERE p.id IN $person
RETURN c
LIMIT 300
