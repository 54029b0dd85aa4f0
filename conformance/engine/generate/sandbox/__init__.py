"""Work on what nobody vouches for, in processes that can be ended."""
