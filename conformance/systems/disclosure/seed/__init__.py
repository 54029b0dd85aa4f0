"""What the disclosure platform holds when it begins."""
