#!/usr/bin/env bash
# Fails where a package, ours or one of theirs, has a known vulnerability. With a file, reads that report instead of asking for one.
set -euo pipefail
cd "$(dirname "$0")/../.."
report=${1:-}
if [ -z "$report" ]; then
  dotnet restore
  report=$(mktemp)
  dotnet list package --vulnerable --include-transitive --format json >"$report.ours"

  # What the Functions host loads beside the app is restored by the worker's SDK from a lock file of its own, in a project that is made when publishing.
  extensions=$(mktemp -d)
  {
    echo '<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><TargetFramework>net8.0</TargetFramework></PropertyGroup><ItemGroup>'
    jq -r '.dependencies[] | to_entries[] | select(.value.resolved) | "<PackageReference Include=\"\(.key)\" Version=\"[\(.value.resolved)]\" />"' functions/App/worker-extensions.lock.json
    echo '</ItemGroup></Project>'
  } >"$extensions/extensions.csproj"
  dotnet restore "$extensions" -p:NuGetAudit=false
  dotnet list "$extensions" package --vulnerable --include-transitive --format json >"$report.extensions"
  jq -s '{projects: [.[].projects[]?]}' "$report.ours" "$report.extensions" >"$report"
fi
found=$(jq -r '
  [.projects[]?.frameworks[]? | (.topLevelPackages // []) + (.transitivePackages // []) | .[] | select((.vulnerabilities // []) | length > 0)]
  | unique_by(.id, .resolvedVersion)[] | "\(.id) \(.resolvedVersion): \([.vulnerabilities[] | "\(.severity) \(.advisoryurl)"] | join(", "))"' "$report")
if [ -n "$found" ]; then
  echo "$found"
  exit 1
fi
echo "No package is known to be vulnerable."
