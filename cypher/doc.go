// Package cypher holds the canned queries: one file each, whose header says in English
// and Chinese what it answers, what it takes and what it returns, and turns what an
// analyst types into a run of one.
//
// A header is strict, and a query without one does not load:
//
//	// Officials of a district on a day / 某日某地领导班子
//	// doc: For each post the latest sighting up to that day.
//	// doc: 每个职务截至当日最近一次见报。
//	// param: district district 青岚区
//	// param: on date 2024-06-30 = today
//	// returns: post string, person string, seen date, days int
//
// The title is English and Chinese, and so are the two doc lines. A param has a name, a
// type and an example; with an equals sign it is optional and has the default that
// follows, or none. A param of a name type (person, post, district, …) is typed as a
// name and reaches the store as the list of the ids that the name can mean, so that no
// query compares names and all namesakes are answered; one that was not given is the
// list of the empty string. The text tests it as x.id IN $person, and an optional one as
// ” IN $person OR x.id IN $person.
//
// A query ends in ORDER BY and one string that no two rows share: Kuzu 0.11.3 forgets the
// keys after a string that is equal in two rows when it merges sorted blocks, so that
// ORDER BY p.name, p.id comes back in another order now and then.
//
// One text serves both stores. Where a dialect forces another, NAME.kuzu.cypher has it,
// under the header of NAME.cypher.
package cypher
