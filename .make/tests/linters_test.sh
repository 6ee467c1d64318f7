# shellcheck shell=bash disable=SC2154 # the harness sets sandbox, out and status
# The linters that no lock file brings.

it "names the missing linters and the command, where it may not install them"
mkdir tools
for tool in bash dirname; do ln -s "$(command -v "$tool")" "tools/$tool"; done
cp "$here/aws" tools/id
printf '1000' >running
refuses env PATH="$sandbox/tools" "$BASH" .make/develop/linters
says "these linters are missing: shellcheck shfmt yamllint flake8 jq npm"
says "type: sudo apt-get install shellcheck shfmt yamllint flake8 jq npm"
says "or:   brew install"

it "finds an ARN whose partition is written down, and none in tests"
mkdir -p terraform/modules/m terraform/tests handler/src/{main,ops} .make/scenarios
printf 'a = "arn:partition:s3:::b"\n' >terraform/modules/m/main.tf
printf 'a = "arn:aws:s3:::b"\n' | tee terraform/tests/a.tftest.hcl >.make/scenarios/a
runs .make/develop/partitions
printf 'a = "arn:aws-cn:s3:::b"\n' >terraform/modules/m/main.tf
printf '"arn:aws:s3:::b"\n' >handler/src/main/A.java
refuses .make/develop/partitions
says "error: these ARNs name a partition"
says "terraform/modules/m/main.tf:1:"
says "handler/src/main/A.java:1:"
