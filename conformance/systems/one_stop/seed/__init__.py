"""What the centre holds on the day it starts."""
