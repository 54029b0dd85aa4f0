"""What the reference catalogue holds on the day it starts: fictitious entries of a fictitious city."""
