package article

func parseHTML(d *Document) []block { return nil }

func declaredEncoding(data []byte) string { return "" }
