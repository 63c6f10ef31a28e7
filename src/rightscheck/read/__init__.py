"""Files become nouns here, and nowhere else is a file opened."""
