"""The dashboard: pages on the events table, all of their state in the link."""
