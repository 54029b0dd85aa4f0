"""Whether the system, the credentials and the data still stand, and what is never called."""
