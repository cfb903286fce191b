// Who meets most people / 同场人数最多的人
// doc: People at events of the district (and below it) by the number of distinct people they shared one with; meetings counts each person at each event. The sentence is that of the earliest such event. The embedded store reads all events for it, which on a million relationships takes seconds.
// doc: 按在该地（含下辖区划）活动中同场的不同人数排列；meetings 为人次；原文取其最早一场活动的一句。嵌入式图库须读取全部活动，百万关系的图上需数秒。
// param: district district 青岚区
// param: limit int 20 = 20
// param: minConfidence float 0.5 = 0
// returns: person string, anchor string, people int, meetings int
// returns: quote string, article string, published date, source string, id string
MATCH (d:District), (p:Person)-[f:HOSTED|SPOKE_AT|LED|PRESENTED_AT|ATTENDED|HONORED_AT]->(e:Event)-[:IN_DISTRICT]->(w:District)
WHERE d.id IN $district
  AND (w.id = d.id OR w.path STARTS WITH (d.path + '/'))
  AND coalesce(f.confidence, 0.0) >= $minConfidence
WITH e, p, min(coalesce(f.firstSeen, '9999') + ' ' + f.id) AS key, min(coalesce(f.firstSeen, '9999') + ' ' + f.id + ' ' + head(f.articles)) AS told,
  min(coalesce(f.firstSeen, '9999') + ' ' + f.id + ' ' + head(f.quotes)) AS quote
WITH e, collect({person: p.id, key: key, told: told, quote: quote}) AS present
UNWIND present AS x
UNWIND present AS y
WITH x, y
WHERE x.person <> y.person
WITH x.person AS person, y.person AS other, count(*) AS shared, min(x.key) AS key, min(x.told) AS told, min(x.quote) AS quote
WITH person, count(*) AS people, sum(shared) AS meetings, min(key) AS key, min(told) AS told, min(quote) AS quote
MATCH (p:Person)
WHERE p.id = person
WITH p, people, meetings, key, last(split(told, ' ')) AS told, right(quote, size(quote) - size(key) - 1) AS quote
ORDER BY toString(1999999 - people) + ' ' + p.name + ' ' + p.id
LIMIT $limit
MATCH (a:Article)
WHERE a.id = told
OPTIONAL MATCH (d:District)
WHERE d.id IN p.anchors
WITH p, people, meetings, key, quote, a, max(coalesce(d.path, d.name)) AS home
OPTIONAL MATCH (o:Organization)
WHERE o.id IN p.anchors
WITH p, people, meetings, key, quote, a, home, max(o.name) AS office
RETURN p.name AS person, coalesce(home, office) AS anchor, people, meetings,
  quote, a.name AS article, a.published AS published, a.source AS source, last(split(key, ' ')) AS id
ORDER BY toString(1999999 - people) + ' ' + p.name + ' ' + p.id
