"""Ways of asking the systems of a pair together."""
