"""What a system may hold, and what may happen in it meanwhile."""
