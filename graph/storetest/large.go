package storetest

import (
	"fmt"
	"iter"
	"math/rand/v2"
	"strings"

	"kg/graph"
)

// Large is a collection for tests of size. Its articles are a function of Seed and their
// number: two counties' officials meet nobody of the other, but a county's own officials
// meet often, change posts, and adopt policies; initiatives spread over counties.
type Large struct {
	Seed      uint64
	Articles  int
	Attendees int // officials of one event
}

// The size of the world that the articles are about.
const (
	largeCities       = 10
	largeCounties     = 10 // of each city
	largeReporters    = 8  // of each city
	largeThemes       = 120
	largeFirstYear    = 2010
	largeYears        = 14
	largeTermYears    = 3
	largeWarmDistrict = 7 // every so many-th article is about the first county, which all know
)

// What names are made of; a name's meaning is nothing to the stores.
const (
	largeSurnames = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕"
	largeGiven    = "安柏澄初岱恩帆耕衡嘉凯岚鸣宁培琦融思庭维希研远昭哲知至卓子清若溪言书白亦青望舒行"
	largeWords    = "城区 路桥 清河 治水 护林 惠农 强企 兴教 便民 安居 节能 创新"
)

var largePosts = []string{"区委书记", "区长", "区委副书记", "区委常委", "副区长", "区人大常委会主任", "区政协主席", "区委秘书长"}

// All yields the contributions.
func (l Large) All() iter.Seq2[*graph.Contribution, error] {
	return func(yield func(*graph.Contribution, error) bool) {
		for i := range l.Articles {
			if !yield(l.article(i), nil) {
				return
			}
		}
	}
}

// largeArticle is one article while it is made.
type largeArticle struct {
	*builder
	random   *rand.Rand
	county   int // over all cities
	year     int
	name     string // of the county
	district graph.End
	lead     string
}

func (l Large) article(i int) *graph.Contribution {
	random := rand.New(rand.NewPCG(l.Seed, uint64(i)))
	county := random.IntN(largeCities * largeCounties)
	if i%largeWarmDistrict == 0 {
		county = 0
	}
	city := county / largeCounties
	year := largeFirstYear + random.IntN(largeYears)
	day := fmt.Sprintf("%d-%02d-%02d", year, 1+random.IntN(12), 1+random.IntN(28))
	name := LargeCounty(county)
	title := fmt.Sprintf("%s召开%s工作第%d次会议", name, pick(random, strings.Fields(largeWords)), i)
	lead := fmt.Sprintf("%s在%s举行，%s有关负责人参加。", title, name, LargeCity(city))
	b := newArticle(fmt.Sprintf("paper%d", city), fmt.Sprintf("%s/%d.md", day[:7], i), day, title, lead, strings.Repeat("会议听取了汇报，就下一步工作作出安排。", 8))
	a := largeArticle{builder: b, random: random, county: county, year: year, name: name, lead: lead}
	a.places(city)
	event := a.event(title, "meeting", day, a.district)
	a.attend(event, l.Attendees)
	a.others(event, i)
	reporter := a.person(largeName(1_000_000+city*largeReporters+random.IntN(largeReporters)), graph.End{ID: graph.BylinePrefix + b.c.Article.Publisher})
	a.rel("REPORTED", reporter, a.self(), lead, graph.Properties{"as": "reporter"})
	return a.done()
}

// LargeCity is the name of a city of Large, LargeCounty that of a county by its number.
func LargeCity(n int) string { return fmt.Sprintf("%c川市", []rune(largeGiven)[n]) }

// LargeCounty is the name of the nth county.
func LargeCounty(n int) string {
	given := []rune(largeGiven)
	return fmt.Sprintf("%c%c区", given[n/largeCounties], given[largeCities+n%largeCounties])
}

// largeName is the name of person n; some share theirs, as people do.
func largeName(n int) string {
	surnames, given := []rune(largeSurnames), []rune(largeGiven)
	r := rand.New(rand.NewPCG(uint64(n), 1))
	return string([]rune{pick(r, surnames), pick(r, given), pick(r, given)})
}

func pick[T any](r *rand.Rand, of []T) T { return of[r.IntN(len(of))] }

// places adds the city and the county.
func (a *largeArticle) places(city int) {
	cityCode, code := fmt.Sprintf("98%02d00", city+1), fmt.Sprintf("98%02d%02d", city+1, a.county%largeCounties+1)
	cityName := LargeCity(city)
	parent := a.node("District", graph.DistrictID(cityCode, "", "", "", ""), cityName, graph.Properties{"level": "city", "code": cityCode, "path": cityName})
	a.district = a.node("District", graph.DistrictID(code, "", "", "", ""), a.name, graph.Properties{"level": "county", "code": code, "path": cityName + "/" + a.name})
	a.rel("PART_OF", a.district, parent, "", nil)
}

// official is a person in office in the year of the article, with the post.
func (a *largeArticle) official(seat int) (graph.End, string) {
	term := (a.year - largeFirstYear) / largeTermYears
	p := a.person(largeName((a.county*64+seat)*16+term), a.district)
	return p, largePosts[seat%len(largePosts)]
}

// attend adds n officials, their posts and what they did.
func (a *largeArticle) attend(event graph.End, n int) {
	for k := range n {
		p, title := a.official(a.random.IntN(24))
		post := a.role(title, a.name+title, a.name, a.district)
		a.rel("HOLDS_ROLE", p, post, a.lead, graph.Properties{"status": "current"})
		typ := [...]string{"HOSTED", "SPOKE_AT", "ATTENDED"}[min(k, 2)]
		a.rel(typ, p, event, a.lead, graph.Properties{"order": int64(k + 1)})
	}
}

// others adds, to some articles, an organization, an initiative and a policy.
func (a *largeArticle) others(event graph.End, i int) {
	if i%3 == 0 {
		org := a.organization(a.name+pick(a.random, strings.Fields(largeWords))+"办公室", "department", a.name, a.district)
		a.rel("ORGANIZED", org, event, a.lead, nil)
		if i%6 == 0 {
			theme := fmt.Sprintf("“%s%d”行动", pick(a.random, strings.Fields(largeWords)), a.random.IntN(largeThemes))
			initiative := a.node("Initiative", graph.InitiativeID(theme, ""), theme, graph.Properties{"kind": "campaign"})
			a.rel("IMPLEMENTS", org, initiative, a.lead, nil)
			a.rel("IMPLEMENTS", a.district, initiative, a.lead, nil)
			a.rel("ABOUT", event, initiative, a.lead, nil)
		}
	}
	if i%5 == 0 {
		title := fmt.Sprintf("《%s第%d号办法》", a.name, i)
		policy := a.node("Policy", graph.PolicyID(title, a.name), title, graph.Properties{"kind": "measure"})
		a.rel("ADOPTED", event, policy, a.lead, graph.Properties{"as": "approved"})
		if p, _ := a.official(0); i%10 == 0 {
			a.rel("PRESENTED", p, policy, a.lead, nil)
		}
	}
}
