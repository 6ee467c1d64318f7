# shellcheck shell=bash disable=SC2016,SC2154 # sandbox, out and status are the harness's
# How values are read.

# reads FILE EXPRESSION VALUE: the expression has that value.
reads() {
  runs .make/lib/value "$1" "$2"
  [[ $out == "$3" ]] || fail "$2 of $1 is: $out"
}

it "reads a value of Terraform however it is written"
for text in 'source_bucket = { "create" = false, "name" = "landing-eu" }' \
  'source_bucket = { create : false, name : "landing-eu" }' \
  $'source_bucket = { # }\n  name = "landing-eu" // }\n  /* name = "x" */\n  create = false\n}' \
  $'source_bucket = {\n\tname=<<-X\n\tlanding-eu\n\tX\n\tcreate = false }'; do
  printf '%s\n' "$text" >envs/dev/terraform.tfvars
  reads envs/dev/terraform.tfvars values.source_bucket.create false
  reads envs/dev/terraform.tfvars 'chomp(values.source_bucket.name)' landing-eu
done

it "reads the value of that name at that place, and no other's"
printf 'other = {\n  account_id = "1"\n}\ntext = "account_id = 2"\naccount_id = 123\n' >x.tfvars
reads x.tfvars values.account_id 123
reads x.tfvars values.region ''
printf 'a = null\nb = ""\nc = [1, "two"]\nd = "Köln $${x} \\u0001 \\" \\\\ %%%%{y}"\n' >y.tfvars
reads y.tfvars values.a ''
reads y.tfvars values.b ''
reads y.tfvars values.c '[1,"two"]'
for locale in C C.UTF-8; do
  printf '# %s\n' "$locale" >>y.tfvars
  runs env LC_ALL=$locale .make/lib/value y.tfvars values.d
  holds test "$out" = $'Köln ${x} \x01 " \\ %{y}'
done

it "reads JSON"
printf '{"a": {"value": "x\\n\\u0041\\"}"}, "b.c": [1, {"d": true}]}' >x.json
reads x.json values.a.value $'x\nA"}'
reads x.json 'values["b.c"][1].d' true
reads x.json values.none.value ''

it "asks Terraform once for a file as it is, and again when it changes"
printf 'a = 1\n' >x.tfvars
reads x.tfvars values.a 1
printf 'a = 2\n' >x.tfvars
reads x.tfvars values.a 2
stub terraform 'echo asked; exit 1'
reads x.tfvars values.a 2

it "says what is wrong with a file that Terraform cannot read, instead of nothing"
printf 'region = "eu-west-1"\naccount_id = {\n' >envs/dev/terraform.tfvars
refuses .make/lib/value envs/dev/terraform.tfvars values.region
says "error: envs/dev/terraform.tfvars cannot be read"
refuses make plan ENV=dev
says "error: envs/dev/terraform.tfvars cannot be read"
holds test ! -e terraform.log
refuses .make/lib/value none.json values.a
says "there is no file none.json"

it "says which value an environment lacks"
printf 'account_id = "123456789012"\n' >envs/dev/terraform.tfvars
refuses make plan ENV=dev
says "envs/dev/terraform.tfvars has no value region"
says 'write: region = "…"'
printf 'region = "eu-west-1"\n' >>envs/dev/terraform.tfvars
refuses env ENV=dev .github/scripts/role plan
says "envs/dev/terraform.tfvars has no value name"
