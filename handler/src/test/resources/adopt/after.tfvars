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
    others = {
      eventbridge = true
      rules = {
        "K\u00f6ln \U0001f600 \\n \"quoted\"" = {
          target = "arn:aws:sqs:eu-west-1:123456789012:audit"
          events = ["s3:ObjectAcl:Put", "s3:ObjectTagging:Put"]
          prefix = ""
          suffix = ""
        }
        "MWI4ZTQxYzctZTk5OC00" = {
          target = "arn:aws:lambda:eu-west-1:123456789012:function:thumbnails:live"
          events = [
            "s3:ObjectCreated:CompleteMultipartUpload",
            "s3:ObjectCreated:Copy",
            "s3:ObjectCreated:Put",
          ]
          prefix = ""
          suffix = ".jpg"
        }
        "to $${everyone}, %%{if \"x\"} 100% $$" = {
          target = "arn:aws:sns:eu-west-1:123456789012:everyone"
          events = ["s3:ObjectRemoved:*"]
          prefix = "a%3Db+c/%22q%22/%F0%9F%98%80/"
          suffix = "\\u0022"
        }
      }
    }
  }
  last = { bucket = { create = true } }
}

tags = {}
