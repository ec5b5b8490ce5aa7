"""What the alliance is bound to: agreements, and which of their provisions apply here and now."""
