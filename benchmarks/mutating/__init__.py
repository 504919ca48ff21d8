"""Sentences with one fault each: typed mutators that know nothing of the code they are to test."""
