# shellcheck shell=bash disable=SC2154 # the harness sets sandbox, out and status
# Which Terraform, and how it is initialised.

# release CODE: a release of Terraform on a local server, with its checksums.
release() {
  local folder=releases/terraform/1.11.4 system machine port=
  system=$(uname -s | tr '[:upper:]' '[:lower:]')
  mkdir -p "$folder"
  stub terraform "$1"
  for machine in amd64 arm64; do
    (cd bin && python3 -m zipfile -c "../$folder/terraform_1.11.4_${system}_$machine.zip" terraform)
  done
  (cd "$folder" && (sha256sum -- *.zip || shasum -a 256 -- *.zip) >terraform_1.11.4_SHA256SUMS)
  # Another version is on PATH, which must not be used.
  stub terraform 'echo Terraform v0.1.0'
  python3 -u -m http.server --bind 127.0.0.1 --directory releases 0 >server.log 2>&1 &
  server=$!
  until [[ -n $port ]]; do
    sleep 0.1
    port=$(sed -n 's/.*port \([0-9]*\).*/\1/p' server.log)
  done
  export TERRAFORM_RELEASES_URL=http://127.0.0.1:$port NO_PROXY=127.0.0.1
}

close() {
  kill "$server"
  wait "$server" 2>/dev/null || true
  unset TERRAFORM_RELEASES_URL
}

it "runs the Terraform on PATH when that is the pinned version"
runs .make/lib/terraform version
says "Terraform v1.11.4"
holds test ! -e .build/tools

it "downloads the pinned Terraform once, and checks its published hash"
release 'echo "downloaded, called with $*"'
runs .make/lib/terraform validate
says "downloaded, called with validate"
close
runs env TERRAFORM_RELEASES_URL=http://127.0.0.1:9 .make/lib/terraform again
says "downloaded, called with again"

it "refuses a Terraform whose hash is not the published one, and keeps nothing of it"
release 'echo never'
for archive in releases/terraform/1.11.4/*.zip; do printf 'more' >>"$archive"; done
refuses .make/lib/terraform validate
says "is not the published one"
says "install Terraform 1.11.4 by hand"
holds test ! -e .build/tools/terraform-1.11.4
close

it "says what to install by hand when the download is out of reach"
stub terraform 'echo Terraform v0.1.0'
refuses env TERRAFORM_RELEASES_URL=http://127.0.0.1:9 make plan ENV=dev
says "Terraform 1.11.4 could not be downloaded from http://127.0.0.1:9"
says "install Terraform 1.11.4 by hand"

it "initialises once, and again when the backend's values change"
runs env ENV=dev .make/deploy/init
runs env ENV=dev .make/deploy/init
holds test "$(grep -c ' init ' terraform.log)" = 1
printf 'key = "other"\n' >>envs/dev/backend.hcl
runs env ENV=dev .make/deploy/init
holds test "$(grep -c ' init ' terraform.log)" = 2

it "takes the locked provider from a mirror that has it"
mkdir -p mirror/registry.example/hashicorp/aws/1.2.3/linux_amd64 other/x/hashicorp/aws/9.9.9
runs env ENV=dev PROVIDER_MIRRORS="$sandbox/other:$sandbox/mirror" .make/deploy/init
holds grep -q -- "-plugin-dir=$sandbox/mirror" terraform.log

it "asks the registry when no mirror has the locked provider"
runs env ENV=dev PROVIDER_MIRRORS="$sandbox/none" .make/deploy/init
holds test "$(grep -c -- -plugin-dir terraform.log)" = 0
