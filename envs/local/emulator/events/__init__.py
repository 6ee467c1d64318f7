"""EventBridge: delivers events to the targets of rules."""
