"""Where files are kept: on this machine's disk, or in a bucket of an S3-compatible store. Both raise only OSError."""
