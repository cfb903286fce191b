// Holders of a post in the order of first sighting / 某职务历任
// doc: One row for each holder with the sentence that names them first; removed is the first report that they have left. A new holder ends nothing unless the text says so.
// doc: 每位任职者一行，附首次见报的原文；removed 为首次见报离任的日期。未见明文免职的，不因新任者出现而视为离任。
// param: post post 青岚区区长
// param: district district 青岚区 =
// param: minConfidence float 0.5 = 0
// returns: post string, district string, person string, firstSeen date, lastSeen date, removed date, status string
// returns: quote string, article string, published date, source string, id string
MATCH (p:Person)-[h:HOLDS_ROLE]->(r:Role)
WHERE r.id IN $post
  AND ('' IN $district OR EXISTS { MATCH (r)-[:IN_DISTRICT]->(d:District) WHERE d.id IN $district })
  AND h.status <> 'nominated'
  AND coalesce(h.confidence, 0.0) >= $minConfidence
WITH p, r,
  min(CASE WHEN h.status <> 'removed' AND h.status <> 'former' THEN h.firstSeen END) AS firstSeen,
  max(CASE WHEN h.status <> 'removed' AND h.status <> 'former' THEN h.lastSeen END) AS lastSeen,
  min(CASE WHEN h.status = 'removed' OR h.status = 'former' THEN h.firstSeen END) AS removed,
  min(CASE WHEN h.firstSeen >= '1' THEN h.firstSeen ELSE '9999' END + ' ' + h.id) AS begin
MATCH (p)-[h:HOLDS_ROLE]->(r)
WHERE CASE WHEN h.firstSeen >= '1' THEN h.firstSeen ELSE '9999' END + ' ' + h.id = begin
WITH p, r, h, firstSeen, lastSeen, removed, begin, head(h.articles) AS told
MATCH (a:Article)
WHERE a.id = told
RETURN r.name AS post, r.district AS district, p.name AS person, firstSeen, lastSeen, removed, h.status AS status,
  head(h.quotes) AS quote, a.name AS article, a.published AS published, a.source AS source, h.id AS id
ORDER BY r.name + ' ' + r.id + ' ' + begin
