// Documents adopted, by which meeting, presented by whom / 会议通过的文件及作说明者
// doc: One row for each document, meeting and presenter, in time; a document that nobody is said to have presented has one row. Without a district those of all.
// doc: 每份文件、每次会议、每位作说明者一行，按时间排列；未写明作说明者的占一行。不给区划则列出全部。
// param: district district 青岚区 =
// param: since date 2024-01 =
// param: until date 2024-12 =
// param: minConfidence float 0.5 = 0
// returns: policy string, kind string, adoption string, event string, date date, district string, presenter string, presenterQuote string
// returns: quote string, article string, published date, source string, id string
MATCH (e:Event)-[f:ADOPTED]->(y:Policy)
WHERE coalesce(f.confidence, 0.0) >= $minConfidence
  AND ('' IN $district OR EXISTS { MATCH (e)-[:IN_DISTRICT]->(d:District) WHERE d.id IN $district })
  AND ($since = '' OR e.date >= $since)
  AND ($until = '' OR e.date >= '1' AND left(e.date, size($until)) <= $until)
OPTIONAL MATCH (p:Person)-[g:PRESENTED]->(y)
WHERE coalesce(g.confidence, 0.0) >= $minConfidence
WITH e, f, y, p, g, head(f.articles) AS told
MATCH (a:Article)
WHERE a.id = told
RETURN y.name AS policy, y.kind AS kind, f.`as` AS adoption, e.name AS event, e.date AS date, e.district AS district, p.name AS presenter, head(g.quotes) AS presenterQuote,
  head(f.quotes) AS quote, a.name AS article, a.published AS published, a.source AS source, f.id AS id
ORDER BY CASE WHEN e.date >= '1' THEN e.date ELSE '9999' END + ' ' + e.name + ' ' + e.id + ' ' + y.name + ' ' + f.id + ' ' + coalesce(p.name, '') + ' ' + coalesce(p.id, '')
