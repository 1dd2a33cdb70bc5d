"""The sample week that ``plausch demo`` shows."""
