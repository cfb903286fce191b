// All sentences for a person, or for a pair / 某人（或两者之间）的全部原文
// doc: One row for each sentence of each fact about the person. With a second name only what links the two: the facts between them, and for two people what they share.
// doc: 该人每条事实的每句原文一行。给出第二个名称时，只列二者之间的事实；两人则列其共同的职务、活动和文件。
// param: person person 林知远
// param: other entity 周若溪 =
// param: minConfidence float 0.5 = 0
// returns: person string, anchor string, fact string, status string, target string, published date
// returns: quote string, article string, source string, sentence string, rule string, confidence float, id string
MATCH (p:Person)-[f:HOLDS_ROLE|HOSTED|SPOKE_AT|LED|PRESENTED_AT|ATTENDED|HONORED_AT|PRESENTED|REPORTED]->(x)
WHERE (p.id IN $person OR p.id IN $other)
  AND coalesce(f.confidence, 0.0) >= $minConfidence
  AND (p.id IN $person AND '' IN $other OR p.id IN $person AND x.id IN $other OR
    EXISTS { MATCH (q:Person)-[:HOLDS_ROLE|HOSTED|SPOKE_AT|LED|PRESENTED_AT|ATTENDED|HONORED_AT|PRESENTED|REPORTED]->(x) WHERE q.id <> p.id AND (q.id IN $person OR q.id IN $other) } AND NOT '' IN $other)
OPTIONAL MATCH (d:District)
WHERE d.id IN p.anchors
WITH p, f, x, max(coalesce(d.path, d.name)) AS home
OPTIONAL MATCH (o:Organization)
WHERE o.id IN p.anchors
WITH p, f, x, home, max(o.name) AS office
UNWIND range(1, size(f.articles)) AS i
WITH p, f, x, coalesce(home, office) AS anchor, f.articles[i - size(f.articles) - 1] AS articleID, f.quotes[i - size(f.articles) - 1] AS quote, f.sentences[i - size(f.articles) - 1] AS sentence
MATCH (a:Article)
WHERE a.id = articleID
RETURN p.name AS person, anchor, type(f) AS fact, coalesce(f.status, f.`as`) AS status, x.name AS target, coalesce(a.published, a.dateline) AS published,
  quote, a.name AS article, a.source AS source, sentence, f.rule AS rule, f.confidence AS confidence, f.id AS id
ORDER BY p.name + ' ' + p.id + ' ' + type(f) + ' ' + x.name + ' ' + f.id + ' ' + coalesce(a.published, a.dateline, '9999') + ' ' + sentence
