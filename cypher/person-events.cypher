// Events of a person, with capacities / 某人参加的活动
// doc: One row for each event and capacity (HOSTED, SPOKE_AT, LED, PRESENTED_AT, ATTENDED, HONORED_AT), in time.
// doc: 每项活动、每种身份（主持、讲话、带队、汇报、出席、受表彰）一行，按时间排列。
// param: person person 林知远
// param: minConfidence float 0.5 = 0
// returns: person string, anchor string, date date, event string, kind string, capacity string, place string, district string
// returns: quote string, article string, published date, source string, id string
MATCH (p:Person)
WHERE p.id IN $person
OPTIONAL MATCH (d:District)
WHERE d.id IN p.anchors
WITH p, max(coalesce(d.path, d.name)) AS home
OPTIONAL MATCH (o:Organization)
WHERE o.id IN p.anchors
WITH p, home, max(o.name) AS office
MATCH (p)-[f:HOSTED|SPOKE_AT|LED|PRESENTED_AT|ATTENDED|HONORED_AT]->(e:Event)
WHERE coalesce(f.confidence, 0.0) >= $minConfidence
WITH p, home, office, f, e, head(f.articles) AS told
MATCH (a:Article)
WHERE a.id = told
RETURN p.name AS person, coalesce(home, office) AS anchor, e.date AS date, e.name AS event, e.kind AS kind, type(f) AS capacity,
  e.place AS place, e.district AS district,
  head(f.quotes) AS quote, a.name AS article, a.published AS published, a.source AS source, f.id AS id
ORDER BY p.name + ' ' + p.id + ' ' + CASE WHEN e.date >= '1' THEN e.date ELSE '9999' END + ' ' + e.name + ' ' + f.id
