"""One recorded flight for other programs: looks and their measurement models, not an answer."""
