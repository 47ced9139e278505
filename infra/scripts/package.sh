#!/usr/bin/env bash
# Builds what is deployed: artifacts/azure/budgetwatch.zip, with the Functions packages in place of the local worker (ADR 0001).
set -euo pipefail
cd "$(dirname "$0")/../.."
published=artifacts/azure/publish
package=artifacts/azure/budgetwatch.zip
rm -rf "$published" "$package"
dotnet publish functions/App -c Release -p:FunctionsWorker=azure -o "$published"

# A package of the local worker would start nothing in Azure: this file is of the real one alone.
if [ ! -f "$published/worker.config.json" ]; then
  echo "The package has no worker.config.json: it was not built with -p:FunctionsWorker=azure." >&2
  exit 1
fi
(cd "$published" && zip -q -r -X "../$(basename "$package")" .)
echo "$package"
