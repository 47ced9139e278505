#!/usr/bin/env bash
# Fails where a package, ours or one of theirs, has a known vulnerability. With a file, reads that report instead of asking for one.
set -euo pipefail
cd "$(dirname "$0")/../.."
report=${1:-}
if [ -z "$report" ]; then
  dotnet restore
  report=$(mktemp)
  dotnet list package --vulnerable --include-transitive --format json >"$report"
fi
found=$(jq -r '
  [.projects[]?.frameworks[]? | (.topLevelPackages // []) + (.transitivePackages // []) | .[] | select((.vulnerabilities // []) | length > 0)]
  | unique_by(.id, .resolvedVersion)[] | "\(.id) \(.resolvedVersion): \([.vulnerabilities[] | "\(.severity) \(.advisoryurl)"] | join(", "))"' "$report")
if [ -n "$found" ]; then
  echo "$found"
  exit 1
fi
echo "No package is known to be vulnerable."
