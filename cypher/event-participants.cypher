// Who took part in an event / 某活动的参加者
// doc: Hosts first, then speakers, leaders, presenters, attendants and the honoured, each in the order of the list in the text; organizations last.
// doc: 依次为主持、讲话、带队、汇报、出席、受表彰者，各按原文名单顺序；最后为主办和参与单位。
// param: event event 青岚区安全生产会
// param: minConfidence float 0.5 = 0
// returns: event string, date date, district string, capacity string, order int, participant string, label string
// returns: quote string, article string, published date, source string, id string
MATCH (x)-[f:HOSTED|SPOKE_AT|LED|PRESENTED_AT|ATTENDED|HONORED_AT|ORGANIZED|TOOK_PART_IN]->(e:Event)
WHERE e.id IN $event
  AND coalesce(f.confidence, 0.0) >= $minConfidence
WITH x, f, e, head(f.articles) AS told
MATCH (a:Article)
WHERE a.id = told
RETURN e.name AS event, e.date AS date, e.district AS district, type(f) AS capacity, f.`order` AS `order`, x.name AS participant,
  CASE WHEN type(f) = 'ORGANIZED' OR type(f) = 'TOOK_PART_IN' THEN 'Organization' ELSE 'Person' END AS label,
  head(f.quotes) AS quote, a.name AS article, a.published AS published, a.source AS source, f.id AS id
ORDER BY e.name + ' ' + e.id +
  CASE type(f) WHEN 'HOSTED' THEN ' 1 ' WHEN 'SPOKE_AT' THEN ' 2 ' WHEN 'LED' THEN ' 3 ' WHEN 'PRESENTED_AT' THEN ' 4 '
    WHEN 'ATTENDED' THEN ' 5 ' WHEN 'HONORED_AT' THEN ' 6 ' WHEN 'ORGANIZED' THEN ' 7 ' ELSE ' 8 ' END +
  toString(10000 + coalesce(f.`order`, 9999)) + ' ' + x.name + ' ' + f.id
