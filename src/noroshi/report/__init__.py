"""Writers: each takes the answers of a report, whatever was asked, and knows no question."""
