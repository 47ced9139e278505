#!/usr/bin/env bash
# Downloads a package of nuget.org, and fails unless it is the one whose SHA-256 is given: fetch.sh ID VERSION SHA256 FILE
set -euo pipefail
id=${1:?id}
version=${2:?version}
sha256=${3:?sha256}
file=${4:?file}
curl --silent --show-error --fail --location --retry 3 --output "$file" "https://api.nuget.org/v3-flatcontainer/${id,,}/$version/${id,,}.$version.nupkg"
if ! echo "$sha256  $file" | sha256sum --check --status; then
  rm -f "$file"
  echo "$id $version is not the package it was: its SHA-256 is another than $sha256." >&2
  exit 1
fi
