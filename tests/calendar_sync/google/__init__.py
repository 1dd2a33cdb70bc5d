"""Google Calendar as a calendar that is followed."""
