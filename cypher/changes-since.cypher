// Posts that were first reported since a day / 某日以来新见报的任免
// doc: Who was first seen in a post, appointed or removed on or after the day, in time. Without a district those of all.
// doc: 自该日起首次见报的任职、新任、免职，按时间排列。不给区划则列出全部。
// param: since date 2024-03
// param: district district 青岚区 =
// param: minConfidence float 0.5 = 0
// returns: firstSeen date, district string, post string, person string, status string, support int
// returns: quote string, article string, published date, source string, id string
MATCH (p:Person)-[h:HOLDS_ROLE]->(r:Role)
WHERE h.firstSeen >= $since
  AND ('' IN $district OR EXISTS { MATCH (r)-[:IN_DISTRICT]->(d:District) WHERE d.id IN $district })
  AND coalesce(h.confidence, 0.0) >= $minConfidence
WITH p, h, r, head(h.articles) AS told
MATCH (a:Article)
WHERE a.id = told
RETURN h.firstSeen AS firstSeen, r.district AS district, r.name AS post, p.name AS person, h.status AS status, h.support AS support,
  head(h.quotes) AS quote, a.name AS article, a.published AS published, a.source AS source, h.id AS id
ORDER BY h.firstSeen + ' ' + coalesce(r.district, '') + ' ' + r.name + ' ' + p.name + ' ' + h.id
