"""Pages in a real browser: flows, keyboard, accessibility, policy."""
