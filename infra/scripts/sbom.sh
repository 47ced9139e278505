#!/usr/bin/env bash
# Writes what the package is made of, as SPDX: artifacts/azure/budgetwatch.spdx.json. After package.sh.
set -euo pipefail
cd "$(dirname "$0")/../.."
version=${1:?version}
tools=$(mktemp -d)
dotnet tool install Microsoft.Sbom.DotNetTool --version 4.1.13 --tool-path "$tools" >/dev/null
"$tools/sbom-tool" generate -b artifacts/azure/publish -bc functions -m "$tools" -pn BudgetWatch -pv "$version" -ps BudgetWatch \
  -nsb "https://github.com/${GITHUB_REPOSITORY:-budgetwatch}" -V Error
cp "$tools/_manifest/spdx_2.2/manifest.spdx.json" artifacts/azure/budgetwatch.spdx.json
