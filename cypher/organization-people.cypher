// People with posts in an organization / 某单位的人员
// doc: One row for each post, holder and status, the latest seen first. Posts of its parts (a department, a branch) count.
// doc: 每个职务、任职者、任职状态一行，最近见报者在前；其下属部门、分支的职务计入。
// param: organization organization 白鹭县医院
// param: minConfidence float 0.5 = 0
// returns: organization string, post string, person string, status string, firstSeen date, lastSeen date, support int
// returns: quote string, article string, published date, source string, id string
MATCH (o:Organization)
WHERE o.id IN $organization OR EXISTS { MATCH (o)-[:PART_OF]->(u:Organization) WHERE u.id IN $organization }
MATCH (p:Person)-[h:HOLDS_ROLE]->(r:Role)-[:ROLE_AT]->(o:Organization)
WHERE coalesce(h.confidence, 0.0) >= $minConfidence
WITH o, p, h, r, head(h.articles) AS told
MATCH (a:Article)
WHERE a.id = told
WITH o, p, h, r, a, left(CASE WHEN h.lastSeen >= '1' THEN h.lastSeen ELSE '1000' END + '-00-00', 10) AS day
RETURN o.name AS organization, r.name AS post, p.name AS person, h.status AS status,
  h.firstSeen AS firstSeen, h.lastSeen AS lastSeen, h.support AS support,
  head(h.quotes) AS quote, a.name AS article, a.published AS published, a.source AS source, h.id AS id
ORDER BY o.name + ' ' + o.id + ' ' + toString(99999999 - toInteger(left(day, 4) + right(left(day, 7), 2) + right(day, 2))) + ' ' + r.name + ' ' + p.name + ' ' + h.id
