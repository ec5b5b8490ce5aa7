"""What can be asked of a declared world: a folder a question."""
