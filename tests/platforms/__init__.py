"""Tests of the chat platforms, through their real libraries."""
