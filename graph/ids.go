package graph

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"strconv"
)

// idBytes is the length of an id before hex: 96 bits keep the chance of one
// collision among a billion ids under one in 10^10.
const idBytes = 12

// ID hashes parts, each prefixed with its length so that ("a.b","c") and
// ("a","b.c") differ, and returns 24 hex digits.
func ID(parts ...string) string {
	h := sha256.New()
	var n [binary.MaxVarintLen64]byte
	for _, p := range parts {
		h.Write(n[:binary.PutUvarint(n[:], uint64(len(p)))])
		h.Write([]byte(p))
	}
	return hex.EncodeToString(h.Sum(nil)[:idBytes])
}

// ArticleID returns the id of a record (key set), else of the nth article (from 0)
// with that heading in a source.
func ArticleID(collection, key, source, heading string, nth int) string {
	if key != "" {
		return ID("Article", collection, "key", key)
	}
	return ID("Article", collection, "source", source, heading, strconv.Itoa(nth))
}

// PersonID returns the id of a person from the name and the smallest anchor.
func PersonID(name, anchor string) string { return ID("Person", name, anchor) }

// RoleID returns the id of a post; articleID counts only when neither a district
// nor an organization is known.
func RoleID(title, districtID, organizationID, articleID string) string {
	if districtID != "" || organizationID != "" {
		articleID = ""
	}
	return ID("Role", title, districtID, organizationID, articleID)
}

// DistrictID returns the id of a division: by its code where there is one, else by
// name, level and parent, else by name, level and article.
func DistrictID(code, name, level, parentID, articleID string) string {
	switch {
	case code != "":
		return ID("District", code)
	case parentID != "":
		return ID("District", name, level, parentID)
	default:
		return ID("District", name, level, "", articleID)
	}
}

// OrganizationID returns the id of an organization. Pass articleID only for a
// generic organ name (区财政局) whose district is not known.
func OrganizationID(name, districtID, articleID string) string {
	if districtID != "" {
		articleID = ""
	}
	return ID("Organization", name, districtID, articleID)
}

// EventID returns the id of an event; without a full date (10 bytes) the article
// keeps it apart from events of the same name.
func EventID(name, date, districtID, articleID string) string {
	if len(date) == len("2006-01-02") {
		articleID = ""
	} else {
		date = ""
	}
	return ID("Event", name, date, districtID, articleID)
}

// InitiativeID returns the id of an initiative from its name without quotes and
// class word, and the province's id or "".
func InitiativeID(core, provinceID string) string { return ID("Initiative", core, provinceID) }

// PolicyID returns the id of a document from its title without a draft mark, and its issuer.
func PolicyID(title, issuer string) string { return ID("Policy", title, issuer) }

// RelationshipID returns the id of a relationship from its type, ends and the
// values of its qualifiers in the order of schema.yaml.
func RelationshipID(typ, startID, endID string, qualifiers ...string) string {
	return ID(append([]string{typ, startID, endID}, qualifiers...)...)
}
