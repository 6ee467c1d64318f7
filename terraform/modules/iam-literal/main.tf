# In a resource of a policy, * and ? are wildcards and $ begins a variable; ${*}, ${?} and ${$} are
# the characters themselves. The dollar first, because the others bring one.
locals {
  escaped = replace(replace(replace(var.text, "$", "$${$}"), "*", "$${*}"), "?", "$${?}")

  # IAM takes policies in Latin-1 only. Nothing else matches the rest for certain: whether IAM would
  # compare it by character or by byte is not documented.
  literal = replace(local.escaped, "/[^\\x{20}-\\x{FF}]+/", "*")
}
