#!/usr/bin/env bash
# Puts an earlier run's package back: roll-back.sh RESOURCE-GROUP APP dev|prod [RUN-ID]; without a run, that of the environment's last good deployment.
# ROLL_BACK_FOLDER: where the package is put (a folder of its own).
set -euo pipefail
shopt -s inherit_errexit
here=$(cd "$(dirname "$0")" && pwd)
group=${1:?resource group}
app=${2:?function app}
environment=${3:?dev or prod}
run=${4:-}
repository=${GITHUB_REPOSITORY:?}

# GitHub turns a good deployment inactive when the next is good: so a success at any time counts, and one that failed has none.
last_good() {
  local deployments deployment candidate packages
  deployments=$(gh api "repos/$repository/deployments?environment=$environment&per_page=100" | jq -r '.[].id')
  for deployment in $deployments; do
    candidate=$(gh api "repos/$repository/deployments/$deployment/statuses?per_page=100" \
      | jq -r 'map(select(.state == "success") | (.log_url // .target_url // "") | capture("/actions/runs/(?<run>[0-9]+)") | .run) | first // empty')
    { [ -n "$candidate" ] && [ "$candidate" != "${GITHUB_RUN_ID:-}" ]; } || continue
    packages=$(gh api "repos/$repository/actions/runs/$candidate/artifacts?name=budgetwatch" \
      | jq '[.artifacts[] | select(.name == "budgetwatch" and (.expired | not))] | length')
    if [ "$packages" -gt 0 ]; then
      echo "$candidate"
      return
    fi
  done
}

if [ -z "$run" ]; then
  run=$(last_good)
fi
[ -n "$run" ] || { echo "No deployment to $environment has ended well and still has its package: there is nothing to go back to." >&2; exit 1; }
folder=${ROLL_BACK_FOLDER:-$(mktemp -d)}
gh run download "$run" --repo "$repository" --name budgetwatch --dir "$folder"

# Only what our own workflow built from our own commits.
gh attestation verify "$folder/budgetwatch.zip" --repo "$repository"
"$here/deploy.sh" "$group" "$app" "$folder/budgetwatch.zip"
echo "The package of run $run is back."
