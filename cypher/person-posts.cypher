// All posts of a person, in time / 某人的任职经历
// doc: One row for each post and status in the order in which they were first reported. People of one name are kept apart by their anchor.
// doc: 每个职务、每种任职状态一行，按首次见报的先后排列。同名者以所属区划或机构区分。
// param: person person 林知远
// param: minConfidence float 0.5 = 0
// returns: person string, anchor string, post string, district string, status string, firstSeen date, lastSeen date, since date, until date, support int
// returns: quote string, article string, published date, source string, id string
MATCH (p:Person)
WHERE p.id IN $person
OPTIONAL MATCH (d:District)
WHERE d.id IN p.anchors
WITH p, max(coalesce(d.path, d.name)) AS place
OPTIONAL MATCH (o:Organization)
WHERE o.id IN p.anchors
WITH p, place, max(o.name) AS office
MATCH (p)-[h:HOLDS_ROLE]->(r:Role)
WHERE coalesce(h.confidence, 0.0) >= $minConfidence
WITH p, place, office, h, r, head(h.articles) AS told
MATCH (a:Article)
WHERE a.id = told
RETURN p.name AS person, coalesce(place, office) AS anchor, r.name AS post, r.district AS district, h.status AS status,
  h.firstSeen AS firstSeen, h.lastSeen AS lastSeen, h.since AS since, h.until AS until, h.support AS support,
  head(h.quotes) AS quote, a.name AS article, a.published AS published, a.source AS source, h.id AS id
ORDER BY p.name + ' ' + p.id + ' ' + CASE WHEN h.firstSeen >= '1' THEN h.firstSeen ELSE '9999' END + ' ' + r.name + ' ' + h.id
