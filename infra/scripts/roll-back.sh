#!/usr/bin/env bash
# Puts an earlier run's package back: roll-back.sh RESOURCE-GROUP APP [RUN-ID]; without a run, that of the last that ended well.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
group=${1:?resource group}
app=${2:?function app}
run=${3:-}
if [ -z "$run" ]; then
  run=$(gh run list --workflow deploy.yml --branch main --status success --limit 1 --json databaseId --jq '.[0].databaseId // empty')
fi
[ -n "$run" ] || { echo "No run has ended well yet: there is nothing to go back to." >&2; exit 1; }
folder=$(mktemp -d)
gh run download "$run" --name budgetwatch --dir "$folder"

# Only what our own workflow built from our own commits.
gh attestation verify "$folder/budgetwatch.zip" --repo "${GITHUB_REPOSITORY:?}"
"$here/deploy.sh" "$group" "$app" "$folder/budgetwatch.zip"
echo "The package of run $run is back."
