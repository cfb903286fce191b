// Who was seen in a post / 某职务由谁担任
// doc: One row for each holder and status, the latest seen first. A post is named in full (青岚区委书记), or by its title with a district.
// doc: 每位任职者、每种任职状态一行，最近见报者在前。职务可写全称（青岚区委书记），也可写职务名称加行政区划。
// param: post post 青岚区委书记
// param: district district 青岚区 =
// param: minConfidence float 0.5 = 0
// returns: post string, district string, person string, status string, firstSeen date, lastSeen date, support int
// returns: quote string, article string, published date, source string, id string
MATCH (p:Person)-[h:HOLDS_ROLE]->(r:Role)
WHERE r.id IN $post
  AND ('' IN $district OR EXISTS { MATCH (r)-[:IN_DISTRICT]->(d:District) WHERE d.id IN $district })
  AND coalesce(h.confidence, 0.0) >= $minConfidence
WITH p, h, r, head(h.articles) AS told
MATCH (a:Article)
WHERE a.id = told
WITH p, h, r, a, left(CASE WHEN h.lastSeen >= '1' THEN h.lastSeen ELSE '1000' END + '-00-00', 10) AS day
RETURN r.name AS post, r.district AS district, p.name AS person, h.status AS status,
  h.firstSeen AS firstSeen, h.lastSeen AS lastSeen, h.support AS support,
  head(h.quotes) AS quote, a.name AS article, a.published AS published, a.source AS source, h.id AS id
ORDER BY r.name + ' ' + r.id + ' ' + toString(99999999 - toInteger(left(day, 4) + right(left(day, 7), 2) + right(day, 2))) + ' ' + p.name + ' ' + h.id
