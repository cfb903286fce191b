MATCH (p:Person)
WITH p.name AS name, count(*) AS people
WHERE people >= 2 AND ($sharing = '' OR name = $sharing)
MATCH c = (p:Person)-[h:HOLDS_ROLE]->(r:Role)
WHERE p.name = name
RETURN c
LIMIT 300
