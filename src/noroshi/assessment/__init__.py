"""What questions of the watch compute; each goes into the folder of its question."""
