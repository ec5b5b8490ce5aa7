"""What platforms in the air, at sea and in space see of the surface, and when."""
