"""What a ledger writes: sentences, small tables, a page with figures, JSON and CSV."""
