"""Ways of asking a data exchange platform alone: what no other kind of system has."""
