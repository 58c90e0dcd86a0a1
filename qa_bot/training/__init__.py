"""The recipes that make the shipped weights."""
