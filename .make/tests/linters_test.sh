# shellcheck shell=bash disable=SC2016,SC2154 # sandbox, out and status are the harness's
# The linters that no lock file brings, and what the documentation may say.

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

it "says how to see why the npm tools could not be installed, where that leaves the sources alone"
stub npm 'echo no network; exit 1'
refuses .make/lib/npm-tools
says "no network"
says "type: (cd .build/npm && npm ci) to see why"
holds test -f .build/npm/package-lock.json
holds test ! -d .build/npm/node_modules

it "refuses a link that leads to no page or no heading"
cp "$top/.markdownlint-cli2.jsonc" .
lint_links() { "$top/.build/npm/node_modules/.bin/markdownlint-cli2"; }
printf '# A page\n\n[there](a.md#a-page), `[code](x.md)`, [away](https://example.com/x.md).\n' >a.md
runs lint_links
for link in b.md a.md#b; do
  printf '# A page\n\n[nowhere](%s)\n' "$link" >a.md
  refuses lint_links
done
says "a.md has no heading #b"

# documented_commands: each command of make in the pages; docs/commands.md has wrong ones, too.
documented_commands() {
  find "$top"/README.md "$top"/CONTRIBUTING.md "$top"/docs -name '*.md' ! -name commands.md -exec \
    grep -ohE '(^|`)(eval "\$\()?make (-s )?[a-z][a-z ]*( [A-Z_]+=[^`#]*)?' {} + |
    sed 's/^`//; s/^eval "\$(//; s/ -s / /' | sort -u
}

it "documents commands that make knows, with settings that they have"
while IFS= read -r line; do
  # The values may be anything, and what a command does is not asked here.
  read -ra words <<<"${line#make }"
  targets=() settings=()
  for word in "${words[@]}"; do
    if [[ $word =~ ^([A-Z_]+)= ]]; then
      settings+=("${BASH_REMATCH[1]}")
    elif [[ $word =~ ^[a-z]+$ ]]; then
      targets+=("$word")
    fi
  done
  for target in "${targets[@]}"; do
    grep -q "^$target:" Makefile || fail "make has no target $target: $line"
  done
  runs .make/lib/settings check "${targets[*]}" "${settings[*]:-}"
done < <(documented_commands)
