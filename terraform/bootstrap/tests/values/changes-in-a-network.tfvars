# On top of the others: the changes function is in a VPC, and a destroy takes its failures along.
changes_bucket = { force_destroy = true }

changes_function = {
  security_groups = ["sg-0123456789abcdef0"]
  subnets         = ["subnet-0123456789abcdef0"]
}
