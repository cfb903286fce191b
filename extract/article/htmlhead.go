package article

import (
	"strings"
	"unicode/utf8"

	"github.com/PuerkitoBio/goquery"
	"golang.org/x/net/html"
)

// Names of <meta> elements, the first found counts. ArticleTitle, PubDate,
// ContentSource and SiteName are those that Chinese government sites must have
// (政府网站发展指引, 2017).
var (
	titleMetas     = []string{"articletitle", "og:title", "twitter:title"}
	publishedMetas = []string{"pubdate", "article:published_time", "og:published_time", "publishdate", "publish_time", "apub:time", "date", "dc.date", "og:release_date"}
	publisherMetas = []string{"contentsource", "source", "article:publisher", "og:site_name", "sitename", "publisher", "author:source"}
	urlMetas       = []string{"og:url", "url"}
)

// head reads what the page says about itself outside its content: the headline
// becomes the first block, the rest goes to the document's fields.
func (p *htmlPage) head(d *Document) {
	page := goquery.NewDocumentFromNode(p.root)
	metas := make(map[string]string)
	page.Find("meta[content]").Each(func(_ int, s *goquery.Selection) {
		name := strings.ToLower(first(s.AttrOr("name", ""), s.AttrOr("property", ""), s.AttrOr("itemprop", "")))
		if value := cleanField(s.AttrOr("content", "")); metas[name] == "" {
			metas[name] = value
		}
	})
	get := func(names []string) string {
		for _, name := range names {
			if metas[name] != "" {
				return metas[name]
			}
		}
		return ""
	}
	d.fields.publisher = get(publisherMetas)
	d.fields.url = first(cleanField(page.Find(`link[rel="canonical"]`).AttrOr("href", "")), get(urlMetas))
	if date, ok := parseDate(first(get(publishedMetas), cleanField(page.Find("time[datetime]").AttrOr("datetime", "")))); ok {
		d.fields.published = date.iso()
	}
	headline := p.headline(page, get(titleMetas))
	if headline == nil {
		d.fields.title = first(get(titleMetas), p.pageTitle(page))
	}
	p.dateLine(d, headline)
}

// headline reads the h1 that is the story's, nil when there is none: the one that
// the head's title contains or is contained in, else the only one.
func (p *htmlPage) headline(page *goquery.Document, title string) *html.Node {
	var all, fitting []*html.Node
	title = first(title, p.pageTitle(page))
	page.Find("h1").Each(func(_ int, s *goquery.Selection) {
		text := strings.Join(strings.Fields(p.plain(s.Nodes[0])), "")
		if n := utf8.RuneCountInString(text); n < 4 || n > 100 {
			return
		}
		all = append(all, s.Nodes[0])
		if plain := strings.Join(strings.Fields(title), ""); strings.Contains(plain, text) || plain != "" && strings.Contains(text, plain) {
			fitting = append(fitting, s.Nodes[0])
		}
	})
	if len(fitting) == 0 {
		fitting = all
	}
	if len(fitting) == 0 || len(fitting) > 1 && title == "" {
		return nil
	}
	p.level = 1
	for c := fitting[0].FirstChild; c != nil; c = c.NextSibling {
		p.walk(c)
		p.level = 1
	}
	p.inline.close()
	p.level = 0
	return fitting[0]
}

// plain returns the text below n without marks.
func (p *htmlPage) plain(n *html.Node) string {
	var out strings.Builder
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		if n.Type == html.TextNode {
			out.WriteString(strings.Map(func(r rune) rune {
				if r >= markHigh {
					return -1
				}
				return r
			}, n.Data))
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c)
		}
	}
	walk(n)
	return out.String()
}

// pageTitle returns the <title> without the names of the site behind it.
func (p *htmlPage) pageTitle(page *goquery.Document) string {
	nodes := page.Find("title").Nodes
	if len(nodes) == 0 {
		return ""
	}
	title := cleanField(p.plain(nodes[0]))
	for _, separator := range []string{"_", "|", " - ", "--", "–", "—"} {
		if head, _, ok := strings.Cut(title, separator); ok && utf8.RuneCountInString(head) >= 6 {
			title = strings.TrimSpace(head)
		}
	}
	return title
}

// dateLine looks for 2023-08-29 10:20 来源：河州日报 below the headline where the head
// says no date.
func (p *htmlPage) dateLine(d *Document, headline *html.Node) {
	if d.fields.published != "" || headline == nil {
		return
	}
	passed := false
	var walk func(*html.Node) bool
	walk = func(n *html.Node) bool {
		if n == headline {
			passed = true
			return false
		}
		if n.Type == html.ElementNode && tags[n.Data] == skipTag {
			return false
		}
		if passed && n.Type == html.TextNode && len(n.Data) < maxShort {
			if date, _, ok := dateIn(n.Data, true); ok && !strings.Contains(n.Data, "。") {
				d.fields.published = date.iso()
				return true
			}
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			if walk(c) {
				return true
			}
		}
		return false
	}
	walk(p.root)
}
