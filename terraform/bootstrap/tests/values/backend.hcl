bucket = "object-ledger-state-test-123456789012"
key    = "object-ledger.tfstate"
