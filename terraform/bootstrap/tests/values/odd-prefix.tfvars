# On top of the others: a prefix in which IAM would see wildcards and variables.
sources = { source = { filter = { prefix = "_$folder$/a?b/*/" } } }
