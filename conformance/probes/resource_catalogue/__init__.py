"""Ways of asking a resource catalogue alone: what no other kind of system has."""
