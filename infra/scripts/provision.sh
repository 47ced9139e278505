#!/usr/bin/env bash
# Makes an environment what its template says, and prints what it made as JSON: provision.sh dev|prod
# A person who may give rights runs it first and makes the storage; a workflow sets BUDGETWATCH_GRANT_RIGHTS=false and writes none of either.
set -euo pipefail
cd "$(dirname "$0")/.."
environment=${1:?dev or prod}
scripts/bicep.sh
az deployment sub create --name "budgetwatch-$environment${BUDGETWATCH_GROUP_SUFFIX:+-$BUDGETWATCH_GROUP_SUFFIX}" --location "${BUDGETWATCH_LOCATION:-uksouth}" --template-file main.bicep \
  --parameters "main.$environment.bicepparam" --query properties.outputs --output json
