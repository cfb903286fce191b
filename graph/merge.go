package graph

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"strings"
)

// MergeOptions says where and with how much memory to merge; the zero value works.
type MergeOptions struct {
	// TempDir is where temporary files go; empty means the system's folder for them.
	TempDir string
	// MemoryBytes bounds what the sorts keep; 0 means 256 MiB. Merging uses some
	// tens of megabytes beside it.
	MemoryBytes int64
	// Identify decides which mentions of one name are one person; nil means ByAnchors.
	Identify IdentityFunc
}

const (
	defaultMergeBytes = 256 << 20
	// maxRecord is the longest record that the sort itself carries; the rest of a
	// longer one, such as an article's text, waits in a file.
	maxRecord = 1 << 10
	// usualRecord is what a record takes with its string, on average, in a corpus of
	// news; it only steers memory.
	usualRecord = 512
	// usualMention is the same for a name, three ids and anchors.
	usualMention = 256
	// placeCache bounds the set that keeps places from being recorded for every article.
	placeCache = 1 << 15
)

// Merger folds contributions into one graph. The result is a function of the set of
// contributions: neither their order nor how they were spread over files matters, and
// one that comes twice counts once. Facts wait in temporary files, so that memory does
// not grow with the number of articles. A Merger is not safe for concurrent use and
// must be closed.
type Merger struct {
	v        *Vocabulary
	identify IdentityFunc
	dir      string
	ident    *sorter   // articles, mentions of people, names of places
	facts    *sorter   // records whose ids are final
	people   *tempFile // records that touch a person, whose id is not final yet
	blobs    *tempFile // what is too long for the sort
	places   map[string]struct{}
	key, buf []byte
	err      error // of an Add that left half a contribution behind
	finished bool
}

// NewMerger makes a merger; Close removes its temporary files.
func NewMerger(o MergeOptions) (*Merger, error) {
	dir, err := os.MkdirTemp(o.TempDir, "kg-merge-*")
	if err != nil {
		return nil, fmt.Errorf("make temporary folder: %w", err)
	}
	m := &Merger{v: Schema(), identify: o.Identify, dir: dir, places: make(map[string]struct{})}
	if m.identify == nil {
		m.identify = ByAnchors
	}
	memory := o.MemoryBytes
	if memory <= 0 {
		memory = defaultMergeBytes
	}
	if m.people, err = newTempFile(dir, "people-*"); err != nil {
		return nil, errors.Join(err, m.Close())
	}
	if m.blobs, err = newTempFile(dir, "long-*"); err != nil {
		return nil, errors.Join(err, m.Close())
	}
	m.ident = newSorter(dir, memory/8, usualMention)
	m.facts = newSorter(dir, memory-memory/8, usualRecord)
	return m, nil
}

// Close ends the merge wherever it is and removes its temporary files. It may be
// called more than once.
func (m *Merger) Close() error {
	for _, s := range []**sorter{&m.ident, &m.facts} {
		if *s != nil {
			(*s).close()
			*s = nil
		}
	}
	for _, t := range []**tempFile{&m.people, &m.blobs} {
		if *t != nil {
			(*t).close()
			*t = nil
		}
	}
	if err := os.RemoveAll(m.dir); err != nil {
		return fmt.Errorf("remove temporary files: %w", err)
	}
	return nil
}

// Add takes one contribution, which it does not keep. A contribution that breaks the
// vocabulary, or has a relationship to a node that it does not have itself, is refused
// as a whole and the merge can go on without it; after any other error it cannot.
// An article without a hash gets the hash of what came.
func (m *Merger) Add(c *Contribution) error {
	if m.err != nil {
		return m.err
	}
	if m.finished || m.facts == nil {
		return errors.New("merge: Add after Finish or Close")
	}
	if err := m.v.checkContribution(c); err != nil {
		return err
	}
	if err := m.addArticle(c); err != nil {
		m.err = fmt.Errorf("article %s: %w", c.Article.ID, err)
		return m.err
	}
	for i := range c.Facts {
		if err := m.addFact(&c.Article, i, &c.Facts[i]); err != nil {
			m.err = fmt.Errorf("article %s: fact %d: %w", c.Article.ID, i, err)
			return m.err
		}
	}
	return nil
}

// articleNumber is the number of the article's own node among its facts.
const articleNumber = 1<<32 - 1

func (m *Merger) addArticle(c *Contribution) error {
	a := c.Article
	if a.Hash == "" {
		a.Hash = c.computeHash()
	}
	if err := m.ident.add(strings.Join([]string{identArticle, a.ID, a.Hash, a.Source}, "\x00")); err != nil {
		return err
	}
	values, err := appendValues(m.buf[:0], articleProperties(&a), nil, &m.v.codes)
	if err != nil {
		return err
	}
	m.buf = values
	return m.sort(&record{
		kind: recordNode, id: a.ID, when: whenKey(&a), article: a.ID, number: articleNumber,
		label: labelArticle, values: string(values),
	})
}

// articleProperties are the properties of the article's node.
func articleProperties(a *Article) Properties {
	p := Properties{"ordinal": int64(a.Ordinal)}
	for _, f := range [...]struct{ name, value string }{
		{"name", a.Name},
		{"collection", a.Collection},
		{"key", a.Key},
		{"source", a.Source},
		{"publisher", a.Publisher},
		{"url", a.URL},
		{"page", a.Page},
		{"published", a.Published},
		{"dateline", a.Dateline},
		{"hash", a.Hash},
		{"text", a.Text},
	} {
		if f.value != "" {
			p[f.name] = f.value
		}
	}
	return p
}

func (m *Merger) addFact(a *Article, i int, f *Fact) error {
	values, err := appendValues(m.buf[:0], f.Properties, f.Evidence, &m.v.codes)
	if err != nil {
		return err
	}
	m.buf = values
	r := record{
		kind: recordNode, id: f.ID, when: whenKey(a), article: a.ID, number: uint32(i),
		label: f.Label, values: string(values),
	}
	if f.Type == RelationshipFact {
		r.kind, r.start, r.end = recordRelationship, *f.Start, *f.End
		if r.start.Label != labelPerson && r.end.Label != labelPerson {
			return m.sort(&r)
		}
		return m.wait(&r)
	}
	switch f.Label {
	case labelPerson:
		if err := m.ident.add(mentionRecord(a, f)); err != nil {
			return err
		}
		return m.wait(&r)
	case labelDistrict, labelOrganization:
		if err := m.addPlace(f); err != nil {
			return err
		}
	}
	return m.sort(&r)
}

// addPlace records the name of a place for the reasons of POSSIBLY_SAME_AS.
func (m *Merger) addPlace(f *Fact) error {
	rec := placeRecord(f)
	if _, ok := m.places[rec]; ok {
		return nil
	}
	if len(m.places) >= placeCache {
		clear(m.places)
	}
	m.places[rec] = struct{}{}
	return m.ident.add(rec)
}

// wait keeps a record until the ids of people are known.
func (m *Merger) wait(r *record) error {
	m.key = r.appendRest(r.appendKey(m.key[:0]), &m.v.codes)
	_, err := m.people.add(m.key)
	return err
}

// sort hands a record with final ids to the sort.
func (m *Merger) sort(r *record) error {
	m.key = r.appendKey(m.key[:0])
	n := len(m.key)
	m.key = r.appendRest(m.key, &m.v.codes)
	if len(m.key) > maxRecord {
		rest := m.key[n:]
		place, err := m.blobs.add(rest)
		if err != nil {
			return err
		}
		size := len(rest)
		m.key = append(m.key[:n], blobMark)
		m.key = binary.BigEndian.AppendUint64(m.key, uint64(place))
		m.key = binary.BigEndian.AppendUint64(m.key, uint64(size))
	}
	return m.facts.add(string(m.key))
}

// read decodes a sorted record.
func (m *Merger) read(s string, r *record) error {
	rest, err := r.readKey(s)
	if err != nil {
		return err
	}
	if rest[0] == blobMark {
		if len(rest) != 17 {
			return errRecord
		}
		place := binary.BigEndian.Uint64([]byte(rest[1:9]))
		size := binary.BigEndian.Uint64([]byte(rest[9:]))
		b, err := m.blobs.at(int64(place), int(size))
		if err != nil {
			return err
		}
		rest = string(b)
	}
	return r.readRest(rest, &m.v.codes)
}

// Finish hands out the merged graph: nodes, then relationships, each sorted bytewise
// by id, with the id among the properties. It stops at the first error of node or rel.
// What it hands out is the caller's to keep. It can be called once.
func (m *Merger) Finish(ctx context.Context, node func(*Node) error, rel func(*Relationship) error) error {
	switch {
	case m.err != nil:
		return m.err
	case m.finished || m.facts == nil:
		return errors.New("merge: Finish called twice or after Close")
	}
	m.finished = true
	ids, err := m.resolve(ctx)
	if err != nil {
		return err
	}
	if err := m.settle(ctx, ids); err != nil {
		return err
	}
	f := folder{v: m.v, node: node, rel: rel}
	var r record
	for s, err := range m.facts.sorted(ctx) {
		if err != nil {
			return err
		}
		if err := m.read(s, &r); err != nil {
			return err
		}
		if err := f.add(&r); err != nil {
			return err
		}
	}
	return f.flush()
}

// settle gives the waiting records the final ids of people and sorts them.
func (m *Merger) settle(ctx context.Context, ids *identities) error {
	var r record
	return m.people.each(func(b []byte) error {
		if err := ctx.Err(); err != nil {
			return err
		}
		s := string(b)
		if s[0] == candidateMark {
			return m.sort(ids.candidate(m.v, s))
		}
		rest, err := r.readKey(s)
		if err != nil {
			return err
		}
		if err := r.readRest(rest, &m.v.codes); err != nil {
			return err
		}
		m.rename(&r, ids.final)
		if r.label == typePossiblySameAs && r.start.ID == r.end.ID {
			return nil // a doubt that merging has settled
		}
		return m.sort(&r)
	})
}

// rename maps the ids of people in r to their final ones.
func (m *Merger) rename(r *record, final map[string]string) {
	if r.kind == recordNode {
		if id, ok := final[r.id]; ok {
			r.id = id
		}
		return
	}
	changed := false
	for _, e := range [...]*End{&r.start, &r.end} {
		if id, ok := final[e.ID]; ok && e.Label == labelPerson {
			e.ID, changed = id, true
		}
	}
	if r.label == typePossiblySameAs && r.start.ID > r.end.ID {
		r.start, r.end, changed = r.end, r.start, true // one direction, as the candidates have
	}
	if changed {
		props := make(Properties)
		vr := valueReader{s: r.values}
		vr.properties(&m.v.codes, func(name string, value any) { props[name] = value })
		r.id = m.v.relationshipID(r.label, r.start.ID, r.end.ID, props)
	}
}
