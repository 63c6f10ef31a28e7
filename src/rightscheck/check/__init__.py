"""Nouns become an `Assessment`. Pure: no files, no clock, no printing."""
