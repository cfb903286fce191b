// Events of an organization / 某单位主办或参与的活动
// doc: One row for each event that the organization held or took part in, in time.
// doc: 该单位主办或参与的活动，每项一行，按时间排列。
// param: organization organization 青岚区应急管理局
// param: minConfidence float 0.5 = 0
// returns: organization string, date date, event string, kind string, capacity string, place string, district string
// returns: quote string, article string, published date, source string, id string
MATCH (o:Organization)-[f:ORGANIZED|TOOK_PART_IN]->(e:Event)
WHERE o.id IN $organization
  AND coalesce(f.confidence, 0.0) >= $minConfidence
WITH o, f, e, head(f.articles) AS told
MATCH (a:Article)
WHERE a.id = told
RETURN o.name AS organization, e.date AS date, e.name AS event, e.kind AS kind, type(f) AS capacity, e.place AS place, e.district AS district,
  head(f.quotes) AS quote, a.name AS article, a.published AS published, a.source AS source, f.id AS id
ORDER BY o.name + ' ' + o.id + ' ' + CASE WHEN e.date >= '1' THEN e.date ELSE '9999' END + ' ' + e.name + ' ' + f.id
