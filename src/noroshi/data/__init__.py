"""Data that ship with the program: the coast and the cities; see README.md here."""
