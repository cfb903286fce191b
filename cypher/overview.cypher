// What the graph holds / 图谱概览
// doc: Counts by node label and by relationship type.
// doc: 按节点标签和关系类型计数。
// returns: kind string, name string, count int
UNWIND [
  'Article', 'Person', 'Role', 'District', 'Organization', 'Event', 'Initiative', 'Policy',
  'HOLDS_ROLE', 'HOSTED', 'SPOKE_AT', 'ATTENDED', 'LED', 'PRESENTED_AT', 'HONORED_AT', 'ORGANIZED',
  'TOOK_PART_IN', 'ADOPTED', 'PRESENTED', 'IMPLEMENTS', 'ABOUT', 'REPORTED', 'MENTIONS', 'REPORTS',
  'ROLE_AT', 'IN_DISTRICT', 'PART_OF', 'POSSIBLY_SAME_AS'] AS name
RETURN CASE WHEN left(name, 2) = toUpper(left(name, 2)) THEN 'relationship' ELSE 'node' END AS kind, name, CASE name
    WHEN 'Article' THEN COUNT { MATCH (n:Article) }
    WHEN 'Person' THEN COUNT { MATCH (n:Person) }
    WHEN 'Role' THEN COUNT { MATCH (n:Role) }
    WHEN 'District' THEN COUNT { MATCH (n:District) }
    WHEN 'Organization' THEN COUNT { MATCH (n:Organization) }
    WHEN 'Event' THEN COUNT { MATCH (n:Event) }
    WHEN 'Initiative' THEN COUNT { MATCH (n:Initiative) }
    WHEN 'Policy' THEN COUNT { MATCH (n:Policy) }
    WHEN 'HOLDS_ROLE' THEN COUNT { MATCH ()-[f:HOLDS_ROLE]->() }
    WHEN 'HOSTED' THEN COUNT { MATCH ()-[f:HOSTED]->() }
    WHEN 'SPOKE_AT' THEN COUNT { MATCH ()-[f:SPOKE_AT]->() }
    WHEN 'ATTENDED' THEN COUNT { MATCH ()-[f:ATTENDED]->() }
    WHEN 'LED' THEN COUNT { MATCH ()-[f:LED]->() }
    WHEN 'PRESENTED_AT' THEN COUNT { MATCH ()-[f:PRESENTED_AT]->() }
    WHEN 'HONORED_AT' THEN COUNT { MATCH ()-[f:HONORED_AT]->() }
    WHEN 'ORGANIZED' THEN COUNT { MATCH ()-[f:ORGANIZED]->() }
    WHEN 'TOOK_PART_IN' THEN COUNT { MATCH ()-[f:TOOK_PART_IN]->() }
    WHEN 'ADOPTED' THEN COUNT { MATCH ()-[f:ADOPTED]->() }
    WHEN 'PRESENTED' THEN COUNT { MATCH ()-[f:PRESENTED]->() }
    WHEN 'IMPLEMENTS' THEN COUNT { MATCH ()-[f:IMPLEMENTS]->() }
    WHEN 'ABOUT' THEN COUNT { MATCH ()-[f:ABOUT]->() }
    WHEN 'REPORTED' THEN COUNT { MATCH ()-[f:REPORTED]->() }
    WHEN 'MENTIONS' THEN COUNT { MATCH ()-[f:MENTIONS]->() }
    WHEN 'REPORTS' THEN COUNT { MATCH ()-[f:REPORTS]->() }
    WHEN 'ROLE_AT' THEN COUNT { MATCH ()-[f:ROLE_AT]->() }
    WHEN 'IN_DISTRICT' THEN COUNT { MATCH ()-[f:IN_DISTRICT]->() }
    WHEN 'PART_OF' THEN COUNT { MATCH ()-[f:PART_OF]->() }
    WHEN 'POSSIBLY_SAME_AS' THEN COUNT { MATCH ()-[f:POSSIBLY_SAME_AS]->() }
  END AS count
ORDER BY kind + ' ' + name
