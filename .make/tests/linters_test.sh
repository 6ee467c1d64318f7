# shellcheck shell=bash disable=SC2154 # the harness sets sandbox, out and status
# The linters that no lock file brings.

it "names the missing linters and the command, where it may not install them"
mkdir tools
for tool in bash dirname; do ln -s "$(command -v "$tool")" "tools/$tool"; done
cp "$here/aws" tools/id
printf '1000' >running
refuses env PATH="$sandbox/tools" "$BASH" .make/linters
says "these linters are missing: shellcheck shfmt yamllint flake8 jq npm"
says "type: sudo apt-get install shellcheck shfmt yamllint flake8 jq npm"
says "or:   brew install"
