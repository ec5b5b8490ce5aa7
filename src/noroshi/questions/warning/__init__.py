"""How early is each city warned, and what did the decisions change?"""
