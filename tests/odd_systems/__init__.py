"""Small systems with documents as they are really written, examined the way the command line does."""
