"""Takes back what was made, and says what is still there."""
