"""CloudWatch and CloudWatch Logs: metrics, metric filters and alarms."""
