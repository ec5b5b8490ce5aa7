"""What aircraft sustain: sorties, maintenance, transit, presence on station."""
