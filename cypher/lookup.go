package cypher

import (
	"context"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"kg/graph"
)

// lookup is one typed name on its way through the stages.
type lookup struct {
	store graph.Store
	text  string
	place []Match
}

// stage finds the nodes of one kind in one way.
type stage func(context.Context, *lookup, kind) ([]Match, error)

// stages are tried in turn; the first that finds anything for any kind has the answer.
var stages = []stage{byID, byName, byShortForm, byPart, byLetters}

// query returns the nodes of a kind that fulfil a condition, sorted by id. On a server
// they are looked for among what the index of names finds for terms; without terms the
// condition must be about the id.
func (l *lookup) query(ctx context.Context, k kind, terms, where string, params map[string]any) ([]Match, error) {
	match := l.from(k.label, "n", terms, params)
	if k.typ == Post && l.place != nil {
		match += " MATCH (n)-[:IN_DISTRICT]->(d:District)"
		where = "d.id IN $place AND (" + where + ")"
		params["place"] = ids(l.place)
	}
	text := match + " WHERE " + where + " RETURN DISTINCT n.id AS id, n.name AS name, " + k.anchor + " AS anchor ORDER BY id"
	res, err := l.store.Query(ctx, text, params)
	if err != nil {
		return nil, err
	}
	matches := make([]Match, 0, len(res.Rows))
	for _, row := range res.Rows {
		matches = append(matches, Match{ID: str(row[0]), Label: k.label, Name: str(row[1]), Anchor: str(row[2])})
	}
	return matches, nil
}

// anchorQuery finds what people belong to, as the canned queries show it.
const anchorQuery = `MATCH (p:Person)
WHERE p.id IN $people
OPTIONAL MATCH (d:District)
WHERE d.id IN p.anchors
WITH p, max(coalesce(d.path, d.name)) AS home
OPTIONAL MATCH (o:Organization)
WHERE o.id IN p.anchors
WITH p, home, max(o.name) AS office
RETURN p.id AS id, coalesce(home, office) AS anchor`

// anchor gives the people among matches their anchors.
func (l *lookup) anchor(ctx context.Context, matches []Match) error {
	var people []any
	for _, m := range matches {
		if m.Label == "Person" {
			people = append(people, m.ID)
		}
	}
	if len(people) == 0 {
		return nil
	}
	res, err := l.store.Query(ctx, anchorQuery, map[string]any{"people": people})
	if err != nil {
		return err
	}
	anchors := map[string]string{}
	for _, row := range res.Rows {
		anchors[str(row[0])] = str(row[1])
	}
	for i, m := range matches {
		if m.Label == "Person" {
			matches[i].Anchor = anchors[m.ID]
		}
	}
	return nil
}

func str(v any) string {
	s, _ := v.(string)
	return s
}

// idForm is that of graph.ID.
var idForm = regexp.MustCompile(`^[0-9a-f]{24}$`)

func byID(ctx context.Context, l *lookup, k kind) ([]Match, error) {
	if !idForm.MatchString(l.text) {
		return nil, nil
	}
	return l.query(ctx, k, "", "n.id = $text", map[string]any{"text": l.text})
}

// codeForm is that of the code of a division, of which its id is made.
var codeForm = regexp.MustCompile(`^[0-9]{2,12}$`)

func byName(ctx context.Context, l *lookup, k kind) ([]Match, error) {
	if k.typ == District && codeForm.MatchString(l.text) {
		return l.query(ctx, k, "", "n.id = $text", map[string]any{"text": graph.DistrictID(l.text, "", "", "", "")})
	}
	terms := phrase(l.text)
	if k.exact != "" {
		terms = pieces(l.text) // a path holds more than the name
	}
	return l.query(ctx, k, terms, "n.name = $text OR $text IN n.aliases"+k.exact, map[string]any{"text": l.text})
}

func byShortForm(ctx context.Context, l *lookup, k kind) ([]Match, error) {
	switch k.typ {
	case District:
		return l.shortDistrict(ctx, k)
	case Post:
		return l.placedPost(ctx, k)
	}
	return nil, nil
}

// shortDistrict finds 青岚区 by 青岚, and by its path with slashes or without (云川市青岚区).
func (l *lookup) shortDistrict(ctx context.Context, k kind) ([]Match, error) {
	found, err := l.query(ctx, k, pieces(l.text), "n.name STARTS WITH $text OR $text ENDS WITH n.name", map[string]any{"text": l.text})
	if err != nil {
		return nil, err
	}
	bare := strings.ReplaceAll(l.text, "/", "")
	return slices.DeleteFunc(found, func(m Match) bool {
		rest, isShort := strings.CutPrefix(m.Name, l.text)
		isPath := strings.HasSuffix(strings.ReplaceAll(m.Anchor, "/", ""), bare) && strings.HasSuffix(bare, m.Name)
		return !isPath && (!isShort || !isSuffix(rest))
	}), nil
}

// placedPost finds 青岚区委书记 by 青岚区区委书记: the name of the place, then the title.
func (l *lookup) placedPost(ctx context.Context, k kind) ([]Match, error) {
	params := map[string]any{"text": l.text}
	query := l.from("District", "d", pieces(l.text), params) +
		" MATCH (n:Role)-[:IN_DISTRICT]->(d) WHERE $text STARTS WITH d.name AND $text ENDS WITH n.title" +
		" RETURN DISTINCT n.id AS id, n.name AS name, d.name AS anchor, d.name + n.title AS full ORDER BY id"
	res, err := l.store.Query(ctx, query, params)
	if err != nil {
		return nil, err
	}
	var matches []Match
	for _, row := range res.Rows {
		if str(row[3]) == l.text {
			matches = append(matches, Match{ID: str(row[0]), Label: k.label, Name: str(row[1]), Anchor: str(row[2])})
		}
	}
	return matches, nil
}

// minPart is how many characters a part of a name must have to find it: a lone surname
// finds nobody.
const minPart = 2

func byPart(ctx context.Context, l *lookup, k kind) ([]Match, error) {
	if utf8.RuneCountInString(l.text) < minPart {
		return nil, nil
	}
	return l.query(ctx, k, phrase(l.text), "n.name CONTAINS $text", map[string]any{"text": l.text})
}

// byLetters compares names without quotes, brackets and spaces: 灯塔机制 finds “灯塔”机制.
func byLetters(ctx context.Context, l *lookup, k kind) ([]Match, error) {
	letters := onlyLetters(l.text)
	if utf8.RuneCountInString(letters) < minPart {
		return nil, nil
	}
	_, first := utf8.DecodeRuneInString(letters)
	found, err := l.query(ctx, k, pieces(l.text), "n.name CONTAINS $text", map[string]any{"text": letters[:first]})
	return slices.DeleteFunc(found, func(m Match) bool {
		return !strings.Contains(onlyLetters(m.Name), letters)
	}), err
}

// onlyLetters drops what is neither letter nor digit. Case stays: the stores compare with it.
func onlyLetters(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return r
		}
		return -1
	}, s)
}

// nearNames bounds how many names an error offers, nearMost how many it chooses from.
const (
	nearNames = 5
	nearMost  = int64(2000)
)

// near returns names of the type that share characters with the text.
func (l *lookup) near(ctx context.Context, t Type) ([]string, error) {
	var chars []any
	for _, r := range onlyLetters(l.text) {
		chars = append(chars, string(r))
	}
	if len(chars) == 0 {
		return nil, nil
	}
	var names []string
	for _, k := range kindsOf(t) {
		params := map[string]any{"chars": chars, "most": nearMost}
		query := l.from(k.label, "n", likeness(l.text), params) + " UNWIND $chars AS c WITH n, c WHERE n.name CONTAINS c WITH n.name AS name, count(*) AS shared" +
			" RETURN name, shared ORDER BY shared DESC, name LIMIT $most"
		res, err := l.store.Query(ctx, query, params)
		if err != nil {
			return nil, err
		}
		for _, row := range res.Rows {
			names = append(names, str(row[0]))
		}
	}
	return Near(l.text, names, nearNames), nil
}
