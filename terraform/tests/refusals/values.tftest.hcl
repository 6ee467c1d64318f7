# A test of the stack cannot expect that a module refuses a value: Terraform lets it expect failures
# of the root module only. This plan has to fail, and .make/develop/terraform-tests looks for
# the name of each setting in Terraform's messages.
mock_provider "aws" {
  source = "./tests/mocks"
}

run "the_plan_names_each_bad_value" {
  command = plan

  variables {
    audit = { kms_key_arn = "alias/audit" }
    changes = {
      orders = {
        batch_size = 0
        stream     = { kind = "dynamodb", kms_key_arn = "alias/orders", table = { hash_key = "id" } }
        target = {
          database = "shop", dialect = "postgresql", host = "db.example.com:5432", table = "Orders"
          keys     = [{ name = "id" }]
        }
      }
    }
    changes_bucket = {
      abort_multipart_days = 0
      kms_key_arn          = "alias/changes"
      noncurrent_days      = 1.5
    }
    documents = {
      abort_multipart_days = 0
      kms_key_arn          = "alias/lake"
      noncurrent_days      = 1.5
      tables               = { orders = { columns = {} } }
    }
    function      = { pinned_version = "live" }
    ingress       = { authorization = { kind = "iam" } }
    ledger_bucket = { abort_multipart_days = -1, kms_key_arn = "alias/ledger", noncurrent_days = 0 }
    query         = { kms_key_arn = "alias/results", oldest_year = 2020 }
    parameter_context = {
      kms_key_arn = "alias/secret"
      name        = "object-ledger/test"
    }
    sources = {
      source = {
        bucket = {
          abort_multipart_days = 0
          kms_key_arn          = "arn:aws:kms:eu-west-2:123456789012:key/source"
          noncurrent_days      = 1.5
        }
      }
    }
  }
}
