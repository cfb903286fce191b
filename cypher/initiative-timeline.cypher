// An initiative in time / 某举措的时间线
// doc: Every event about the initiative by its date, and every district or organization by the first report that it runs it.
// doc: 涉及该举措的活动（按活动日期）与各推行单位（按首次见报日期），依时间排列。
// param: initiative initiative “灯塔”机制
// param: minConfidence float 0.5 = 0
// returns: initiative string, date date, relation string, name string, district string
// returns: quote string, article string, published date, source string, id string
MATCH (x)-[f:ABOUT|IMPLEMENTS]->(n:Initiative)
WHERE n.id IN $initiative
  AND coalesce(f.confidence, 0.0) >= $minConfidence
WITH x, f, n, CASE WHEN type(f) = 'ABOUT' THEN coalesce(x.date, f.firstSeen) ELSE f.firstSeen END AS day, head(f.articles) AS told
MATCH (a:Article)
WHERE a.id = told
OPTIONAL MATCH (x)-[:IN_DISTRICT]->(d:District)
WITH x, f, n, day, a, min(coalesce(d.path, d.name)) AS place
OPTIONAL MATCH (d:District)
WHERE d.id = x.id
RETURN n.name AS initiative, day AS date, type(f) AS relation, x.name AS name, coalesce(place, d.path) AS district,
  head(f.quotes) AS quote, a.name AS article, a.published AS published, a.source AS source, f.id AS id
ORDER BY n.name + ' ' + n.id + ' ' + CASE WHEN day >= '1' THEN day ELSE '9999' END + ' ' + type(f) + ' ' + x.name + ' ' + f.id
