"""Following a calendar."""
