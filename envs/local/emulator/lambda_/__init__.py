"""Lambda: functions, their invocations, and the event source mappings of queues."""
