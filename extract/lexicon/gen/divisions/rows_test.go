package main

import (
	"slices"
	"strings"
	"testing"
)

// TestRows runs a small list through the real hand-made tables.
func TestRows(t *testing.T) {
	w, err := readWords("../..")
	if err != nil {
		t.Fatal(err)
	}
	units := []unit{
		{"11", "北京市"},
		{"41", "河南省"},
		{"65", "新疆维吾尔自治区"},
		{"15", "内蒙古自治区"},
		{"1101", "市辖区"},
		{"4107", "新乡市"},
		{"4190", "省直辖县级行政区划"},
		{"6540", "伊犁哈萨克自治州"},
		{"4419", "东莞市"},
		{"110101", "东城区"},
		{"410526", "滑县"},
		{"410771", "新乡高新技术产业开发区"},
		{"410773", "新乡市平原城乡一体化示范区"},
		{"441900", "东莞市"},
		{"622926", "东乡族自治县"},
		{"530925", "双江拉祜族佤族布朗族傣族自治县"},
		{"450328", "龙胜各族自治县"},
		{"410711101", "牧野镇"},
		{"410711001", "花园街道办事处"},
		{"410711400", "某某电源产业园区"},
		{"410711401", "第二良种场"},
		{"410711402", "工业园区"},
		{"410711403", "某某监狱"},
	}
	upper, lower := w.rows(units)
	for _, want := range []string{
		"北京市\t110000\tprovince\t北京", "东城区\t110101\tcounty\t东城", "滑县\t410526\tcounty\t滑县", "内蒙古自治区\t150000\tprovince\t内蒙古",
		"新疆维吾尔自治区\t650000\tprovince\t新疆", "伊犁哈萨克自治州\t654000\tcity\t伊犁|伊犁州", "东乡族自治县\t622926\tcounty\t东乡|东乡县",
		"双江拉祜族佤族布朗族傣族自治县\t530925\tcounty\t双江|双江县", "龙胜各族自治县\t450328\tcounty\t龙胜|龙胜县",
		"新乡高新技术产业开发区\t410771\tzone\t新乡高新区", "新乡市平原城乡一体化示范区\t410773\tzone\t平原示范区", "东莞市\t441900\tcity\t东莞",
	} {
		if !slices.Contains(upper, want) {
			t.Errorf("no row %q", want)
		}
	}
	for _, row := range upper {
		if strings.Contains(row, "市辖区") || strings.Contains(row, "直辖县级") || strings.HasSuffix(row, "东莞市\t441900\tcounty\t东莞") {
			t.Errorf("row %q should be left out", row)
		}
	}
	want := []string{"牧野镇\t410711101", "花园街道\t410711001", "某某电源产业园区\t410711400"}
	if !slices.Equal(lower, want) {
		t.Errorf("townships %q, want %q", lower, want)
	}
}
