"""The rules that decide: pure functions of an event and what is known around it."""
