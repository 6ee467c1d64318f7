# The values that the tests start from. A run states what it changes.
account_id  = "123456789012"
alarms      = { emails = ["somebody@example.com"] }
environment = "test"
latest      = { enabled = true, tombstone_days = 7 }
package     = "tests/stand-in.zip"
region      = "eu-west-1"
sources     = { source = {} }
