// Whom two people both appear with / 两人共同的同场者
// doc: One row for each person who shared an event with both. withPerson and withOther count the events shared with each; the sentence names the contact at the earliest event with the first, otherQuote at the earliest with the second.
// doc: 与两人都曾同场者每人一行；withPerson、withOther 为与各自同场的次数，原文取与前者最早同场的一句，otherQuote 取与后者最早同场的一句。
// param: person person 林知远
// param: other person 周若溪
// param: minConfidence float 0.5 = 0
// returns: person string, other string, contact string, anchor string, withPerson int, withOther int
// returns: quote string, article string, published date, source string, id string, otherQuote string, otherID string
MATCH (p:Person)-[f:HOSTED|SPOKE_AT|LED|PRESENTED_AT|ATTENDED|HONORED_AT]->(e:Event)<-[g:HOSTED|SPOKE_AT|LED|PRESENTED_AT|ATTENDED|HONORED_AT]-(c:Person)
WHERE p.id IN $person AND c.id <> p.id
  AND coalesce(f.confidence, 0.0) >= $minConfidence AND coalesce(g.confidence, 0.0) >= $minConfidence
WITH p, c, e.id AS event, min(coalesce(g.firstSeen, '9999') + ' ' + g.id) AS first
WITH p, c, count(*) AS withPerson, min(first) AS first
MATCH (q:Person)-[f:HOSTED|SPOKE_AT|LED|PRESENTED_AT|ATTENDED|HONORED_AT]->(e:Event)<-[g:HOSTED|SPOKE_AT|LED|PRESENTED_AT|ATTENDED|HONORED_AT]-(c)
WHERE q.id IN $other AND q.id <> p.id AND q.id <> c.id
  AND coalesce(f.confidence, 0.0) >= $minConfidence AND coalesce(g.confidence, 0.0) >= $minConfidence
WITH p, q, c, withPerson, first, e.id AS event, min(coalesce(g.firstSeen, '9999') + ' ' + g.id) AS second
WITH p, q, c, withPerson, first, count(*) AS withOther, min(second) AS second
MATCH (c)-[g:HOSTED|SPOKE_AT|LED|PRESENTED_AT|ATTENDED|HONORED_AT]->(e:Event)
WHERE coalesce(g.firstSeen, '9999') + ' ' + g.id = first
WITH p, q, c, withPerson, withOther, second, g
MATCH (c)-[h:HOSTED|SPOKE_AT|LED|PRESENTED_AT|ATTENDED|HONORED_AT]->(e:Event)
WHERE coalesce(h.firstSeen, '9999') + ' ' + h.id = second
WITH p, q, c, withPerson, withOther, g, h, head(g.articles) AS told
MATCH (a:Article)
WHERE a.id = told
OPTIONAL MATCH (d:District)
WHERE d.id IN c.anchors
WITH p, q, c, withPerson, withOther, g, h, a, max(coalesce(d.path, d.name)) AS home
OPTIONAL MATCH (o:Organization)
WHERE o.id IN c.anchors
WITH p, q, c, withPerson, withOther, g, h, a, home, max(o.name) AS office
RETURN p.name AS person, q.name AS other, c.name AS contact, coalesce(home, office) AS anchor, withPerson, withOther,
  head(g.quotes) AS quote, a.name AS article, a.published AS published, a.source AS source, g.id AS id, head(h.quotes) AS otherQuote, h.id AS otherID
ORDER BY p.name + ' ' + p.id + ' ' + q.name + ' ' + q.id + ' ' + toString(199999 - withPerson - withOther) + ' ' + c.name + ' ' + c.id
