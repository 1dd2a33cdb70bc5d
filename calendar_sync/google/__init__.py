"""Google Calendar (API v3) as a calendar that is followed."""
