"""What the sensors together know of a flight, when, and how well."""
