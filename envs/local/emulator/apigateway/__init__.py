"""API Gateway: REST APIs that run as they were deployed."""
