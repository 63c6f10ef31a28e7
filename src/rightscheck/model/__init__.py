"""The nouns. What people write is a pydantic model; what is computed from it is a frozen dataclass."""
