"""Who moves, when, and who pays: forces and money by date, party and source."""
