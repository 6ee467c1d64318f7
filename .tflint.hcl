# What tflint asks of each module, in the workflow `scan`. An exception stands beside what it is for:
# tflint-ignore, below the reason.
plugin "terraform" {
  enabled = true
  preset  = "recommended"
}
