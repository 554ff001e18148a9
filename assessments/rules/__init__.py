"""Decide what the standard means, in plain Python: frozen data and a date in, enums and reason codes out."""
