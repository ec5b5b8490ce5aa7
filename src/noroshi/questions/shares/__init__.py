"""Who brings which share of the warning, and is it balanced?"""
