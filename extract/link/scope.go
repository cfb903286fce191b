package link

import (
	"sort"
	"strings"

	"kg/extract/article"
)

// fix returns the division that a class character (区 of a bare 区委) means at byte at, and
// why: the nearest place of that class before it in the sentence, of the title, the first
// sentence, the place line, the publisher; the one that the home lies in; the only one of
// the article. It returns nil when nothing or more than one place says.
func (r *resolver) fix(class string, at int) (*Place, string) {
	if p := r.nearest(class, r.sentenceAt(at), at); p != nil {
		return p, "named in the sentence"
	}
	for _, b := range r.Article.Blocks {
		if b.Kind != article.TitleBlock {
			break
		}
		if p := r.single(class, b.Span); p != nil {
			return p, "title"
		}
	}
	if p := above(r.Home, class); p != nil {
		return p, r.HomeWhy
	}
	for _, s := range r.Sentences {
		if s.Block == article.TitleBlock {
			continue
		}
		if p := r.single(class, s.Span); p != nil {
			return p, "first sentence"
		}
		break
	}
	p, known := r.onlyOf[class]
	if !known {
		p = r.single(class, article.Span{End: len(r.Article.Text)})
		r.onlyOf[class] = p
	}
	if p != nil {
		return p, "the only " + class + " of the article"
	}
	if p := above(r.placeIn(r.Article.Publisher), class); p != nil {
		return p, "publisher " + r.Article.Publisher
	}
	return nil, ""
}

// above returns p or the division around it whose name ends with class; nil when none does.
func above(p *Place, class string) *Place {
	for ; p != nil; p = p.Parent {
		if isClass(p, class) {
			return p
		}
	}
	return nil
}

// isClass reports whether p is a division of the class: 街 stands for 街道.
func isClass(p *Place, class string) bool {
	if class == "街" {
		return strings.HasSuffix(p.Name, "街道")
	}
	if class == "市" && p.Level == "province" {
		return strings.HasSuffix(p.Name, "市") // 重庆市
	}
	return strings.HasSuffix(p.Name, class) || class == "省" && p.Level == "province"
}

// sentenceAt returns the span of the sentence that byte at lies in.
func (r *resolver) sentenceAt(at int) article.Span {
	i := sort.Search(len(r.Sentences), func(i int) bool { return r.Sentences[i].End > at })
	if i < len(r.Sentences) && r.Sentences[i].Start <= at {
		return r.Sentences[i].Span
	}
	return article.Span{}
}

// nearest returns the last place of the class in span that ends at or before byte at.
func (r *resolver) nearest(class string, span article.Span, at int) *Place {
	for i := r.firstAt(at) - 1; i >= 0 && r.Mentions[i].Start >= span.Start; i-- {
		if r.Mentions[i].End > at {
			continue
		}
		if p := above(r.Places[i], class); p != nil {
			return p
		}
	}
	return nil
}

// firstAt returns the number of the first mention that starts at or after byte at.
func (r *resolver) firstAt(at int) int {
	return sort.Search(len(r.Mentions), func(i int) bool { return r.Mentions[i].Start >= at })
}

// single returns the only place of the class in span; nil for none or several. Places
// count with what they lie in.
func (r *resolver) single(class string, span article.Span) *Place {
	var found *Place
	for i := r.firstAt(span.Start); i < len(r.Mentions) && r.Mentions[i].Start < span.End; i++ {
		p := above(r.Places[i], class)
		if p == nil {
			continue
		}
		if found != nil && found.ID != p.ID {
			return nil
		}
		found = p
	}
	return found
}
