// Who meets most people / 同场人数最多的人
// doc: People at events of the district (and below it) by the number of distinct people they shared one with; meetings counts each person at each event. The sentence is that of the earliest such event.
// doc: 按在该地（含下辖区划）活动中同场的不同人数排列；meetings 为人次；原文取其最早一场活动的一句。
// param: district district 青岚区
// param: limit int 20 = 20
// param: minConfidence float 0.5 = 0
// returns: person string, anchor string, people int, meetings int
// returns: quote string, article string, published date, source string, id string
MATCH (d:District), (w:District)
WHERE d.id IN $district
  AND (w.id = d.id OR w.path STARTS WITH (d.path + '/'))
WITH DISTINCT w
MATCH (e:Event)-[:IN_DISTRICT]->(w)
WITH DISTINCT e
MATCH (p:Person)-[f:HOSTED|SPOKE_AT|LED|PRESENTED_AT|ATTENDED|HONORED_AT]->(e)<-[g:HOSTED|SPOKE_AT|LED|PRESENTED_AT|ATTENDED|HONORED_AT]-(q:Person)
WHERE p.id <> q.id
  AND coalesce(f.confidence, 0.0) >= $minConfidence AND coalesce(g.confidence, 0.0) >= $minConfidence
WITH p, q, e, min(coalesce(f.firstSeen, '9999') + ' ' + f.id) AS first
WITH p, q, count(*) AS shared, min(first) AS first
WITH p, count(*) AS people, sum(shared) AS meetings, min(first) AS first
ORDER BY toString(1999999 - people) + ' ' + p.name + ' ' + p.id
LIMIT $limit
MATCH (p)-[f:HOSTED|SPOKE_AT|LED|PRESENTED_AT|ATTENDED|HONORED_AT]->(e:Event)
WHERE coalesce(f.firstSeen, '9999') + ' ' + f.id = first
WITH p, people, meetings, f, head(f.articles) AS told
MATCH (a:Article)
WHERE a.id = told
OPTIONAL MATCH (d:District)
WHERE d.id IN p.anchors
WITH p, people, meetings, f, a, max(coalesce(d.path, d.name)) AS home
OPTIONAL MATCH (o:Organization)
WHERE o.id IN p.anchors
WITH p, people, meetings, f, a, home, max(o.name) AS office
RETURN p.name AS person, coalesce(home, office) AS anchor, people, meetings,
  head(f.quotes) AS quote, a.name AS article, a.published AS published, a.source AS source, f.id AS id
ORDER BY toString(1999999 - people) + ' ' + p.name + ' ' + p.id
