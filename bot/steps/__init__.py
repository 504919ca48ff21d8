"""Verbs of the river: each gathers, lets the core decide, and applies the outcome; none calls another."""
