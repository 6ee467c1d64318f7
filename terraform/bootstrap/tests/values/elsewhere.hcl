bucket = "object-ledger-state-test-210987654321"
key    = "object-ledger.tfstate"
