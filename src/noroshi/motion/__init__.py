"""How threats move: ballistic flights solved from what is published about them."""
