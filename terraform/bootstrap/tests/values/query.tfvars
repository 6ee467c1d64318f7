# On top of the others: the ledger can be queried, and the sources are not listed.
query = { oldest_year = 2020 }
