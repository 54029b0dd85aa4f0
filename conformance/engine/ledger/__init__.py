"""What a run made: written down before it is sent, kept until it is gone again."""
