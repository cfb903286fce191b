// Articles by publisher, district and month / 各媒体、各地、各月的报道篇数
// doc: The denominator of every count: how many articles were read. An article counts in every district of an event that it reports, once in each; one without such an event has no district. Months are those of publishing, else of the dateline.
// doc: 一切计数的分母：读入了多少篇报道。一篇报道在其所报道活动的每个区划各计一次；没有活动的不属任何区划。月份取发表日期，缺者取电头日期。
// param: district district 青岚区 =
// returns: publisher string, district string, month string, articles int
MATCH (a:Article)
OPTIONAL MATCH (a:Article)-[:REPORTS]->(e:Event)-[:IN_DISTRICT]->(d:District)
WITH a, d
WHERE '' IN $district OR d.id IN $district
WITH a.publisher AS publisher, d, left(coalesce(a.published, a.dateline), 7) AS month, count(DISTINCT a.id) AS articles
RETURN publisher, coalesce(d.path, d.name) AS district, month, articles
ORDER BY coalesce(publisher, '') + ' ' + coalesce(d.path, d.name, '') + ' ' + coalesce(d.id, '') + ' ' + coalesce(month, '')
