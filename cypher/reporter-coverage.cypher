// What a reporter covers / 记者报道的地区
// doc: One row for each district in which events took place that the reporter's articles report, with the number of articles and the byline of the earliest. Articles without such an event have a row without a district.
// doc: 该记者所报道活动的所在区划，每区划一行，附篇数和最早一篇的署名；没有活动的报道归入无区划的一行。
// param: person person 苏望舒
// returns: person string, anchor string, district string, articles int, firstSeen date, lastSeen date
// returns: quote string, article string, published date, source string, id string
MATCH (p:Person)-[f:REPORTED]->(a:Article)
WHERE p.id IN $person
OPTIONAL MATCH (a:Article)-[:REPORTS]->(e:Event)-[:IN_DISTRICT]->(d:District)
WITH p, a, d, min(f.id) AS fact
WITH p, d.id AS place, coalesce(d.path, d.name) AS district, count(*) AS articles, min(a.published) AS firstSeen, max(a.published) AS lastSeen,
  min(coalesce(a.published, '9999') + ' ' + fact) AS first
MATCH (p)-[f:REPORTED]->(a:Article)
WHERE coalesce(a.published, '9999') + ' ' + f.id = first
OPTIONAL MATCH (d:District)
WHERE d.id IN p.anchors
WITH p, place, district, articles, firstSeen, lastSeen, f, a, max(coalesce(d.path, d.name)) AS home
OPTIONAL MATCH (o:Organization)
WHERE o.id IN p.anchors
WITH p, place, district, articles, firstSeen, lastSeen, f, a, home, max(o.name) AS office
RETURN p.name AS person, coalesce(home, office) AS anchor, district, articles, firstSeen, lastSeen,
  head(f.quotes) AS quote, a.name AS article, a.published AS published, a.source AS source, f.id AS id
ORDER BY p.name + ' ' + p.id + ' ' + toString(1999999 - articles) + ' ' + coalesce(district, '') + ' ' + f.id
