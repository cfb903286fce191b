// All facts of an article / 某篇报道中的全部事实
// doc: One row for each relationship that the article states, with its sentence there, in the order of the text. The article is named by its title, part of it, or its id. A fact with more than 64 articles keeps 64 of them.
// doc: 该报道写明的每条关系一行，附文中原句，按行文先后排列。报道以标题、标题的一部分或 id 指定。一条事实超过 64 篇报道时只存其中 64 篇。
// param: article article 青岚区召开安全生产会
// param: minConfidence float 0.5 = 0
// returns: subject string, relation string, status string, object string, sentence string, rule string, confidence float
// returns: quote string, article string, published date, source string, id string
MATCH (a:Article)
WHERE a.id IN $article
MATCH (a)-[:MENTIONS]->(x)
WITH DISTINCT a, x
MATCH (x)-[f:HOLDS_ROLE|HOSTED|SPOKE_AT|LED|PRESENTED_AT|ATTENDED|HONORED_AT|ORGANIZED|TOOK_PART_IN|ADOPTED|PRESENTED|IMPLEMENTS|ABOUT|REPORTED]->(y)
WHERE a.id IN f.articles
  AND coalesce(f.confidence, 0.0) >= $minConfidence
WITH a, x, f, y
UNWIND range(1, size(f.articles)) AS i
WITH a, x, f, y, f.articles[i - size(f.articles) - 1] AS told, f.quotes[i - size(f.articles) - 1] AS quote, f.sentences[i - size(f.articles) - 1] AS sentence
WHERE told = a.id
RETURN x.name AS subject, type(f) AS relation, coalesce(f.status, f.`as`) AS status, y.name AS object, sentence, f.rule AS rule, f.confidence AS confidence,
  quote, a.name AS article, a.published AS published, a.source AS source, f.id AS id
ORDER BY a.name + ' ' + a.id + ' ' + toString(100000000 + toInteger(head(split(last(split(sentence, '#')), '-')))) + ' ' + type(f) + ' ' + x.name + ' ' + y.name + ' ' + f.id
