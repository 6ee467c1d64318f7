"""SNS: topics that services publish to."""
