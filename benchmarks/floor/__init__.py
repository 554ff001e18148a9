"""The least that Django can do for the same pages: a session, a person, an answers table and a summary row."""
