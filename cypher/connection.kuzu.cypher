// Kuzu spells the shortest path in its own way, and takes no parameter inside it.
// inline: minConfidence
MATCH c = (p:Person)-[:HOLDS_ROLE|HOSTED|SPOKE_AT|LED|PRESENTED_AT|ATTENDED|HONORED_AT|ORGANIZED|TOOK_PART_IN|ADOPTED|PRESENTED|ROLE_AT|PART_OF* ALL SHORTEST 1..6 (f, n | WHERE f.support IS NULL OR coalesce(f.confidence, 0.0) >= $minConfidence)]-(q:Person)
WHERE p.id IN $person AND q.id IN $other AND p.id <> q.id
WITH p, q, min(list_to_string(' ', properties(rels(c), 'id'))) AS path
WITH p, q, split(path, ' ') AS facts
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
WITH p, q, anchor, coalesce(home, office) AS otherAnchor, step, facts[step] AS fact
MATCH (x)-[f:HOLDS_ROLE|HOSTED|SPOKE_AT|LED|PRESENTED_AT|ATTENDED|HONORED_AT|ORGANIZED|TOOK_PART_IN|ADOPTED|PRESENTED|ROLE_AT|PART_OF]->(y)
WHERE f.id = fact
WITH p, q, anchor, otherAnchor, step, x, f, y, head(f.articles) AS told
OPTIONAL MATCH (a:Article)
WHERE a.id = told
RETURN p.name AS person, anchor, q.name AS other, otherAnchor, step, x.name AS subject, type(f) AS relation, coalesce(f.status, f.`as`) AS status, y.name AS object,
  head(f.quotes) AS quote, a.name AS article, a.published AS published, a.source AS source, f.id AS id
ORDER BY p.name + ' ' + p.id + ' ' + q.name + ' ' + q.id + ' ' + toString(step)
