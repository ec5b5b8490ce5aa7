"""Noroshi: what a surveillance and missile-warning posture sees, how early it warns, what decisions change."""
