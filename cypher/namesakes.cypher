// People who share a name / 同名的人
// doc: One row for each person of a name that two or more have, with the first post and its sentence; reason is why two may be one. Without a name all such names: thousands on a graph of a million relationships, which takes seconds.
// doc: 两人及以上共用的姓名，每人一行，附首个职务及其原文；reason 为二者或为同一人的理由。不给姓名则列出全部，百万关系的图上有数千个，需数秒。
// param: sharing string 林知远 =
// returns: name string, people int, anchor string, post string, reason string
// returns: quote string, article string, published date, source string, id string
MATCH (p:Person)
WITH p.name AS name, count(*) AS people
WHERE people >= 2 AND ($sharing = '' OR name = $sharing)
MATCH (p:Person)
WHERE p.name = name
OPTIONAL MATCH (p)-[h:HOLDS_ROLE]->(r:Role)
WITH name, people, p, min(coalesce(h.firstSeen, '9999') + ' ' + h.id) AS first
OPTIONAL MATCH (p)-[h:HOLDS_ROLE]->(r:Role)
WHERE coalesce(h.firstSeen, '9999') + ' ' + h.id = first
OPTIONAL MATCH (p)-[s:POSSIBLY_SAME_AS]-(q:Person)
WITH name, people, p, h, r, min(s.reason) AS reason, head(h.articles) AS told
OPTIONAL MATCH (a:Article)
WHERE a.id = told
OPTIONAL MATCH (d:District)
WHERE d.id IN p.anchors
WITH name, people, p, h, r, reason, a, max(coalesce(d.path, d.name)) AS home
OPTIONAL MATCH (o:Organization)
WHERE o.id IN p.anchors
WITH name, people, p, h, r, reason, a, home, max(o.name) AS office
RETURN name, people, coalesce(home, office) AS anchor, r.name AS post, reason,
  head(h.quotes) AS quote, a.name AS article, a.published AS published, a.source AS source, p.id AS id
ORDER BY name + ' ' + coalesce(home, office, '') + ' ' + p.id
