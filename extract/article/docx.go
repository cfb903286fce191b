package article

func parseDocx(d *Document) []block { return nil }

func documentXML(data []byte) ([]byte, error) { return nil, errBinary }
