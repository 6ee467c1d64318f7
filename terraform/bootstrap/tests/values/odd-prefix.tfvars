# On top of the others: a prefix in which IAM would see wildcards and variables.
filter = { prefix = "_$folder$/a?b/*/", suffix = "" }
