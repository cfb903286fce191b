// Officials of a district on a day / 某日某地领导班子
// doc: For each post of the district the latest sighting up to that day that no removal follows, with the sentence that says so. A post of many seats (副, 委员, 代表 …) shows the latest sighting of each holder. A sighting without a year counts as older than every dated one.
// doc: 该地每个职务截至当日最近一次见报、其后未被免去者，附原文。副职、委员、代表等多席位职务，每位任职者各列一行。无年份的报道视为最早。
// param: district district 青岚区
// param: on date 2024-06-30 = today
// param: minConfidence float 0.5 = 0
// returns: district string, post string, person string, status string, seen date, days int
// returns: quote string, article string, published date, source string, id string
MATCH (p:Person)-[h:HOLDS_ROLE]->(r:Role)-[:IN_DISTRICT]->(d:District)
WHERE d.id IN $district
  AND (h.status = 'current' OR h.status = 'acting' OR h.status = 'appointed')
  AND coalesce(h.confidence, 0.0) >= $minConfidence
UNWIND range(1, size(h.articles)) AS i
WITH p, h, r, d, h.articles[-i] AS articleID, h.quotes[-i] AS quote
MATCH (a:Article)
WHERE a.id = articleID
WITH p, h, r, d, a, quote, coalesce(a.published, a.dateline) AS seen,
  CASE WHEN a.published >= '1' THEN a.published WHEN a.published IS NULL AND a.dateline >= '1' THEN a.dateline ELSE '' END AS day
WHERE left(day, size($on)) <= $on
  AND NOT EXISTS {
    MATCH (p)-[x:HOLDS_ROLE]->(r)
    WHERE (x.status = 'removed' OR x.status = 'former') AND (
      coalesce(x.firstSeen, '') >= day AND left(coalesce(x.firstSeen, ''), size($on)) <= $on OR
      coalesce(x.lastSeen, '') >= day AND left(coalesce(x.lastSeen, ''), size($on)) <= $on)
  }
WITH d, r, p, max(day + ' ' + h.id + ' ' + a.id) AS latest, collect({key: day + ' ' + h.id + ' ' + a.id, day: day, seen: seen, status: h.status,
  quote: quote, article: a.name, published: a.published, source: a.source, id: h.id}) AS sightings
UNWIND sightings AS s
WITH d, r, p, latest, s
WHERE s.key = latest
WITH d, r, max(s.day) AS latest, collect({person: p.name, sighting: s}) AS holders
UNWIND holders AS holder
WITH d, r, latest, holder.person AS person, holder.sighting AS s
WHERE s.day = latest
  OR r.title CONTAINS '副' OR r.title CONTAINS '委员' OR r.title CONTAINS '常委' OR r.title CONTAINS '成员' OR r.title CONTAINS '代表'
// The stores have no difference of dates in common, so days are counted: years, leap days, the days of
// the months since 1 March, days. January and February are months 13 and 14 of the year before.
WITH d, r, person, s, size(s.day) = 10 AND size($on) = 10 AS exact,
  CASE WHEN size(s.day) = 10 THEN s.day ELSE '2000-01-01' END AS a, CASE WHEN size($on) = 10 THEN $on ELSE '2000-01-01' END AS b
WITH d, r, person, s, exact,
  toInteger(left(a, 4)) AS y1, toInteger('1' + right(left(a, 7), 2)) - 100 AS m1, toInteger('1' + right(a, 2)) - 100 AS d1,
  toInteger(left(b, 4)) AS y2, toInteger('1' + right(left(b, 7), 2)) - 100 AS m2, toInteger('1' + right(b, 2)) - 100 AS d2
WITH d, r, person, s, exact, d1, d2,
  CASE WHEN m1 < 3 THEN y1 - 1 ELSE y1 END AS y1, CASE WHEN m1 < 3 THEN m1 + 12 ELSE m1 END AS m1,
  CASE WHEN m2 < 3 THEN y2 - 1 ELSE y2 END AS y2, CASE WHEN m2 < 3 THEN m2 + 12 ELSE m2 END AS m2
WITH d, r, person, s, exact,
  365 * y1 + y1 / 4 - y1 / 100 + y1 / 400 + (153 * m1 - 457) / 5 + d1 AS first,
  365 * y2 + y2 / 4 - y2 / 100 + y2 / 400 + (153 * m2 - 457) / 5 + d2 AS last
RETURN coalesce(d.path, d.name) AS district, r.name AS post, person, s.status AS status, s.seen AS seen,
  CASE WHEN exact = true THEN last - first END AS days,
  s.quote AS quote, s.article AS article, s.published AS published, s.source AS source, s.id AS id
ORDER BY d.name + ' ' + d.id + ' ' + r.name + ' ' + r.id + ' ' + person + ' ' + s.id
