#!/bin/sh
# Brings the messages of the source into the catalogues; what is new stands in them without a translation.
set -eu
bin=${BIN:-.venv/bin}
template=$(mktemp)
trap 'rm -f "$template"' EXIT
"$bin/pybabel" -q extract -F pyproject.toml -k plural:1,2 -k NothingSold --add-location=file --sort-output --no-wrap -o "$template" .
for language in de fr es; do
  catalogue=utils/translations/$language.po
  "$bin/pybabel" -q update -i "$template" -o "$catalogue" -l "$language" --no-fuzzy-matching --ignore-obsolete --no-wrap --ignore-pot-creation-date
done
