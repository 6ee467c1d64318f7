"""CloudTrail: trails, and the data events of S3 that they have."""
