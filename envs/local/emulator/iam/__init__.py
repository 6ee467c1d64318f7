"""IAM: whether a role, a service or a policy allows a call."""
