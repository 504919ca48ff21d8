"""Decisions: pure functions over the words of AiBot. No await, no clock, no chance, no I/O."""
