# shellcheck shell=bash disable=SC2154 # the harness sets sandbox, out and status
# What an environment needs before its first plan.

# An environment that can be bootstrapped. Of each call to AWS the arguments are kept; a file named
# after its command, such as head-bucket, answers it, and one with .fails makes it fail.
bootstrappable() {
  mkdir -p terraform/bootstrap aws.d
  printf '%s\n' 'account_id = "123456789012"' 'name = "object-ledger"' >>envs/dev/terraform.tfvars
  printf 'bucket = "state-123456789012"\nkey = "the.tfstate"\n' >envs/dev/backend.hcl
  printf '%s\n' 'github = {' '  owner = "example"' '  owner_id = "1001"' \
    '  repository = "ledger"' '  repository_id = "2002"' '  create_provider = true' '}' \
    >envs/dev/bootstrap.tfvars
  printf '123456789012\n' >aws.d/get-caller-identity
  touch aws.d/head-bucket
  for command in cp describe-key list-role-tags list-policy-tags \
    list-open-id-connect-provider-tags; do
    touch "aws.d/$command" "aws.d/$command.fails"
  done
  # shellcheck disable=SC2016 # it is the stand-in that expands them
  stub aws 'here=$(dirname "$0")/../aws.d
    printf "%s\n" "$*" >>"$here/../aws.log"
    cat "$here/$2" 2>/dev/null || true
    [[ ! -e $here/$2.fails ]] || { echo "Error ($(cat "$here/$2.fails"))" >&2; exit 1; }'
}

it "refuses a repository that is a placeholder, and says what prints the real one"
bootstrappable
sed -i.bak 's/2002/0/' envs/dev/bootstrap.tfvars
refuses make bootstrap ENV=dev
says "repository_id in envs/dev/bootstrap.tfvars is a placeholder"
says "gh api repos/{owner}/{repo} --jq"
holds test ! -e aws.log

it "refuses credentials of another account"
bootstrappable
printf '210987654321\n' >aws.d/get-caller-identity
refuses make bootstrap ENV=dev
says "these credentials are of the account 210987654321, but dev is in 123456789012"

it "says how to get credentials when there are none"
bootstrappable
touch aws.d/get-caller-identity.fails
refuses make bootstrap ENV=dev
says "type: aws sso login"

it "makes no bucket that nobody agreed to"
bootstrappable
printf '404' >aws.d/head-bucket.fails
refuses make bootstrap ENV=dev
says "stopped: nothing more is changed"
holds test "$(grep -c create-bucket aws.log)" = 0

it "makes the bucket for the state in the environment's region"
bootstrappable
printf '404' >aws.d/head-bucket.fails
runs make bootstrap ENV=dev YES=1
holds grep -qF "create-bucket --bucket state-123456789012 --create-bucket-configuration" aws.log
holds grep -qF "LocationConstraint=eu-west-1" aws.log

it "does not name the region that must not be named"
bootstrappable
sed -i.bak 's/eu-west-1/us-east-1/' envs/dev/terraform.tfvars
printf '404' >aws.d/head-bucket.fails
runs make bootstrap ENV=dev YES=1
holds grep -qx "s3api create-bucket --bucket state-123456789012" aws.log

it "refuses a bucket that is somebody else's"
bootstrappable
printf '403' >aws.d/head-bucket.fails
refuses make bootstrap ENV=dev YES=1
says "the bucket state-123456789012 is not yours to use"
says "envs/dev/backend.hcl"
holds test ! -e terraform/terraform.log

it "keeps its own state in that bucket, and reads the environment's values"
bootstrappable
runs make bootstrap ENV=dev
says "dev is bootstrapped, and nothing has changed since"
holds grep -q -- '-backend-config=key=bootstrap.tfstate' terraform/terraform.log
holds grep -qF -- '-var=values=["../../envs/dev/terraform.tfvars"]' terraform/terraform.log
holds test "$(grep -c ' apply ' terraform/terraform.log)" = 0

it "says who holds the lock of the state, and how to remove that of a killed run"
bootstrappable
rm aws.d/cp.fails
printf '{"ID":"abc-1","Operation":"x","Who":"me@laptop","Created":"today","Path":"p"}' >aws.d/cp
refuses make bootstrap ENV=dev
says "me@laptop holds the state's lock since today"
says "type: make unlock ENV=dev"
# The stack's own state has no lock.
stub aws "case \"\$*\" in
  *cp*bootstrap.tfstate.tflock*) cat '$sandbox/aws.d/cp' ;;
  *) echo 'An error occurred (404)' >&2; exit 1 ;;
esac"
refuses make unlock ENV=dev
says "me@laptop"
says "make unlock ENV=dev LOCK=abc-1"
runs make unlock ENV=dev LOCK=abc-1
holds grep -q 'force-unlock -force abc-1' terraform/terraform.log
stub aws 'echo "Unable to locate credentials. You can configure credentials by running" >&2; exit 253'
refuses make unlock ENV=dev
says "AWS accepts no credentials of yours"
says "aws sso login"

it "takes over what a killed run made"
bootstrappable
rm aws.d/list-role-tags.fails
printf 'object-ledger\tdev\n' >aws.d/list-role-tags
runs make bootstrap ENV=dev
holds grep -q ' import .*aws_iam_role.apply object-ledger-apply-dev' terraform/terraform.log

it "takes over the policies that a killed run made, whichever the values ask for"
bootstrappable
rm aws.d/list-policy-tags.fails
printf 'object-ledger\tdev\n' >aws.d/list-policy-tags
printf 'ledger-read-dev\nledger-apply-changes-dev\n' >aws.d/list-policies
echo 2 >terraform/plan.status
cat >terraform/shown <<'JSON'
{"resource_changes": [
  {"address": "aws_iam_policy.read", "type": "aws_iam_policy",
   "change": {"actions": ["no-op"], "after": {"name": "ledger-read-dev"}}},
  {"address": "aws_iam_policy.apply_query", "type": "aws_iam_policy",
   "change": {"actions": ["create"], "after": {"name": "ledger-apply-query-dev"}}},
  {"address": "aws_iam_policy.apply_changes[0]", "type": "aws_iam_policy",
   "change": {"actions": ["create"], "after": {"name": "ledger-apply-changes-dev"}}}
]}
JSON
runs make bootstrap ENV=dev YES=1
holds grep -q ' import .*aws_iam_policy.apply_changes\[0\] arn:.*:policy/ledger-apply-changes-dev' \
  terraform/terraform.log
holds test "$(grep -c ' import ' terraform/terraform.log)" = 1
holds test "$(grep -c ' plan ' terraform/terraform.log)" = 2
printf 'other\tdev\n' >aws.d/list-policy-tags
refuses make bootstrap ENV=dev YES=1
says "policy/ledger-apply-changes-dev is there, and is not of this environment"

it "takes over the key of the alarms, which is found by its alias"
bootstrappable
rm aws.d/describe-key.fails
printf 'key-1\n' >aws.d/describe-key
printf 'object-ledger\tdev\n' >aws.d/list-resource-tags
runs make bootstrap ENV=dev
holds grep -q 'describe-key --key-id alias/object-ledger-alarms-dev' aws.log
holds grep -q ' import .*aws_kms_key.alarms\[0\] key-1' terraform/terraform.log
holds grep -q ' import .*aws_kms_alias.alarms\[0\] alias/object-ledger-alarms-dev' \
  terraform/terraform.log

it "leaves the key of another environment alone, and says what to do"
bootstrappable
rm aws.d/describe-key.fails
printf 'key-1\n' >aws.d/describe-key
printf 'other\tdev\n' >aws.d/list-resource-tags
refuses make bootstrap ENV=dev
says "give alias/object-ledger-alarms-dev to another key, or delete it"
holds test "$(grep -c ' import ' terraform/terraform.log)" = 0

it "leaves alone what is not its own, and says what to write where an account has a provider"
bootstrappable
rm aws.d/list-open-id-connect-provider-tags.fails
printf 'other\n' >aws.d/list-open-id-connect-provider-tags
refuses make bootstrap ENV=dev
says "write create_provider = false in envs/dev/bootstrap.tfvars"
holds test "$(grep -c ' import ' terraform/terraform.log)" = 0
sed -i.bak 's/create_provider = true/create_provider = false/' envs/dev/bootstrap.tfvars
runs make bootstrap ENV=dev

it "says what is left to do on GitHub"
bootstrappable
runs make bootstrap ENV=dev
says "gh api -X PUT repos/example/ledger/environments/dev"
says "repos/example/ledger/branches/main/protection"
