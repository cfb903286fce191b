package mention

import (
	"sort"
	"strings"
	"unicode/utf8"

	"kg/extract/lexicon"
)

// findPeople finds bylines and then the people of the story: after a title, in a list
// with somebody found, before a title (覃处长 is nobody, 覃如玉处长 is), between words that
// are part of no name, and wherever a name stands that was found somewhere.
func (s *scanner) findPeople() {
	s.findBylines()
	taken := make([]bool, len(s.text)+1)
	mark := func(list []Mention) {
		for _, m := range list {
			for b := m.Start; b < m.End; b++ {
				taken[b] = true
			}
		}
	}
	var posts, kinds []Mention
	for _, t := range s.titles {
		if t.Post.Class == lexicon.PersonTitle {
			kinds = append(kinds, t)
		} else {
			posts = append(posts, t)
		}
	}
	mark(posts)
	mark(s.people)
	mark(s.others)
	f := &personFinder{scanner: s, taken: taken, names: map[string]string{}}
	f.afterTitles()
	mark(kinds) // 局长王保安: a name may have 保安 in it
	f.beforeTitles()
	mark(s.organs)
	f.anywhere()
	f.again()
	f.dropSlogans()
}

// dropSlogans drops the names that stand in formulas (以某某同志为核心): who is named so takes
// no part in the story.
func (f *personFinder) dropSlogans() {
	kept := f.people[:0]
	for _, m := range f.people {
		if m.Person.Byline != "" || lexicon.SloganAt(f.text, m.End) == "" {
			kept = append(kept, m)
		}
	}
	f.people = kept
}

// personFinder holds what is known while the people of one article are found.
type personFinder struct {
	*scanner
	taken []bool
	names map[string]string // name -> rule that found it first
}

// add records a person at [start, end).
func (f *personFinder) add(start, end int, rule string) {
	m := f.mention(Person, start, end, rule)
	m.Person = &PersonPart{}
	f.people = append(f.people, m)
	for b := start; b < end; b++ {
		f.taken[b] = true
	}
	if _, known := f.names[m.Text]; !known {
		f.names[m.Text] = rule
	}
}

// free reports whether nothing was found in [start, end).
func (f *personFinder) free(start, end int) bool { return !anyTrue(f.taken[start:end]) }

// afterTitles finds the names behind titles, and the lists that begin with them.
func (f *personFinder) afterTitles() {
	for i := range f.titles {
		t := &f.titles[i]
		limit := titleLimit
		if t.Post.Class == lexicon.PersonTitle {
			limit = wordLimit
		}
		at := f.skip(t.End, titleGaps)
		if strings.HasPrefix(f.text[at:], "的") {
			at, limit = at+len("的"), organLimit // 时任区长的林知远
		}
		if end, ok := f.accept(at, limit); ok {
			f.add(at, end, "person.title")
			f.list(end)
		}
	}
}

// titleGaps may stand between a title and its holder.
const titleGaps = " 　:：“"

// skip returns the first byte from at on that is none of the characters of gaps.
func (s *scanner) skip(at int, gaps string) int {
	for at < len(s.text) {
		r, size := utf8.DecodeRuneInString(s.text[at:])
		if !strings.ContainsRune(gaps, r) {
			break
		}
		at += size
	}
	return at
}

// accept returns the end of the name at byte at when its score reaches limit.
func (f *personFinder) accept(at int, limit float64) (int, bool) {
	if end := f.dottedName(at); end != 0 && f.free(at, end) {
		return end, true
	}
	if end, ok := f.spacedName(at); ok && limit <= titleLimit {
		return end, true
	}
	end, score := f.bestName(at, limit <= titleLimit)
	if limit <= titleLimit && (end == 0 || score < plainLimit) {
		if foreign := f.foreignName(at); foreign > end && f.free(at, foreign) {
			return foreign, true
		}
	}
	return end, end != 0 && score >= limit && f.free(at, end) && (!f.isWord(at, end) || limit <= titleLimit && f.isKnownName(at, end))
}

// isKnownName reports whether [start, end) is a learned word because it is somebody's name:
// a common surname and a likely given name.
func (f *personFinder) isKnownName(start, end int) bool {
	surname, _ := lexicon.SurnameAt(f.text, start)
	entry, _ := lexicon.LookupSurname(surname)
	return entry.Class == "common" && !f.isPlainWord(start, end)
}

// isWord reports whether [start, end) is a usual word rather than a name: a learned word
// whose first character is a rare surname.
func (f *personFinder) isWord(start, end int) bool {
	if lexicon.WordCount(f.text[start:end]) == 0 {
		return false
	}
	surname, _ := lexicon.SurnameAt(f.text, start)
	entry, _ := lexicon.LookupSurname(surname)
	return entry.Class == "rare" || entry.Word
}

// spacedName returns the end of a name of two characters that was set apart to the width
// of three (王　刚).
func (f *personFinder) spacedName(at int) (int, bool) {
	surname, ok := lexicon.SurnameAt(f.text, at)
	if !ok {
		return 0, false
	}
	from := at + len(surname)
	given := f.skip(from, " 　")
	if given == from {
		return 0, false
	}
	r, size := utf8.DecodeRuneInString(f.text[given:])
	end := given + size
	next := f.runeAt(end)
	if !han(r) || han(next) || !f.free(at, end) {
		return 0, false
	}
	return end, lexicon.GivenScore(string(r)) > titleLimit
}

// list goes on with the names that follow one that ends at byte end: 、B、C和D.
func (f *personFinder) list(end int) {
	for {
		at, sure := f.listGap(end)
		if at == 0 {
			return
		}
		limit := titleLimit
		if !sure {
			limit = plainLimit
		}
		next, ok := f.accept(at, limit)
		if !ok {
			return
		}
		f.add(at, next, "person.list")
		end = next
	}
}

// listGap returns where the next name of a list may start after byte end, 0 for nowhere;
// sure is false after a mark that also ends clauses.
func (s *scanner) listGap(end int) (at int, sure bool) {
	at = s.skipBracket(end)
	switch r := s.runeAt(at); {
	case r == '、' || r == '和' || r == '与' || r == '及':
		return s.skip(at+utf8.RuneLen(r), " 　"), true
	case r == '，' || r == ',':
		return s.skip(at+utf8.RuneLen(r), " 　"), false
	case strings.HasPrefix(s.text[at:], "以及"):
		return at + len("以及"), true
	case r == ' ' || r == '　':
		return s.skip(at, " 　"), true
	}
	return 0, false
}

// maxBracket is the longest remark behind a name, in bytes: （正部级）.
const maxBracket = 60

// skipBracket returns the byte after a bracket that opens at byte at, else at.
func (s *scanner) skipBracket(at int) int {
	if r := s.runeAt(at); r != '（' && r != '(' {
		return at
	}
	rest := s.text[at:min(len(s.text), at+maxBracket)]
	if i := strings.IndexAny(rest, "）)"); i > 0 && !strings.ContainsAny(rest[:i], "\n。") {
		_, size := utf8.DecodeRuneInString(rest[i:])
		return at + i + size
	}
	return at
}

// beforeTitles finds names in front of bare titles: 覃如玉处长, 黄来生副主席.
func (f *personFinder) beforeTitles() {
	for i := range f.titles {
		t := &f.titles[i]
		if r := f.runeBefore(t.Start); r == '（' || r == '(' {
			f.beforeBracket(t.Start - utf8.RuneLen(r))
			continue
		}
		if !f.isBare(t) {
			continue
		}
		for _, count := range []int{3, 2, 4} {
			start := f.back(t.Start, count)
			if start < 0 || !f.free(start, t.Start) || !f.opens(start) {
				continue
			}
			if end, score := f.nameAt(start); end == t.Start && score >= f.limitBefore(t, start) && !f.isPlainWord(start, end) {
				f.add(start, end, "person.before-title")
				break
			}
		}
	}
}

// isBare reports whether a title has nothing in it that would keep a name from standing
// directly before it.
func (f *personFinder) isBare(t *Mention) bool {
	if t.Post.Place.End > t.Post.Place.Start || t.Post.Organ.End > t.Post.Organ.Start || t.Post.Class == lexicon.GenericTitle {
		return false
	}
	return t.Post.Class != lexicon.PersonTitle || f.startsPlain(t.End)
}

// beforeBracket finds the name that ends at byte end, where a title in brackets follows:
// 林知远（青岚区区长）.
func (f *personFinder) beforeBracket(end int) {
	for _, count := range []int{3, 2, 4} {
		start := f.back(end, count)
		if start < 0 || !f.free(start, end) || !f.opens(start) {
			continue
		}
		if e, score := f.nameAt(start); e == end && score >= organLimit && !f.isPlainWord(start, end) {
			f.add(start, end, "person.before-title")
			return
		}
	}
}

// startsPlain reports whether byte i starts no name: 教授李某 has its name behind it.
func (f *personFinder) startsPlain(i int) bool {
	end, score := f.nameAt(i)
	return end == 0 || score < plainLimit
}

// limitBefore is the limit for a name at byte start in front of title t.
func (f *personFinder) limitBefore(t *Mention, start int) float64 {
	if t.Post.Class == lexicon.PersonTitle {
		return plainLimit
	}
	if _, ok := lexicon.OrganBefore(f.text, start); ok || start > 0 && f.taken[start-1] {
		return organLimit
	}
	return plainLimit
}

// back returns the byte that lies count Chinese characters before end, or -1.
func (s *scanner) back(end, count int) int {
	for range count {
		r, size := utf8.DecodeLastRuneInString(s.text[:end])
		if !han(r) {
			return -1
		}
		end -= size
	}
	return end
}

// opens reports whether a name may start at byte i for what stands before it: a mark, a
// word that is part of no name, the end of an organ, title or name.
func (f *personFinder) opens(i int) bool {
	if i == 0 || f.taken[i-1] {
		return true
	}
	if r := f.runeBefore(i); !han(r) {
		return true
	}
	_, word := f.before(i)
	if lexicon.IsBoundary(word) {
		return true
	}
	_, ok := lexicon.OrganBefore(f.text, i)
	return ok
}

// anywhere finds names without a title.
func (f *personFinder) anywhere() {
	for _, t := range f.tokens {
		at := t.Start
		if f.text[at] < 0xE0 || f.taken[at] || f.shade[at] {
			continue
		}
		if !lexicon.StartsSurname(f.runeAt(at)) && !f.dots || !f.opens(at) {
			continue
		}
		if end := f.weakName(at); end != 0 {
			f.add(at, end, "person.context")
			f.list(end)
		}
	}
}

// weakName returns the end of a name at byte at that no title or list vouches for; 0 for
// none.
func (f *personFinder) weakName(at int) int {
	if end := f.dottedName(at); end != 0 && f.free(at, end) {
		return end
	}
	end, score := f.nameAt(at)
	if end == 0 || score < speechLimit || f.after(end) < singleScore {
		return 0
	}
	if score < weakLimit && !f.speaks(at, end) && !f.isAppointed(at, score) || !f.free(at, end) || f.isWord(at, end) || f.isPlainWord(at, end) {
		return 0
	}
	return end
}

// speaks reports whether what may be a name in [at, end) begins a clause and a verb of
// saying follows, or what a résumé says first: 张三强调, 张三，男.
func (f *personFinder) speaks(at, end int) bool {
	if at > 0 && han(f.runeBefore(at)) {
		return false
	}
	if startsWithAny(f.text[end:], "，男， ，女， ,男, ,女, 简历") {
		return true // the head of a résumé
	}
	word, class := lexicon.BoundaryAt(f.text, end)
	return class == lexicon.SpeechWord && runes(word) > 1 || class == lexicon.OfficeWord
}

// isAppointed reports whether a verb of appointing stands before byte at: 任命林知远.
func (f *personFinder) isAppointed(at int, score float64) bool {
	_, word := f.before(at)
	return lexicon.BoundaryClass(word) == lexicon.AppointWord && score >= speechLimit
}

// isPlainWord reports whether [start, end) is a learned word whose characters are not
// those of names (全家, 文史).
func (f *personFinder) isPlainWord(start, end int) bool {
	name := f.text[start:end]
	if len(lexicon.Divisions().ByShort(name)) > 0 {
		return true // 沈阳
	}
	surname, _ := lexicon.SurnameAt(f.text, start)
	return lexicon.WordCount(name) > 0 && lexicon.GivenScore(strings.TrimPrefix(name, surname)) < sureGiven
}

// sureGiven is the score from which a given name is one although the whole is a usual
// word, as names of well-known people are.
const sureGiven = 2.0

// again finds every further place of the names that were found, longest names first.
func (f *personFinder) again() {
	names := make([]string, 0, len(f.names))
	for name := range f.names {
		names = append(names, name)
	}
	sort.Slice(names, func(i, j int) bool {
		if len(names[i]) != len(names[j]) {
			return len(names[i]) > len(names[j])
		}
		return names[i] < names[j]
	})
	for _, name := range names {
		for from := 0; ; {
			i := strings.Index(f.text[from:], name)
			if i < 0 {
				break
			}
			start := from + i
			from = start + len(name)
			if f.free(start, from) && !f.shade[start] {
				f.add(start, from, "person.again")
			}
		}
	}
}
