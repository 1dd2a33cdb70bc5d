"""The shell: composes, stores and shows."""
