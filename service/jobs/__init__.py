"""Jobs: what runs when. The intent is durable in the calendar's row; an engine only wakes up."""
