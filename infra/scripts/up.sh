#!/usr/bin/env bash
# One command for one person: an environment in the subscription az is signed in to, with the app in it. up.sh dev|prod
# It needs az, jq, zip and the .NET SDK, and BUDGETWATCH_OPERATOR_EMAIL, BUDGETWATCH_DEPUTY_EMAIL, BUDGETWATCH_PUBLISHER_CONTACT and BUDGETWATCH_BUDGET_START.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
environment=${1:?dev or prod}
outputs=$("$here/provision.sh" "$environment")
of() { jq -er ".$1.value" <<<"$outputs"; }
"$here/package.sh"
"$here/deploy.sh" "$(of resourceGroupName)" "$(of appName)" "$here/../../artifacts/azure/budgetwatch.zip"
SMOKE_BEFORE_FIRST_RELEASE=true SMOKE_PATIENCE="${SMOKE_PATIENCE:-600}" "$here/smoke.sh" "$(of address)"
echo "BudgetWatch is at $(of address). Its first release: docs/operations.md, \"First run\"."
