// Kuzu joins two MATCH clauses, or relationships with a condition on each, in an order that takes minutes on a large graph. Within one it lets the two
// events be the same, which the other store does only across clauses.
MATCH (p:Person)-[f:HOSTED|SPOKE_AT|LED|PRESENTED_AT|ATTENDED|HONORED_AT]->(e:Event)<-[g:HOSTED|SPOKE_AT|LED|PRESENTED_AT|ATTENDED|HONORED_AT]-(c:Person)-[h:HOSTED|SPOKE_AT|LED|PRESENTED_AT|ATTENDED|HONORED_AT]->(x:Event)<-[i:HOSTED|SPOKE_AT|LED|PRESENTED_AT|ATTENDED|HONORED_AT]-(q:Person)
WHERE p.id IN $person AND q.id IN $other AND p.id <> q.id AND c.id <> p.id AND c.id <> q.id
WITH p, q, c, e, x, f, g, h, i
WHERE coalesce(f.confidence, 0.0) >= $minConfidence AND coalesce(g.confidence, 0.0) >= $minConfidence
  AND coalesce(h.confidence, 0.0) >= $minConfidence AND coalesce(i.confidence, 0.0) >= $minConfidence
WITH p, q, c, e.id AS event, x.id AS meeting, min(coalesce(g.firstSeen, '9999') + ' ' + g.id) AS key, min(coalesce(g.firstSeen, '9999') + ' ' + g.id + ' ' + head(g.articles)) AS told,
  min(coalesce(g.firstSeen, '9999') + ' ' + g.id + ' ' + head(g.quotes)) AS quote, min(coalesce(h.firstSeen, '9999') + ' ' + h.id) AS otherKey, min(coalesce(h.firstSeen, '9999') + ' ' + h.id + ' ' + head(h.quotes)) AS otherQuote
WITH p, q, c, event, count(*) AS meetings, min(key) AS key, min(told) AS told, min(quote) AS quote, min(otherKey) AS otherKey, min(otherQuote) AS otherQuote
WITH p, q, c, count(*) AS withPerson, max(meetings) AS withOther, min(key) AS key, min(told) AS told, min(quote) AS quote, min(otherKey) AS otherKey, min(otherQuote) AS otherQuote
WITH p, q, c, withPerson, withOther, key, last(split(told, ' ')) AS told, right(quote, size(quote) - size(key) - 1) AS quote,
  otherKey, right(otherQuote, size(otherQuote) - size(otherKey) - 1) AS otherQuote
MATCH (a:Article)
WHERE a.id = told
OPTIONAL MATCH (d:District)
WHERE d.id IN c.anchors
WITH p, q, c, withPerson, withOther, key, quote, otherKey, otherQuote, a, max(coalesce(d.path, d.name)) AS home
OPTIONAL MATCH (o:Organization)
WHERE o.id IN c.anchors
WITH p, q, c, withPerson, withOther, key, quote, otherKey, otherQuote, a, home, max(o.name) AS office
RETURN p.name AS person, q.name AS other, c.name AS contact, coalesce(home, office) AS anchor, withPerson, withOther,
  quote, a.name AS article, a.published AS published, a.source AS source, last(split(key, ' ')) AS id, otherQuote, last(split(otherKey, ' ')) AS otherID
ORDER BY p.name + ' ' + p.id + ' ' + q.name + ' ' + q.id + ' ' + toString(199999 - withPerson - withOther) + ' ' + c.name + ' ' + c.id
