// Events in a district / 某地的活动
// doc: Events of the district and of all divisions below it, in time, between two dates if they are given. The sentence is that of the earliest report of someone taking part.
// doc: 该地及其下辖区划的活动，按时间排列，可限定起止日期。原文取最早写明参加者的一句。
// param: district district 青岚区
// param: since date 2024-01 =
// param: until date 2024-12 =
// param: minConfidence float 0.5 = 0
// returns: district string, date date, dateEnd date, event string, kind string, place string
// returns: quote string, article string, published date, source string, id string
MATCH (d:District), (e:Event)-[:IN_DISTRICT]->(w:District)
WHERE d.id IN $district
  AND (w.id = d.id OR w.path STARTS WITH (d.path + '/'))
  AND ($since = '' OR e.date >= $since)
  AND ($until = '' OR e.date >= '1' AND left(e.date, size($until)) <= $until)
WITH DISTINCT e, w
OPTIONAL MATCH (x)-[f:HOSTED|SPOKE_AT|LED|PRESENTED_AT|ATTENDED|HONORED_AT|ORGANIZED|TOOK_PART_IN]->(e)
WHERE coalesce(f.confidence, 0.0) >= $minConfidence
WITH e, w, min(coalesce(f.firstSeen, '9999') + CASE WHEN type(f) = 'HOSTED' THEN ' 1 ' WHEN type(f) = 'ORGANIZED' OR type(f) = 'TOOK_PART_IN' THEN ' 3 ' ELSE ' 2 ' END + f.id) AS begin
OPTIONAL MATCH (x)-[f:HOSTED|SPOKE_AT|LED|PRESENTED_AT|ATTENDED|HONORED_AT|ORGANIZED|TOOK_PART_IN]->(e)
WHERE coalesce(f.firstSeen, '9999') + CASE WHEN type(f) = 'HOSTED' THEN ' 1 ' WHEN type(f) = 'ORGANIZED' OR type(f) = 'TOOK_PART_IN' THEN ' 3 ' ELSE ' 2 ' END + f.id = begin
OPTIONAL MATCH (r:Article)-[:REPORTS]->(e)
WITH e, w, head(f.quotes) AS quote, head(f.articles) AS told, min(coalesce(r.published, '9999') + ' ' + r.id) AS report
WITH e, w, quote, coalesce(told, last(split(report, ' '))) AS told
OPTIONAL MATCH (a:Article)
WHERE a.id = told
RETURN coalesce(w.path, w.name) AS district, e.date AS date, e.dateEnd AS dateEnd, e.name AS event, e.kind AS kind, e.place AS place,
  quote, a.name AS article, a.published AS published, a.source AS source, e.id AS id
ORDER BY CASE WHEN e.date >= '1' THEN e.date ELSE '9999' END + ' ' + w.name + ' ' + w.id + ' ' + e.name + ' ' + e.id
