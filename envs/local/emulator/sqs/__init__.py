"""SQS: queues that several threads use, and whether a service may send to one."""
