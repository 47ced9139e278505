#!/usr/bin/env bash
# Puts the compiler that tests/Infra compiles with where az takes it from, and checks it first; az would take what it downloads unchecked.
# On another machine than Linux on x64 az downloads its own of the same version.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
version=0.49.2
if [ "$(uname -sm)" != "Linux x86_64" ]; then
  az bicep install --version "v$version" >/dev/null
  exit
fi
folder=${AZURE_CONFIG_DIR:-$HOME/.azure}/bin
mkdir -p "$folder"
package=$(mktemp)
trap 'rm -f "$package"' EXIT
"$here/fetch.sh" Azure.Bicep.CommandLine.linux-x64 "$version" 4200806a921d2ba1ea7de78ec2e064cefe313f26f612be442e5161452af70d9d "$package"
unzip -q -p "$package" tools/bicep >"$folder/bicep"
chmod +x "$folder/bicep"
