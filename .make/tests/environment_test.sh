# shellcheck shell=bash disable=SC2154 # the harness sets sandbox, out and status
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

it "refuses a placeholder account and says where the number goes"
printf 'account_id = "111111111111" # a placeholder\n' >>envs/dev/terraform.tfvars
refuses make plan ENV=dev
says "account_id 111111111111 is a placeholder"
says "envs/dev/terraform.tfvars and envs/dev/backend.hcl"

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
printf '#!/bin/sh\n' >.make/python
runs make -s env ENV=local
holds test -z "$(grep -vE '^export AWS_[A-Z_]+=[^ ]*$' <<<"$out")"
says "export AWS_ENDPOINT_URL=http://127.0.0.1:5000"
says "export AWS_SESSION_TOKEN="

it "refuses another environment in a shell that points at the local one"
refuses env AWS_ACCESS_KEY_ID=local make plan ENV=dev
says "this shell still points at the local environment, not at dev"
says "type: unset AWS_ENDPOINT_URL"

it "explains the repository when nothing is asked for"
runs make
says "make demo"
says "one of: dev local"

it "drops variables of AWS that are set to nothing"
printf '%s\n' '. .make/environment.sh' 'ENV=dev use_environment' 'compgen -e | grep ^AWS_' >variables
runs env AWS_ENDPOINT_URL= AWS_ENDPOINT_URL_SQS= AWS_PROFILE=mine bash ./variables
says "AWS_PROFILE"
holds test "${out/AWS_ENDPOINT_URL/}" = "$out"
