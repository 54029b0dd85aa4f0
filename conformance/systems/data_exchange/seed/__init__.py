"""What a platform begins with: what its department holds, and what happened before the fixed day."""
