"""Measures: one command each, `python -m benchmarks NAME`; prints a table and, if asked, writes JSON."""
