// Who runs an initiative, first reported when / 某举措在哪些地方推行
// doc: Districts and organizations that run the initiative, in the order in which they were first reported to.
// doc: 推行该举措的区划和单位，按首次见报的先后排列。
// param: initiative initiative “灯塔”机制
// param: minConfidence float 0.5 = 0
// returns: initiative string, runner string, label string, district string, firstSeen date, lastSeen date, support int
// returns: quote string, article string, published date, source string, id string
MATCH (x)-[f:IMPLEMENTS]->(n:Initiative)
WHERE n.id IN $initiative
  AND coalesce(f.confidence, 0.0) >= $minConfidence
WITH x, f, n, head(f.articles) AS told
MATCH (a:Article)
WHERE a.id = told
OPTIONAL MATCH (d:District)
WHERE d.id = x.id
RETURN n.name AS initiative, x.name AS runner,
  CASE WHEN d.id IS NULL THEN 'Organization' ELSE 'District' END AS label,
  coalesce(d.path, x.district) AS district, f.firstSeen AS firstSeen, f.lastSeen AS lastSeen, f.support AS support,
  head(f.quotes) AS quote, a.name AS article, a.published AS published, a.source AS source, f.id AS id
ORDER BY n.name + ' ' + n.id + ' ' + CASE WHEN f.firstSeen >= '1' THEN f.firstSeen ELSE '9999' END + ' ' + x.name + ' ' + f.id
