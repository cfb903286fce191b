package main

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// rows turns the package's units into the rows of divisions.tsv (name, code,
// level, short forms) and townships.tsv (name, code), not yet sorted.
func (w *words) rows(units []unit) (upper, lower []string) {
	seen := map[string]bool{}
	for _, u := range units {
		code := (u.code + "000000")[:max(6, len(u.code))]
		if seen[code] || isPseudo(u.name) {
			continue // 东莞市 is listed as a city and again as its only county
		}
		seen[code] = true
		if len(code) == 9 {
			if name, ok := w.township(u); ok {
				lower = append(lower, name+"\t"+code)
			}
			continue
		}
		u.name = strings.TrimSuffix(u.name, "管委会")
		level := upperLevel(code)
		upper = append(upper, strings.Join([]string{u.name, code, level, w.shorts(u.name, code, level, units)}, "\t"))
	}
	return upper, lower
}

// isPseudo tells the entries that only fill a level of the code: the children of
// Beijing's 市辖区 belong to Beijing.
func isPseudo(name string) bool {
	return name == "市辖区" || name == "县" || strings.HasSuffix(name, "直辖县级行政区划")
}

// upperLevel is the level of a six-digit code. The bureau gives zones without an
// own entry in GB/T 2260 the numbers 71 to 79 of their city.
func upperLevel(code string) string {
	switch {
	case strings.HasSuffix(code, "0000"):
		return "province"
	case strings.HasSuffix(code, "00"):
		return "city"
	case code[4] == '7' && code[5] != '0':
		return "zone"
	}
	return "county"
}

// township returns the name under which a nine-digit unit goes into the table.
// Numbers from 400 on are units that the bureau only treats like townships; of
// these stay real townships, named zones and state farms, and not the companies,
// prisons, offices and nameless farms (第二良种场).
func (w *words) township(u unit) (string, bool) {
	name := strings.TrimSuffix(u.name, "办事处")
	length := utf8.RuneCountInString(name)
	if strings.ContainsAny(name, "（(") || length < 2 {
		return "", false
	}
	if u.code[6] < '4' || w.has(name, "township", strings.HasSuffix) {
		return name, !strings.HasPrefix(name, "开发区")
	}
	nameless := w.has(name, "start", strings.HasPrefix) || w.has(name, "end", strings.HasSuffix) || slices.Contains(w.units["whole"], name)
	return name, length >= 4 && !nameless && w.has(name, "keep", strings.HasSuffix)
}

// has reports whether name begins or ends with a word that units.tsv lists for
// place.
func (w *words) has(name, place string, at func(name, word string) bool) bool {
	return slices.ContainsFunc(w.units[place], func(word string) bool { return at(name, word) })
}

// shorts returns the short forms of a division above the townships, the first
// one the usual one, joined by '|': 恩施|恩施州. It is the name itself when
// nothing shorter is in use (滑县).
func (w *words) shorts(name, code, level string, units []unit) string {
	var forms []string
	if level == "zone" {
		forms = append(forms, w.zoneShort(name, code, units))
	} else {
		stem, class := w.cutClass(name)
		short := w.cutPeoples(stem, class)
		if utf8.RuneCountInString(short) < 2 {
			short = name
		}
		forms = append(forms, short)
		if class == "自治州" || class == "自治县" || class == "自治旗" {
			forms = append(forms, short+strings.TrimPrefix(class, "自治"))
		}
	}
	for _, alias := range w.aliases[code] {
		if !slices.Contains(forms, alias) {
			forms = append(forms, alias)
		}
	}
	return strings.Join(forms, "|")
}

// cutClass splits a name before its longest class suffix.
func (w *words) cutClass(name string) (stem, class string) {
	for at := range name {
		if at > 0 && w.strip[name[at:]] {
			return name[:at], name[at:]
		}
	}
	return name, ""
}

// cutPeoples drops the peoples from the end of an autonomous division's name,
// with or without 族 (伊犁哈萨克, 恩施土家族苗族), but never the whole name
// (东乡族自治县 is 东乡).
func (w *words) cutPeoples(stem, class string) string {
	if !strings.HasPrefix(class, "自治") {
		return stem
	}
	stem = strings.TrimSuffix(stem, "各族")
	for {
		rest, people := w.cutPeople(stem)
		if utf8.RuneCountInString(rest) < 2 {
			if strings.HasSuffix(people, "族") && utf8.RuneCountInString(stem) > 2 && rest == "" {
				return strings.TrimSuffix(stem, "族")
			}
			return stem
		}
		if people == "" {
			return stem
		}
		stem = rest
	}
}

// cutPeople splits the longest people off the end of stem.
func (w *words) cutPeople(stem string) (rest, people string) {
	for at := range stem {
		tail := stem[at:]
		name, hasClan := strings.CutSuffix(tail, "族")
		if w.peoples[name] && (hasClan || utf8.RuneCountInString(name) > 1) {
			return stem[:at], tail
		}
	}
	return stem, ""
}

// zoneShort drops the province before the city's name and abbreviates the class:
// 河北邢台经济开发区 is 邢台经开区, 新乡市平原城乡一体化示范区 is 平原示范区.
func (w *words) zoneShort(name, code string, units []unit) string {
	province, city := nameOf(units, code[:2]), nameOf(units, code[:4])
	short := strings.TrimPrefix(name, stem(province))
	if strings.HasPrefix(province, stem(city)) || !strings.HasPrefix(short, stem(city)) {
		short = name
	}
	short = strings.Replace(short, city, stem(city), 1)
	for at := range short {
		class, found := w.zones[short[at:]]
		if !found || at == 0 {
			continue
		}
		own := short[:at]
		if proper := strings.TrimPrefix(own, stem(city)); utf8.RuneCountInString(proper) >= 2 {
			own = proper
		}
		return own + class
	}
	return short
}

func nameOf(units []unit, code string) string {
	for _, u := range units {
		if u.code == code {
			return u.name
		}
	}
	return ""
}

// stem is the part of a province's or city's name that zones put in front.
func stem(name string) string {
	for _, class := range []string{"维吾尔自治区", "壮族自治区", "回族自治区", "自治区", "省", "市", "地区", "盟"} {
		if own, found := strings.CutSuffix(name, class); found {
			return own
		}
	}
	return name
}
