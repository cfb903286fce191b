// Initiatives of a district / 某地推行的举措
// doc: What the district, the divisions below it and their organizations run, by first report.
// doc: 该地、其下辖区划及其单位推行的举措，按首次见报的先后排列。
// param: district district 青岚区
// param: minConfidence float 0.5 = 0
// returns: district string, initiative string, kind string, runner string, label string, firstSeen date, lastSeen date, support int
// returns: quote string, article string, published date, source string, id string
MATCH (d:District)
WHERE d.id IN $district
MATCH (w:District)
WHERE w.id = d.id OR w.path STARTS WITH (d.path + '/')
WITH DISTINCT w
MATCH (x)-[f:IMPLEMENTS]->(n:Initiative)
WHERE (x.id = w.id OR EXISTS { MATCH (x)-[:IN_DISTRICT]->(w) })
  AND coalesce(f.confidence, 0.0) >= $minConfidence
WITH w, x, f, n, head(f.articles) AS told
MATCH (a:Article)
WHERE a.id = told
RETURN coalesce(w.path, w.name) AS district, n.name AS initiative, n.kind AS kind, x.name AS runner,
  CASE WHEN x.id = w.id THEN 'District' ELSE 'Organization' END AS label, f.firstSeen AS firstSeen, f.lastSeen AS lastSeen, f.support AS support,
  head(f.quotes) AS quote, a.name AS article, a.published AS published, a.source AS source, f.id AS id
ORDER BY CASE WHEN f.firstSeen >= '1' THEN f.firstSeen ELSE '9999' END + ' ' + n.name + ' ' + n.id + ' ' + x.name + ' ' + f.id
