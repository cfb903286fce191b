package lexicon

import (
	"fmt"
	"slices"
	"strings"
	"sync"
)

// Division is one administrative division or a zone of that rank. Its strings
// point into the embedded table; nothing of it may be changed.
type Division struct {
	Name    string    // full name: 新乡市
	Short   string    // usual form without the class word: 新乡; the name itself where none is in use (滑县)
	Aliases []string  // further short forms: 恩施州; nil for most
	Level   string    // province, city, county, township or zone
	Code    string    // 6 digits, townships and zones of their rank 9
	Parent  *Division // nil for provinces
}

// Path returns the names from the province down, joined by slashes:
// 河南省/新乡市/牧野区.
func (d *Division) Path() string {
	if d.Parent == nil {
		return d.Name
	}
	return d.Parent.Path() + "/" + d.Name
}

// Within reports whether d is outer or lies inside it.
func (d *Division) Within(outer *Division) bool {
	for ; d != nil; d = d.Parent {
		if d == outer {
			return true
		}
	}
	return false
}

// DivisionTable answers questions about all known divisions. It is immutable and
// safe for concurrent use.
type DivisionTable struct {
	all     []*Division            // by name, then code
	index   map[bigram]nameRange   // the part of all whose names start with two characters
	first   runeSet                // first characters of all names
	byShort map[string][]*Division // above the townships only

	shortFirst runeSet              // first characters of short forms
	upper      map[string]*Division // 6-digit codes
	lower      func() map[string]*Division
	renamed    map[string][]Renaming
}

// Renaming is an old name or code of a division that was renamed, merged or
// changed its class.
type Renaming struct {
	OldName, OldCode string
	NewName, NewCode string
	Year             string // of the approval
}

// Divisions returns the table. The first call reads it, some 15 ms.
var Divisions = sync.OnceValue(func() *DivisionTable { return mustTable(newDivisionTable()) })

// newDivisionTable reads and links the embedded tables.
func newDivisionTable() (*DivisionTable, error) {
	upper, err := readUpper()
	if err != nil {
		return nil, err
	}
	t := &DivisionTable{upper: make(map[string]*Division, len(upper)), byShort: make(map[string][]*Division, len(upper))}
	for i := range upper {
		t.upper[upper[i].Code] = &upper[i]
	}
	lower, err := readLower()
	if err != nil {
		return nil, err
	}
	if err := t.link(upper, lower); err != nil {
		return nil, err
	}
	for i := range upper {
		t.addShorts(&upper[i])
	}
	t.all = mergeByName(upper, lower)
	t.buildIndex()
	t.lower = sync.OnceValue(func() map[string]*Division {
		codes := make(map[string]*Division, len(lower))
		for i := range lower {
			codes[lower[i].Code] = &lower[i]
		}
		return codes
	})
	t.renamed, err = readRenamings()
	return t, err
}

func readUpper() ([]Division, error) {
	divisions := make([]Division, 0, 3500)
	err := scanRows(files, "divisions.tsv", 4, false, func(f []string) error {
		d := Division{Name: f[0], Code: f[1], Level: f[2]}
		short, aliases, more := strings.Cut(f[3], "|")
		d.Short = short
		if more {
			d.Aliases = strings.Split(aliases, "|")
		}
		divisions = append(divisions, d)
		return nil
	})
	return divisions, err
}

func readLower() ([]Division, error) {
	divisions := make([]Division, 0, 42000)
	err := scanRows(files, "townships.tsv", 2, false, func(f []string) error {
		if len(f[1]) != 9 {
			return fmt.Errorf("code %q has %d digits, want 9", f[1], len(f[1]))
		}
		divisions = append(divisions, Division{Name: f[0], Short: townshipShort(f[0]), Code: f[1], Level: townshipLevel(f[0], f[1])})
		return nil
	})
	return divisions, err
}

func readRenamings() (map[string][]Renaming, error) {
	rows, err := readRelation("divisions_renamings.tsv", 5)
	if err != nil {
		return nil, err
	}
	renamed := make(map[string][]Renaming, len(rows))
	for _, row := range rows {
		renamed[row[0]] = append(renamed[row[0]], Renaming{OldName: row[0], OldCode: row[1], NewCode: row[2], NewName: row[3], Year: row[4]})
	}
	return renamed, nil
}

// link sets the parents. A division's parent is the one whose code is its longest
// proper prefix: 419001 (济源市) has no city above it and belongs to 410000.
func (t *DivisionTable) link(upper, lower []Division) error {
	parent := func(code string) *Division {
		if len(code) == 9 {
			if d := t.upper[code[:6]]; d != nil {
				return d
			}
		}
		if d := t.upper[code[:4]+"00"]; d != nil && d.Code != code {
			return d
		}
		return t.upper[code[:2]+"0000"]
	}
	for _, divisions := range [][]Division{upper, lower} {
		for i := range divisions {
			d := &divisions[i]
			if d.Level == "province" {
				continue
			}
			if d.Parent = parent(d.Code); d.Parent == nil {
				return fmt.Errorf("division %s %s has no parent", d.Name, d.Code)
			}
		}
	}
	return nil
}

func (t *DivisionTable) addShorts(d *Division) {
	t.byShort[d.Short] = append(t.byShort[d.Short], d)
	t.shortFirst.add(firstRune(d.Short))
	for _, alias := range d.Aliases {
		t.byShort[alias] = append(t.byShort[alias], d)
		t.shortFirst.add(firstRune(alias))
	}
}

// mergeByName returns the divisions of two lists that are each sorted by name.
func mergeByName(upper, lower []Division) []*Division {
	all := make([]*Division, 0, len(upper)+len(lower))
	for i, j := 0, 0; i < len(upper) || j < len(lower); {
		if j == len(lower) || i < len(upper) && upper[i].Name <= lower[j].Name {
			all = append(all, &upper[i])
			i++
		} else {
			all = append(all, &lower[j])
			j++
		}
	}
	return all
}

// ByName returns the divisions with this full name, higher levels first and then
// by code, or nil. The slice is shared: do not change it.
func (t *DivisionTable) ByName(name string) []*Division {
	at, found := slices.BinarySearchFunc(t.all, name, compareName)
	if !found {
		return nil
	}
	return t.sameName(at)
}

// ByShort returns the divisions above the townships with this short form (新乡,
// 恩施州), or nil: several for 朝阳. The slice is shared: do not change it.
func (t *DivisionTable) ByShort(short string) []*Division { return t.byShort[short] }

// TownshipsByShort returns the townships and zones of their rank whose name is
// short and a class word: 和平路 for 和平路街道. It is apart from ByShort because
// most of these words are more often something else.
func (t *DivisionTable) TownshipsByShort(short string) []*Division {
	at, _ := slices.BinarySearchFunc(t.all, short, compareName)
	var found []*Division
	for ; at < len(t.all) && strings.HasPrefix(t.all[at].Name, short); at++ {
		if d := t.all[at]; len(d.Code) == 9 && d.Short == short {
			found = append(found, d)
		}
	}
	return found
}

// ByCode returns the division with this code of 6 or 9 digits, or nil. Old codes
// are not resolved; see Renamed. The first call for a township builds their index.
func (t *DivisionTable) ByCode(code string) *Division {
	if len(code) == 9 {
		return t.lower()[code]
	}
	return t.upper[code]
}

// Renamed returns what became of divisions that once had this full name, or nil.
// The list holds well-known changes since 2009 only. A name in it may be in use
// again for another place (永定县, 狮子山区).
func (t *DivisionTable) Renamed(oldName string) []Renaming { return t.renamed[oldName] }

// sameName returns the run of t.all, starting at at, that shares one name.
func (t *DivisionTable) sameName(at int) []*Division {
	end := at + 1
	for end < len(t.all) && t.all[end].Name == t.all[at].Name {
		end++
	}
	return t.all[at:end:end]
}

func compareName(d *Division, name string) int { return strings.Compare(d.Name, name) }
