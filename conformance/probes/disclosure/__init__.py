"""What only platforms for the disclosure of government information are asked."""
