# shellcheck shell=bash disable=SC2016,SC2154 # sandbox, out and status are the harness's
# That no script reads HCL, JSON or XML by patterns.

# script LINE...: a script of these lines.
script() { printf '%s\n' "$@" >.make/develop/sample; }

it "accepts the scripts as they are"
runs .make/develop/patterns

for line in 'sed -n "s/^name *= *//p" "envs/$ENV/terraform.tfvars"' \
  'grep -q "\"ledger_bucket\"" stack.json' 'values=envs/dev/terraform.tfvars; sed -n p "$values"' \
  'cat plan.json | tr -d "\"" ' '[[ $(cat lock.json) == *Who* ]]' '[[ $(cat main.tf) =~ module ]]' \
  'awk "/version/" <terraform/.terraform.lock.hcl' 'tf output -json | grep bucket' \
  'aws s3 ls --output json | tr -d "\""' 'cut -d : -f 2 handler/pom.xml' \
  $'cat journal/*.json |\n  grep -F "key"' 'told() { sed -n "s/.*\"$1\":\"\(.*\)\".*/\1/p"; }' \
  'version() { sed -n "s:.*<$1>\(.*\)</$1>.*:\1:p" "$pom"; }'; do
  it "refuses a script with: ${line//$'\n'/ }"
  script '#!/usr/bin/env bash' '# It reads.' "$line"
  refuses .make/develop/patterns .make/develop/sample
  says ".make/develop/sample:3: it reads HCL, JSON or XML by a pattern: use .make/lib/value"
done

it "lets a script pass on, hash and name such files, and read them by a parser"
script 'sha256 <plan.json' 'jq -r .digest plan.json | cut -c 1-8' '# sed reads x.json' \
  'cp x.tfvars y.tfvars' '.make/lib/value x.json values.a | tr -d x' \
  '[[ $a =~ ^b ]] || die "put it into envs/dev/terraform.tfvars"' 'say "{\"a\": 1}"' \
  "python3 - <<'CODE'" 're.search("a", open("x.json").read())' 'CODE' 'grep x x.log'
runs .make/develop/patterns .make/develop/sample
