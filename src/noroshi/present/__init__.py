"""How things look and read: words, cells, charts, maps, pieces of a page. Knows no question."""
