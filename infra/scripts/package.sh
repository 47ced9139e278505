#!/usr/bin/env bash
# Builds what is deployed: artifacts/azure/budgetwatch.zip.
set -euo pipefail
cd "$(dirname "$0")/../.."
published=artifacts/azure/publish
package=artifacts/azure/budgetwatch.zip
rm -rf "$published" "$package"
dotnet publish functions/App -c Release -o "$published"

# Without these the host starts nothing; tests/Infra holds what is in them.
for needed in worker.config.json functions.metadata extensions.json; do
  if [ ! -f "$published/$needed" ]; then
    echo "The package has no $needed: see functions/App/Directory.Build.targets." >&2
    exit 1
  fi
done
(cd "$published" && zip -q -r -X "../$(basename "$package")" .)
echo "$package"
