"""Following a calendar: settle what is open, read, decide, carry out, keep entries of ours in step."""
