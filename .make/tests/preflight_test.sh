# shellcheck shell=bash disable=SC2154 # the harness sets sandbox, out and status
# What is prepared before an account is looked at. The checks are a Java command with tests of its own.

# ready: an environment whose account can be looked at. The stand-in for Terraform notes what it is told
# beside the copies of the modules.
ready() {
  printf 'account_id = "123456789012"\nname = "object-ledger"\nenvironment = "dev"\n' \
    >>envs/dev/terraform.tfvars
  printf 'bucket = "state-123456789012"\nkey = "the.tfstate"\nregion = "eu-west-1"\n' >envs/dev/backend.hcl
  printf 'state_noncurrent_days = 90\n' >envs/dev/bootstrap.tfvars
  mkdir -p terraform/tests/access
  printf '123456789012\n' >running
}
tree=.build/dev/preflight/tree

it "plans both modules for an empty account, and gives the command what they would make"
ready
runs make preflight ENV=dev
for log in "$tree/terraform.log" "$tree/terraform/terraform.log"; do
  holds grep -q ' plan .*-refresh=false -lock=false' "$log"
  holds grep -q ' init ' "$log"
  holds test "$(grep -cE 'backend-config|apply|import' "$log")" = 0
done
holds grep -q 'preflight.PreflightCommand .*/dev/preflight terraform/tests/access/questions.json$' java.log
for name in values backend bootstrap stack; do holds test -s ".build/dev/preflight/$name.json"; done
holds test ! -e .build/dev/preflight/stack.tfplan
holds grep -q 'backend "local"' "$tree/terraform/preflight_override.tf"
holds test ! -e terraform/preflight_override.tf

it "plans nothing, and says what to type, where AWS knows nobody"
ready
stub aws 'echo "Unable to locate credentials" >&2; exit 253'
refuses make preflight ENV=dev
says "error: AWS accepts no credentials of yours"
says "type: aws sso login"
holds test ! -e "$tree/terraform.log" -a ! -e java.log

it "plans with the values to try"
ready
runs make preflight ENV=dev "PLAN_VARS=$tried"
holds grep -qF -- "-var=$tried" "$tree/terraform.log"

it "asks the account also where a module cannot be planned"
ready
printf '#!/usr/bin/env bash\n[[ $* != *" plan "* ]] || exit 1\nexec "%s/terraform.whole" "$@"\n' \
  "$sandbox/bin" >terraform.part
mv bin/terraform bin/terraform.whole
mv terraform.part bin/terraform
chmod +x bin/terraform
runs make preflight ENV=dev
says "failed"
holds grep -q 'preflight.PreflightCommand' java.log
holds test ! -e .build/dev/preflight/stack.json

it "ends as the command ends"
ready
sed -i.bak 's/^\[\[ \$\* == \*PlanCommand/[[ $* != *PreflightCommand* ]] || exit 1\
&/' jdk-21/bin/java
refuses make preflight ENV=dev

it "refuses JSON=0, which would print JSON"
ready
refuses make preflight ENV=dev JSON=0
says "JSON is '0': write JSON=1, or leave it out"
