#!/usr/bin/env bash
# Puts a package into the app, by the caller's own sign-in: deploy.sh RESOURCE-GROUP APP PACKAGE.zip
# A right that was just given may take ten minutes to hold: it is tried again for so long. DEPLOY_PATIENCE: seconds (600); DEPLOY_PAUSE: between tries (20).
set -euo pipefail
group=${1:?resource group}
app=${2:?function app}
package=${3:?package}
[ -s "$package" ] || { echo "$package is not there, or empty." >&2; exit 1; }
deadline=$((SECONDS + ${DEPLOY_PATIENCE:-600}))
until az functionapp deployment source config-zip --resource-group "$group" --name "$app" --src "$package" --output none; do
  [ "$SECONDS" -lt "$deadline" ] || { echo "$package could not be put into $app." >&2; exit 1; }
  echo "Not yet; trying again." >&2
  sleep "${DEPLOY_PAUSE:-20}"
done
echo "$package is in $app."
