# shellcheck shell=bash disable=SC2016,SC2154 # sandbox, out and status are the harness's
# The exceptions of the scanners that need the network: none of them runs here.

# unexplained FILE...: what a scanner is told to leave out, where no comment stands above it.
unexplained() {
  awk 'FNR == 1 { comment = 0 }
    /tflint-ignore/ || FILENAME ~ /trivyignore$/ && !/^#/ && NF ||
      FILENAME ~ /tflint.hcl$/ && /^ *enabled *= *false/ {
      if (!comment) print FILENAME ": " $0
    }
    FILENAME ~ /tflint.hcl$/ && /^ *rule / { next }
    { comment = /^ *#/ && !/tflint-ignore/ }' "$@"
}
exceptions() {
  local files=(.trivyignore .tflint.hcl) file
  while IFS= read -r file; do files+=("$file"); done < <(find terraform -name '*.tf' | sort)
  [[ -z $(unexplained "${files[@]}" | tee /dev/stderr) ]]
}

it "gives a reason for each thing that a scanner is told to leave out"
cp -R "$top/terraform" "$top/.trivyignore" "$top/.tflint.hcl" .
runs exceptions
printf '\nAWS-0001\n' >>.trivyignore
printf '\nrule "terraform_typed_variables" {\n  enabled = false\n}\n' >>.tflint.hcl
printf '\n# tflint-ignore: terraform_typed_variables\nvariable "x" {}\n' >terraform/x.tf
refuses exceptions
says ".trivyignore: AWS-0001"
says ".tflint.hcl:   enabled = false"
says "terraform/x.tf: # tflint-ignore"
holds test "$(wc -l <<<"$out")" = 3

it "tells each scanner where its exceptions are"
holds grep -q 'tflint .*--config="$GITHUB_WORKSPACE/.tflint.hcl"' "$top/.github/workflows/scan.yml"
holds grep -q '^ *trivyignores: .trivyignore$' "$top/.github/workflows/scan.yml"
