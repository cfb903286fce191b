// Initiatives that two districts both run / 两地共同推行的举措
// doc: One row for each pair of a runner in the first district and a runner in the second. A runner is the district itself or an organization of it; divisions below do not count.
// doc: 两地各一推行者每对一行；推行者为该区划本身或其单位，不含下辖区划。
// param: district district 青岚区
// param: other district 白鹭县
// param: minConfidence float 0.5 = 0
// returns: initiative string, district string, runner string, firstSeen date, otherDistrict string, otherRunner string, otherFirstSeen date
// returns: quote string, article string, published date, source string, id string, otherQuote string, otherID string
MATCH (d:District), (w:District)
WHERE d.id IN $district AND w.id IN $other AND d.id <> w.id
MATCH (x)-[f:IMPLEMENTS]->(n:Initiative)
WHERE (x.id = d.id OR EXISTS { MATCH (x)-[:IN_DISTRICT]->(d) })
  AND coalesce(f.confidence, 0.0) >= $minConfidence
MATCH (y)-[g:IMPLEMENTS]->(n)
WHERE (y.id = w.id OR EXISTS { MATCH (y)-[:IN_DISTRICT]->(w) })
  AND coalesce(g.confidence, 0.0) >= $minConfidence
WITH d, w, x, f, n, y, g, head(f.articles) AS told
MATCH (a:Article)
WHERE a.id = told
RETURN n.name AS initiative, d.name AS district, x.name AS runner, f.firstSeen AS firstSeen, w.name AS otherDistrict, y.name AS otherRunner, g.firstSeen AS otherFirstSeen,
  head(f.quotes) AS quote, a.name AS article, a.published AS published, a.source AS source, f.id AS id, head(g.quotes) AS otherQuote, g.id AS otherID
ORDER BY n.name + ' ' + n.id + ' ' + d.name + ' ' + d.id + ' ' + x.name + ' ' + f.id + ' ' + w.name + ' ' + w.id + ' ' + y.name + ' ' + g.id
