"""Calendar files (.ics), as Google, Outlook and Apple export them."""
