# On top of the others: a region of another partition.
region = "cn-north-1"
