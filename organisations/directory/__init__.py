"""The directory: reading the public ODS and CQC files, loading them, and finding a service in them."""
