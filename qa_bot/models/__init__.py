"""Encoders and readers: the shipped ones, those of the transformers world, and fakes for tests."""
