#!/usr/bin/env bash
# Says what a deployment of an environment would change, and changes nothing: what-if.sh dev|prod
set -euo pipefail
cd "$(dirname "$0")/.."
environment=${1:?dev or prod}
scripts/bicep.sh

# The planner may read and not write; Azure then checks the template with its providers, but not against rights.
az deployment sub what-if --name "budgetwatch-$environment${BUDGETWATCH_GROUP_SUFFIX:+-$BUDGETWATCH_GROUP_SUFFIX}" --location "${BUDGETWATCH_LOCATION:-uksouth}" --template-file main.bicep \
  --parameters "main.$environment.bicepparam" --validation-level ProviderNoRbac
