package relation

import (
	"regexp"

	"kg/extract/link"
	"kg/extract/mention"
)

// Shapes of a résumé: its head (林知远，男，汉族), and a line of it (2003.07--2007.08 …).
var (
	resumeHead = regexp.MustCompile(`^[ 　]*[` + string(officialSign) + string(personSign) + `](?:同志)?(?:简历|[，,][男女][，,])`)
	resumeLine = regexp.MustCompile(`^[ 　（(]*(?:19|20)[0-9]{2}[.．年/-][0-9]{1,2}月?[ 　]*(?:-{1,2}|—{1,2}|－{1,2}|–|~|～|至)[ 　]*((?:19|20)[0-9]{2}[.．年/-][0-9]{1,2}月?)?`)
	resumeNow  = regexp.MustCompile(`^[ 　]*(?:现任|现为|历任|曾任|先后任)`)
)

// Rules of résumés, which read lines that do not name whose they are.
const resumeRule = "holds.resume"

// readResumes records the posts in the lines of a résumé, which are those of the person at its
// head. A post with an end is a former one.
func (r *reader) readResumes() {
	var whose *link.Entity
	for i := range r.skeletons {
		k := &r.skeletons[i]
		if resumeHead.MatchString(k.Text) {
			whose = r.firstPerson(k)
		}
		if whose == nil {
			continue
		}
		status := mention.CurrentStatus
		switch line := resumeLine.FindStringSubmatch(k.Text); {
		case line != nil && line[1] != "":
			status = "former"
		case line == nil && !resumeNow.MatchString(k.Text):
			continue
		}
		r.holdAll(k, whose, status)
	}
}

func (r *reader) firstPerson(k *skeleton) *link.Entity {
	for _, i := range k.in(0, len(k.Text)) {
		if r.Mentions[i].Person != nil {
			return r.Entities[i]
		}
	}
	return nil
}

// holdAll records that somebody holds every post that sentence k names, if it names nobody else.
func (r *reader) holdAll(k *skeleton, whose *link.Entity, status string) {
	for _, i := range k.in(0, len(k.Text)) {
		if r.Mentions[i].Person != nil && r.Entities[i] != whose {
			return
		}
	}
	for _, i := range k.in(0, len(k.Text)) {
		if r.Mentions[i].Post != nil && r.Entities[i] != nil {
			r.hold(fact{typ: "HOLDS_ROLE", as: status, start: whose, end: r.Entities[i], span: k.Span, rule: resumeRule})
		}
	}
}
