#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# check-data.sh SOURCE DESKTOP METAINFO SCHEMAS PROGRAM FOLDER: whether the desktop entry, the
# metainfo and the other files that describe the program are valid and tell of the same one. FOLDER
# is made anew, for what is said on the way.
set -u
source=$1
desktop=$2
metainfo=$3
schemas=$4
program=$5
folder=$6
id=io.github.normlab.Normlab
rm -rf "$folder"
mkdir -p "$folder" || exit 1
cd "$source" || exit 1

n=0
rc=0

# check NAME PROGRAM COMMAND…: the test passes when the command succeeds, and is skipped where the
# program that it needs is not there.
check ()
{
  name=$1
  needed=$2
  shift 2
  n=$((n + 1))
  if ! command -v "$needed" >/dev/null 2>&1; then
    echo "ok $n - $name # SKIP there is no program \"$needed\""
  elif "$@" >"$folder/said" 2>&1; then
    echo "ok $n - $name"
  else
    sed 's/^/# /' "$folder/said"
    echo "not ok $n - $name"
    rc=1
  fi
}

# Succeeds when what it reads is empty, and otherwise shows it.
# shellcheck disable=SC2317 # called by what check calls
nothing ()
{
  ! grep .
}

# shellcheck disable=SC2317 # these are called by check
is_described ()
{
  xmllint --xpath '//key[not(summary) or not(description)]/@name' \
    "data/$id.gschema.xml" 2>/dev/null | nothing
}

# shellcheck disable=SC2317
is_well_formed ()
{
  find ui data -name '*.ui' -o -name '*.xml' -o -name '*.xml.in' -o -name '*.svg' >"$folder/files"
  xargs xmllint --nonet --noout <"$folder/files"
}

# shellcheck disable=SC2317
is_in_resources ()
{
  (cd ui && find . -name '*.ui' -o -name '*.css') | sed 's,^\./,,' | while read -r file; do
    grep -q ">$file</file>" ui/normlab.gresource.xml || echo "$file"
  done | nothing
}

# shellcheck disable=SC2317
man_says_nothing ()
{
  man --warnings -E UTF-8 -l data/man/normlab.1 2>&1 >"$folder/man" | nothing
}

# A hint, too, is something that a menu makes of it.
# shellcheck disable=SC2317
desktop_says_nothing ()
{
  desktop-file-validate "$desktop" 2>&1 | nothing
}

# shellcheck disable=SC2317
is_dated ()
{
  for page in data/man/*; do
    head -n 2 "$page" | grep -q "^[.]TH .* 1 20[0-9][0-9]-[01][0-9]-[0-3][0-9] " || {
      echo "$page has no date"
      return 1
    }
  done
}

# The icon's file for each name, and the commands.
# shellcheck disable=SC2317
is_one_program ()
{
  grep -qx "Icon=$id" "$desktop" && grep -qx 'Exec=normlab %F' "$desktop" &&
    [ -f "data/icons/hicolor/scalable/apps/$id.svg" ] &&
    [ -f "data/icons/hicolor/symbolic/apps/$id-symbolic.svg" ] &&
    grep -q "<id>$id</id>" "$metainfo" &&
    grep -q ">$id.desktop</launchable>" "$metainfo" &&
    grep -qx "id: $id" "data/$id.yml" && grep -qx 'command: normlab' "data/$id.yml"
}

# The types of files that are announced are those that are defined.
# shellcheck disable=SC2317
has_same_types ()
{
  xmllint --xpath '//*[local-name()="mime-type"]/@type' "data/$id.mime.xml.in" |
    grep -o '"[^"]*"' | tr -d '"' | sort >"$folder/defined"
  sed -n 's/^MimeType=//p' "$desktop" | tr ';' '\n' | grep . | sort | diff - "$folder/defined" &&
    sed -n 's,.*<mediatype>\(.*\)</mediatype>.*,\1,p' "$metainfo" | sort |
    diff - "$folder/defined"
}

# The options that a text names, one per line.
# shellcheck disable=SC2317
find_options ()
{
  sed -e 's/\\//g' -e '/^ *#/d' "$1" | grep -o -e '--[a-z][a-z-]*' |
    grep -v -e '^--help-' -e gapplication | sort -u
}

# shellcheck disable=SC2317
tells_of_options ()
{
  "$program" --help >"$folder/help" || return 1
  find_options "$folder/help" >"$folder/options"
  for file in data/man/normlab.1 data/completions/normlab; do
    find_options "$file" | diff "$folder/options" - || return 1
  done
}

echo 1..11
check 'the desktop entry is valid' desktop-file-validate \
  desktop_says_nothing
check 'the metainfo is valid' appstreamcli \
  appstreamcli validate --no-net --no-color "$metainfo"
check 'the schema is valid' glib-compile-schemas \
  glib-compile-schemas --strict --dry-run "$schemas"
check 'every setting is described' xmllint is_described
check 'XML is well formed' xmllint is_well_formed
check 'templates and styles are in the resources' grep is_in_resources
check 'the man page has no mistakes' man man_says_nothing
check 'man pages are dated' head is_dated
check 'all files tell of the same program' grep is_one_program
check 'the types of files are the same everywhere' xmllint has_same_types
check 'man page and completion tell of the options' grep tells_of_options
exit $rc
