"""The reference systems, asked over real HTTP."""
