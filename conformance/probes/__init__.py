"""One way of asking per file: a probe sends and records, and holds no opinion about what comes back."""
