// Who appears with a person / 与某人同场的人
// doc: One row for each shared event; times is how many events the two share. Those who share most come first. The sentence is that of the other person.
// doc: 每场共同参加的活动一行；times 为两人同场次数，次数多者在前。原文为写明对方参加的一句。
// param: person person 林知远
// param: minConfidence float 0.5 = 0
// returns: person string, anchor string, other string, times int, date date, event string, place string, district string, capacity string
// returns: quote string, article string, published date, source string, id string
MATCH (p:Person)
WHERE p.id IN $person
OPTIONAL MATCH (d:District)
WHERE d.id IN p.anchors
WITH p, max(coalesce(d.path, d.name)) AS home
OPTIONAL MATCH (o:Organization)
WHERE o.id IN p.anchors
WITH p, home, max(o.name) AS office
MATCH (p)-[f:HOSTED|SPOKE_AT|LED|PRESENTED_AT|ATTENDED|HONORED_AT]->(e:Event)<-[g:HOSTED|SPOKE_AT|LED|PRESENTED_AT|ATTENDED|HONORED_AT]-(q:Person)
WHERE p.id <> q.id
  AND coalesce(f.confidence, 0.0) >= $minConfidence
  AND coalesce(g.confidence, 0.0) >= $minConfidence
WITH p, home, office, q, e, min(g.id) AS fact
WITH p, home, office, q, count(*) AS times, collect(fact) AS facts
UNWIND facts AS fact
MATCH (q)-[g:HOSTED|SPOKE_AT|LED|PRESENTED_AT|ATTENDED|HONORED_AT]->(e:Event)
WHERE g.id = fact
WITH p, home, office, q, times, g, e, head(g.articles) AS told
MATCH (a:Article)
WHERE a.id = told
RETURN p.name AS person, coalesce(home, office) AS anchor, q.name AS other, times, e.date AS date, e.name AS event,
  e.place AS place, e.district AS district, type(g) AS capacity,
  head(g.quotes) AS quote, a.name AS article, a.published AS published, a.source AS source, g.id AS id
ORDER BY p.name + ' ' + p.id + ' ' + toString(199999 - times) + ' ' + q.name + ' ' + q.id + ' ' + CASE WHEN e.date >= '1' THEN e.date ELSE '9999' END + ' ' + e.name + ' ' + g.id
