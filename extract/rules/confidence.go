package rules

import (
	_ "embed" // confidence.tsv
	"fmt"
	"math"
	"strconv"
	"strings"
	"sync"
)

//go:embed confidence.tsv
var confidenceTable string

// minMeasured is the number of judged facts under which a rule has no confidence.
const minMeasured = 10

// Confidences returns the confidence of each measured rule by id, in [0, 1]: the lower
// bound of the 95% interval of its precision on annotated articles. A rule with fewer than
// ten judged facts has none. The map is shared: do not change it.
var Confidences = sync.OnceValues(func() (map[string]float64, error) { return readConfidences(confidenceTable) })

func readConfidences(table string) (map[string]float64, error) {
	out := map[string]float64{}
	number := 0
	for line := range strings.Lines(table) {
		number++
		line = strings.TrimSuffix(line, "\n")
		if strings.HasPrefix(line, "#") {
			continue
		}
		fields := strings.Split(line, "\t")
		if len(fields) != 3 {
			return nil, fmt.Errorf("rules/confidence.tsv:%d: %d columns, want 3", number, len(fields))
		}
		right, err1 := strconv.Atoi(fields[1])
		n, err2 := strconv.Atoi(fields[2])
		if err1 != nil || err2 != nil || right > n {
			return nil, fmt.Errorf("rules/confidence.tsv:%d: right %q of %q", number, fields[1], fields[2])
		}
		if n >= minMeasured {
			out[fields[0]] = math.Round(Wilson(right, n)*1e4) / 1e4
		}
	}
	return out, nil
}

// z is the quantile of the normal distribution for 95%.
const z = 1.959964

// Wilson returns the lower bound of the 95% interval of a share, in [0, 1]; 0 for n 0.
// Source: E. B. Wilson, Probable Inference, the Law of Succession, and Statistical
// Inference, 1927.
func Wilson(right, n int) float64 {
	if n == 0 {
		return 0
	}
	p, size := float64(right)/float64(n), float64(n)
	centre := p + z*z/(2*size)
	spread := z * math.Sqrt(p*(1-p)/size+z*z/(4*size*size))
	return (centre - spread) / (1 + z*z/size)
}
