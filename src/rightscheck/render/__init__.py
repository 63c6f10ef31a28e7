"""Nouns become text. Every format is one function, found in one dictionary."""
