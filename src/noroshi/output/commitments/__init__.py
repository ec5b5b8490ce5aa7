"""What leaves the program about commitments: the answer as data, and the areas as maps."""
