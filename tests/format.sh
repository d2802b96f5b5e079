#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Formats the sources in place, or with --check only looks whether they are; prints TAP then. What
# clang-format cannot be told: that "_", "N_", "C_" and "NC_" stand close to their parenthesis.
set -eu
cd "$(dirname "$0")/.."

# Versions differ in what they do; this is Debian 12's.
wanted=14

version=$(clang-format --version 2>/dev/null | sed -nE 's/.*version ([0-9]+)\..*/\1/p')
if [ "$version" != "$wanted" ]; then
  why="clang-format $wanted is needed to tell, this is ${version:-none}"
  [ "${1:-}" = --check ] || {
    echo "format.sh: $why" >&2
    exit 1
  }
  echo "ok 1 format # SKIP $why"
  echo 1..1
  exit 0
fi

# One process for all of them: starting one for each takes ten times as long as the formatting.
formatted=$(mktemp -d)
trap 'rm -rf "$formatted"' EXIT
find src tests -name '*.[ch]' | sort >"$formatted/files"
cp .clang-format "$formatted"
xargs cp --parents -t "$formatted" <"$formatted/files"
(
  cd "$formatted"
  xargs clang-format -i <files
  xargs sed -E -i 's/(^|[^A-Za-z0-9_])(_|N_|C_|NC_) \(/\1\2(/g' <files
)
result=ok
while read -r file; do
  cmp -s "$formatted/$file" "$file" && continue
  if [ "${1:-}" = --check ]; then
    result='not ok'
    diff -u "$file" "$formatted/$file" | sed 's/^/# /'
  else
    cat "$formatted/$file" >"$file"
  fi
done <"$formatted/files"

# Comments it leaves as they are.
if [ "${1:-}" = --check ] && LC_ALL=C.UTF-8 grep -rnE '^.{101,}$' src tests --include='*.[ch]' |
  sed 's/^/# longer than 100 columns: /' | grep .; then
  result='not ok'
fi
[ "${1:-}" != --check ] || printf '%s 1 format\n1..1\n' "$result"
