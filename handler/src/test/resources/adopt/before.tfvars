# sources = { landing = { others = null } }
name        = "object-ledger"
environment = "dev"
region      = "eu-west-1"
account_id  = "123456789012" // a comment with { and "

/* sources = {
   landing = {} */
texts = {
  brace   = "} ${"}" /* } */} $${ %%{ \" \\"
  heredoc = <<-EOT
    sources = {
      landing = { "
    EOT
  list = [
    { landing = {} }, # }
    "]",
  ]
}

sources = {
  "other" = { bucket = { create = true }, events = ["s3:ObjectCreated:*"] }
  landing : {
    bucket  = { create = false, name = "landing-eu" } # whose it is: { ask
    events  = ["s3:ObjectCreated:*"],
    filter  = { prefix = "in/", suffixes = [".gz"] }
    trigger = "direct"
    # What others have comes below.
  }
  last = { bucket = { create = true } }
}

tags = {}
