"""Calendars: read as events, written as edits. Speaks the vocabulary and knows no rule."""
