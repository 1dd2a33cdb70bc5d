"""Signing in with Google, its connections and its calls, against the fake over HTTP."""
