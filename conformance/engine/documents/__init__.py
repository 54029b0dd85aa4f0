"""Documents nobody vouches for, read by a process of their own."""
