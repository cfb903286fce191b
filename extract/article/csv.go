package article

func (r *reader) csv(in input) bool { return true }
