MATCH c = (a:Article)-[:REPORTS]->(e:Event)<-[f:HOSTED]-(p:Person)-[h:HOLDS_ROLE]->(r:Role)
RETURN c
LIMIT 50
