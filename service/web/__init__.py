"""Plausch over HTTP: a JSON API and plain pages, on this machine only, for whoever is signed in."""
