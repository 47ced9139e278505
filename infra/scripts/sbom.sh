#!/usr/bin/env bash
# Writes what the package is made of, as SPDX: artifacts/azure/budgetwatch.spdx.json. After package.sh.
set -euo pipefail
cd "$(dirname "$0")/../.."
version=${1:?version}
tools=$(mktemp -d)
infra/scripts/fetch.sh Microsoft.Sbom.DotNetTool 4.1.13 41a8350b0e1639baed05a34f787ed2f6273a9bf69a87d011b5eab2575f211403 "$tools/microsoft.sbom.dotnettool.4.1.13.nupkg"

# From that file alone: with another source a package of the same version could be taken from there.
cat >"$tools/nuget.config" <<END
<configuration><packageSources><clear /><add key="checked" value="$tools" /></packageSources></configuration>
END
dotnet tool install Microsoft.Sbom.DotNetTool --version 4.1.13 --tool-path "$tools" --configfile "$tools/nuget.config" >/dev/null
# It is made for an older runtime than the one that is there.
DOTNET_ROLL_FORWARD=Major "$tools/sbom-tool" generate -b artifacts/azure/publish -bc functions -m "$tools" -pn BudgetWatch -pv "$version" -ps BudgetWatch \
  -nsb "https://github.com/${GITHUB_REPOSITORY:-budgetwatch}" -V Error
cp "$tools/_manifest/spdx_2.2/manifest.spdx.json" artifacts/azure/budgetwatch.spdx.json
