"""S3: event notifications, and corrections of buckets and objects."""
