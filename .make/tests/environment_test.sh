# shellcheck shell=bash disable=SC2016,SC2154 # the harness sets sandbox, out and status
# Which environment, and which AWS.

it "lists the environments and the command when ENV is missing"
for target in plan apply smoke destroy env; do
  refuses make "$target"
  says "error: ENV is missing"
  says "one of: dev local"
  says "type: make $target ENV=dev"
done

it "lists the environments when ENV is unknown"
refuses make plan ENV=prodd
says "error: there is no environment 'prodd'"
says "one of: dev local"

it "keeps in its hint what was typed besides ENV"
refuses make find KEY="a b"
says 'type: make find ENV=dev KEY=a\ b'
refuses make find ENV=lcoal KEY=a
says "type: make find ENV=local KEY=a"
refuses env PASSWORD=hidden make post TABLE=orders
says "type: make post ENV=dev TABLE=orders"

it "refuses a placeholder account and says where the number goes"
printf 'account_id = "111111111111" # a placeholder\n' >>envs/dev/terraform.tfvars
refuses make plan ENV=dev
says "account_id 111111111111 is a placeholder"
says "envs/dev/terraform.tfvars and envs/dev/backend.hcl"

it "refuses a placeholder that is left in the name of the state's bucket"
printf 'account_id = "123456789012"\n' >>envs/dev/terraform.tfvars
printf 'bucket = "state-dev-111111111111"\n' >envs/dev/backend.hcl
refuses make plan ENV=dev
says "error: the bucket state-dev-111111111111 has a placeholder in its name"
says "in envs/dev/backend.hcl"
holds test ! -e terraform.log

it "refuses an account's number that has not 12 digits"
for number in 12345 1234567890123 12345678901a; do
  printf 'region = "eu-west-1"\naccount_id = "%s"\n' "$number" >envs/dev/terraform.tfvars
  refuses make plan ENV=dev
  says "error: account_id '$number' is no account's number, which has 12 digits"
done
holds test ! -e terraform.log

it "says what to type where AWS knows nobody"
stub terraform '[[ $2 != init ]] || { echo "Error: No valid credential sources found"; exit 1; }
[[ $1 != version ]] || printf "Terraform v1.11.4\non linux_amd64\n"
[[ ${2:-} != version ]] || printf "{}"'
refuses env ENV=dev .make/deploy/init
says "No valid credential sources found"
says "error: AWS accepts no credentials of yours"
says "type: aws sso login (version 2 of the AWS CLI), or: export AWS_PROFILE=…"

it "shows the end of a long failure, and all of it where no file is kept"
printf '#!/usr/bin/env bash\n. "${0%%/*}/lib/lib.sh"\nstep "counting" bash -c "seq 9000; exit 1"\n' >.make/count
chmod +x .make/count
refuses env -u CI .make/count
says $'8901\n8902'
says $'9000\n(the whole output is kept in .build/logs/counting.log)'
holds test -z "$(grep -x 8900 <<<"$out")" -a "$(wc -l <.build/logs/counting.log)" -eq 9000
refuses env CI=true .make/count
says $'counting'
says $'\n1\n2\n'

it "takes ENV from the process environment"
refuses env ENV=dev make apply
says "there is no saved plan for dev"

it "keeps up, down and demo to the local environment"
for target in up down demo; do
  refuses make "$target" ENV=dev
  says "make $target is for the local environment, not for 'dev'"
done

it "names in its hints an environment that is somebody's"
printf 'account_id = "111111111111"\n' >>envs/dev/terraform.tfvars
printf 'account_id = "123456789012"\n' >>envs/local/terraform.tfvars
refuses make plan
says "type: make plan ENV=local"

it "says that the shell still points at what make down takes away"
mkdir -p .build/local
runs env AWS_ACCESS_KEY_ID=local make down
says "this shell still points at the local environment: unset AWS_ENDPOINT_URL"
runs make down
holds test -z "$(grep unset <<<"$out")"

it "says make up when the emulator is not running"
refuses make -s env ENV=local
says "type: make up"

it "prints an environment's region as lines for eval"
runs make -s env ENV=dev
holds test "$out" = $'export AWS_REGION=eu-west-1\nexport AWS_DEFAULT_REGION=eu-west-1'

it "prints where the local environment is, for eval"
mkdir -p .build/local/emulator
printf 'http://127.0.0.1:5000\n' >.build/local/emulator/endpoint
printf '#!/bin/sh\n' >.make/lib/python
runs make -s env ENV=local
holds test -z "$(grep -vE '^export AWS_[A-Z_]+=[^ ]*$' <<<"$out")"
says "export AWS_ENDPOINT_URL=http://127.0.0.1:5000"
says "export AWS_SESSION_TOKEN="

it "refuses another environment in a shell that points at the local one"
refuses env AWS_ACCESS_KEY_ID=local make plan ENV=dev
says "this shell still points at the local environment, not at dev"
says "type: unset AWS_ENDPOINT_URL"

it "explains the repository when nothing is asked for, with the daily targets and their settings"
runs make
says "make demo"
says "make plan        build the zip"
says "                 PLAN_VARS=          values to try"
says "one of: dev local"
says "Every other target, as bootstrap, adopt, release, backfill, verify and state: make help ALL=1"
holds test -z "$(grep 'make release' <<<"$out")"

it "lists every target of the Makefile with ALL=1"
runs make help ALL=1
for target in $(make_targets); do
  [[ $target == help ]] || says "  make $target "
done
runs make ALL=1
says "  make release "
refuses make help ALL=0
says "write ALL=1, or leave it out"

it "drops variables of AWS that are set to nothing"
printf '%s\n' '. .make/lib/environment.sh' 'ENV=dev use_environment' 'compgen -e | grep ^AWS_' >variables
runs env AWS_ENDPOINT_URL= AWS_ENDPOINT_URL_SQS= AWS_PROFILE=mine bash ./variables
says "AWS_PROFILE"
holds test "${out/AWS_ENDPOINT_URL/}" = "$out"

# proxies [NAME=VALUE...]: the exceptions that programs see where that is set.
proxies() {
  # shellcheck disable=SC2016 # another shell expands it
  printf '%s\n' \
    '{ compgen -e | grep -iE "proxy|^JAVA_TOOL|^JDK_JAVA|^_JAVA|^MAVEN_ARGS" || true; } | LC_ALL=C sort | while read -r name; do
      printf "%s=%s\n" "$name" "${!name}"
    done' >variables
  runs env -u NO_PROXY -u no_proxy -u JAVA_TOOL_OPTIONS "$@" bash -c '. .make/lib/lib.sh && bash -c ". .make/lib/lib.sh && . ./variables"'
}
loopback=localhost,127.0.0.1,::1
java_loopback='localhost|127.*|[::1]'

it "spares the loopback from a proxy, however it is spelled"
for name in HTTP_PROXY http_proxy HTTPS_PROXY https_proxy ALL_PROXY all_proxy; do
  proxies "$name=http://127.0.0.1:9"
  says "$name=http://127.0.0.1:9"
  says "NO_PROXY=$loopback"
  says "no_proxy=$loopback"
done
proxies
holds test -z "$out"

it "keeps the exceptions from a proxy as they are given, but for the loopback"
for given in .corp.example 'a, b' '*.x,10.0.0.0/8' 127.0.0.1; do
  for name in NO_PROXY no_proxy; do
    proxies HTTP_PROXY=http://127.0.0.1:9 "$name=$given"
    says $'\nNO_PROXY='"$given,$loopback"$'\n'
    says "no_proxy=$given,$loopback"
  done
done
proxies http_proxy=http://127.0.0.1:9 NO_PROXY=upper no_proxy=lower
says "NO_PROXY=upper,$loopback"
says "no_proxy=lower,$loopback"
for given in '*' ' * '; do
  proxies HTTP_PROXY=http://127.0.0.1:9 "NO_PROXY=$given"
  holds grep -qxF "NO_PROXY=$given" <<<"$out"
done

it "spares the loopback from a proxy of Java's, and keeps the rest"
given='-Xmx1g -Dhttp.proxyHost=127.0.0.1 -Dhttps.proxyPort=9'
proxies "JAVA_TOOL_OPTIONS=$given"
says "JAVA_TOOL_OPTIONS=$given -Dhttp.nonProxyHosts=$java_loopback"
proxies "JAVA_TOOL_OPTIONS=$given -Dhttp.nonProxyHosts=*.corp|x -Da=b"
says "JAVA_TOOL_OPTIONS=$given -Dhttp.nonProxyHosts=*.corp|x|$java_loopback -Da=b"
for name in JDK_JAVA_OPTIONS _JAVA_OPTIONS MAVEN_ARGS; do
  proxies "$name=-DsocksProxyHost=x -DsocksNonProxyHosts=y" JAVA_TOOL_OPTIONS=-Dhttp.proxyHost=x
  says "$name=-DsocksProxyHost=x -DsocksNonProxyHosts=y|$java_loopback"
  says "JAVA_TOOL_OPTIONS=-Dhttp.proxyHost=x -Dhttp.nonProxyHosts=$java_loopback"
done
proxies JAVA_TOOL_OPTIONS=-Xmx1g
holds test "$out" = JAVA_TOOL_OPTIONS=-Xmx1g

it "gives the exceptions to a shell that is pointed at the local environment"
mkdir -p .build/local/emulator
printf 'http://127.0.0.1:5000\n' >.build/local/emulator/endpoint
printf '#!/bin/sh\n' >.make/lib/python
runs env HTTP_PROXY=http://127.0.0.1:9 'NO_PROXY=a, b' make -s env ENV=local
says "export NO_PROXY=a\\,\\ b\\,localhost\\,127.0.0.1\\,::1"
runs bash -c "$out"$'\ntest "$NO_PROXY" = "a, b,localhost,127.0.0.1,::1"'

it "says that the local environment has no jobs of S3"
refuses make backfill ENV=local PREFIX=in/ JOB=1
says "error: the local environment has no S3 Batch Operations"
says "type: make backfill ENV=local PREFIX=in/"
