"""Outlets of our own invention, served on this machine, so that everything can be tried offline."""
