"""Makes the frozen questions, messages and sequences of a contract."""
