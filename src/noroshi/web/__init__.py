"""The lab's server: a world, its answers and what changes them, told to a page on this machine.

It listens to this machine alone, works in one process of its own beside it, and keeps nothing that
it is given when it ends. `docs/lab.md` tells its programming interface.
"""
