// Shortest path between two people / 两人之间的最短联系
// doc: The shortest chain of at most six steps through events, policies, organizations and posts, never through a district or an article, with the sentence of each step. Steps of structure (a post and its organization) have none.
// doc: 经由活动、文件、机构和职务（不经区划和报道）、不超过六步的最短链条，逐步附原文；职务与机构之间的隶属关系没有原文。
// param: person person 林知远
// param: other person 何青禾
// param: minConfidence float 0.5 = 0
// returns: person string, anchor string, other string, otherAnchor string, step int, subject string, relation string, status string, object string
// returns: quote string, article string, published date, source string, id string
MATCH (p:Person), (q:Person)
WHERE p.id IN $person AND q.id IN $other AND p.id <> q.id
MATCH c = allShortestPaths((p)-[:HOLDS_ROLE|HOSTED|SPOKE_AT|LED|PRESENTED_AT|ATTENDED|HONORED_AT|ORGANIZED|TOOK_PART_IN|ADOPTED|PRESENTED|ROLE_AT|PART_OF*1..6]-(q))
WHERE all(f IN relationships(c) WHERE f.support IS NULL OR coalesce(f.confidence, 0.0) >= $minConfidence)
WITH p, q, min(reduce(ids = '', f IN relationships(c) | ids + f.id + ' ')) AS path
WITH p, q, split(trim(path), ' ') AS facts
OPTIONAL MATCH (d:District)
WHERE d.id IN p.anchors
WITH p, q, facts, max(coalesce(d.path, d.name)) AS home
OPTIONAL MATCH (o:Organization)
WHERE o.id IN p.anchors
WITH p, q, facts, home, max(o.name) AS office
WITH p, q, facts, coalesce(home, office) AS anchor
OPTIONAL MATCH (d:District)
WHERE d.id IN q.anchors
WITH p, q, facts, anchor, max(coalesce(d.path, d.name)) AS home
OPTIONAL MATCH (o:Organization)
WHERE o.id IN q.anchors
WITH p, q, facts, anchor, home, max(o.name) AS office
UNWIND range(1, size(facts)) AS step
WITH p, q, anchor, coalesce(home, office) AS otherAnchor, step, facts[step - 1] AS fact
MATCH (x)-[f:HOLDS_ROLE|HOSTED|SPOKE_AT|LED|PRESENTED_AT|ATTENDED|HONORED_AT|ORGANIZED|TOOK_PART_IN|ADOPTED|PRESENTED|ROLE_AT|PART_OF]->(y)
WHERE f.id = fact
WITH p, q, anchor, otherAnchor, step, x, f, y, head(f.articles) AS told
OPTIONAL MATCH (a:Article)
WHERE a.id = told
RETURN p.name AS person, anchor, q.name AS other, otherAnchor, step, x.name AS subject, type(f) AS relation, coalesce(f.status, f.`as`) AS status, y.name AS object,
  head(f.quotes) AS quote, a.name AS article, a.published AS published, a.source AS source, f.id AS id
ORDER BY p.name + ' ' + p.id + ' ' + q.name + ' ' + q.id + ' ' + toString(step)
