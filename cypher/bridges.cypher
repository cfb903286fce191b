// People with posts or capacities in several districts / 跨区划任职或活动的人
// doc: One row for each person and district of that level (county: districts and counties) in which the person holds a post or took part in an event, for people with two or more of them; the sentence is the earliest. Reads all posts and events, so on a graph of a million relationships it takes seconds.
// doc: 在该级别（county 为区县）两个及以上区划任职或参加活动者，每人每区划一行，原文取最早的一句。须读取全部任职与活动，百万关系的图上需数秒。
// param: level string county = county
// param: minConfidence float 0.5 = 0
// returns: person string, anchor string, districts int, district string, relation string, target string
// returns: quote string, article string, published date, source string, id string
MATCH (p:Person)-[f:HOLDS_ROLE|HOSTED|SPOKE_AT|LED|PRESENTED_AT|ATTENDED|HONORED_AT]->(x)-[:IN_DISTRICT]->(d:District)
WHERE d.level = $level
  AND coalesce(f.confidence, 0.0) >= $minConfidence
WITH p, d, min(coalesce(f.firstSeen, '9999') + ' ' + f.id) AS first
WITH p, count(*) AS districts, collect({id: d.id, name: coalesce(d.path, d.name), first: first}) AS places
WHERE districts >= 2
UNWIND places AS place
WITH p, districts, place.name AS district, place.first AS first
MATCH (p)-[f:HOLDS_ROLE|HOSTED|SPOKE_AT|LED|PRESENTED_AT|ATTENDED|HONORED_AT]->(x)
WHERE coalesce(f.firstSeen, '9999') + ' ' + f.id = first
WITH p, districts, district, f, x, head(f.articles) AS told
MATCH (a:Article)
WHERE a.id = told
OPTIONAL MATCH (d:District)
WHERE d.id IN p.anchors
WITH p, districts, district, f, x, a, max(coalesce(d.path, d.name)) AS home
OPTIONAL MATCH (o:Organization)
WHERE o.id IN p.anchors
WITH p, districts, district, f, x, a, home, max(o.name) AS office
RETURN p.name AS person, coalesce(home, office) AS anchor, districts, district, type(f) AS relation, x.name AS target,
  head(f.quotes) AS quote, a.name AS article, a.published AS published, a.source AS source, f.id AS id
ORDER BY toString(1999999 - districts) + ' ' + p.name + ' ' + p.id + ' ' + district + ' ' + f.id
