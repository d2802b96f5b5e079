#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# check-translations.sh SOURCE FOLDER: whether every text of the sources at SOURCE is translated into
# every language of po/LINGUAS. FOLDER is made anew, for what is extracted on the way.
set -u
export LC_ALL=C.UTF-8
unset LANGUAGE

folder=$2
rm -rf "$folder"
mkdir -p "$folder" || exit 1
cd "$1" || exit 1

n=0
rc=0

# result NAME FILE: the test has passed when FILE is empty; otherwise it says what is wrong.
result ()
{
  n=$((n + 1))
  if [ -f "$2" ] && [ ! -s "$2" ]; then
    echo "ok $n - $1"
  else
    sed 's/^/# /' "$2"
    echo "not ok $n - $1"
    rc=1
  fi
}

# The lines of a list that are not comments.
list ()
{
  grep -v -e '^#' -e '^$' "$1"
}

# What meson's preset "glib" passes to xgettext.
extract ()
{
  xgettext --from-code=UTF-8 --add-comments --package-name=normlab \
    --keyword=_ --keyword=N_ --keyword=C_:1c,2 --keyword=NC_:1c,2 --keyword=g_dcgettext:2 \
    --keyword=g_dngettext:2,3 --keyword=g_dpgettext2:2c,3 \
    --flag=N_:1:pass-c-format --flag=C_:2:pass-c-format --flag=NC_:2:pass-c-format \
    --flag=g_dngettext:2:pass-c-format --flag=g_strdup_printf:1:c-format \
    --flag=g_string_append_printf:2:c-format --flag=g_error_new:3:c-format \
    --flag=g_set_error:4:c-format "$@"
}

# The messages of a PO file that begin with an option, "--threads:", and whose translation does not:
# what somebody typed is looked for there.
find_lost_names ()
{
  awk '/^msgid "/ {
         message = $0
         name = match ($0, /^msgid "[a-z%-]+: /) ? substr ($0, 8, RLENGTH - 7) : ""
       }
       /^msgstr/ && name != "" {
         sub (/^[^"]*"/, "")
         if (index ($0, name) != 1)
           print message
       }' "$1"
}

# Texts in .ui files that nobody marked as translatable; the program's name is none.
find_unmarked ()
{
  find ui -name '*.ui' -exec grep -nE \
    '<(property|attribute) name="(label|title|text|description|(secondary|placeholder|tooltip)-text|(tooltip-)?markup)"[^>]*>[^<]*[[:alpha:]]{2}' \
    {} + | grep -vE 'translatable="yes"|>Normlab<'
}

# check_language PO: six tests.
check_language ()
{
  merged=$folder/merged.po
  rm -f "$merged"
  msgmerge --quiet --no-wrap --no-fuzzy-matching --output-file="$merged" "$1" \
    "$folder/normlab.pot" >"$folder/merging" 2>&1
  [ -s "$merged" ] || echo 'nothing came of it' >>"$folder/merging"
  result "$1 merges with the sources" "$folder/merging"

  msgattrib --untranslated --no-obsolete "$merged" >"$folder/untranslated" 2>&1
  result "$1 translates every message" "$folder/untranslated"

  msgattrib --only-fuzzy "$merged" >"$folder/fuzzy" 2>&1
  result "$1 has no fuzzy message" "$folder/fuzzy"

  msgattrib --only-obsolete "$merged" >"$folder/obsolete" 2>&1
  result "$1 has no message that the sources lack" "$folder/obsolete"

  msgfmt --check --output-file=/dev/null "$merged" >"$folder/check" 2>&1
  result "$1 keeps every placeholder" "$folder/check"

  find_lost_names "$merged" >"$folder/names" 2>&1
  result "$1 keeps the names of settings at the beginning" "$folder/names"
}

# find_shared_letters [PO]: the letters that two entries of a menu in a .ui file have, in English or
# as the PO file has them. A menu within a menu is one of its own.
find_shared_letters ()
{
  for ui in ui/*.ui; do
    awk -v ui="$ui" -v translated="${1:+yes}" '
      FILENAME != ui {
        if (/^msgid "/)
          id = substr ($0, 8, length ($0) - 8)
        else if (/^msgstr "/ && id != "")
          text[id] = substr ($0, 9, length ($0) - 9)
        next
      }
      /<menu |<submenu/ { depth++ }
      depth > 0 && /<attribute name="label"/ {
        label = $0
        sub (/^[^>]*>/, "", label)
        sub (/<.*/, "", label)
        if (translated && label in text)
          label = text[label]
        place = index (label, "_")
        if (place == 0)
          next
        letter = tolower (substr (label, place + 1, 1))
        key = depth " " n[depth] " " letter
        if (key in seen)
          print ui ": “" seen[key] "” and “" label "”"
        seen[key] = label
      }
      /<.menu>|<.submenu>/ { n[depth]++; depth-- }' ${1:+"$1"} "$ui"
  done
}

# shellcheck disable=SC2046 # one word per language
set -- $(list po/LINGUAS)
echo "1..$((5 + 7 * $#))"

# A file from which something can be extracted has translatable text.
find src ui data -name '*.[ch]' -o -name '*.ui' -o -name '*.desktop.in' -o -name '*.xml.in' \
  -o -name '*.gschema.xml' | LC_ALL=C sort |
  while read -r file; do
    rm -f "$folder/one.pot"
    extract --output="$folder/one.pot" "$file"
    [ ! -s "$folder/one.pot" ] || echo "$file"
  done >"$folder/files"
list po/POTFILES | diff - "$folder/files" >"$folder/difference"
result 'po/POTFILES lists the files with translatable text, sorted' "$folder/difference"

find_unmarked >"$folder/unmarked"
result 'every text of a .ui file is marked as translatable' "$folder/unmarked"

list po/LINGUAS | LC_ALL=C sort -u >"$folder/sorted"
list po/LINGUAS | diff - "$folder/sorted" >"$folder/difference"
result 'po/LINGUAS is sorted' "$folder/difference"

extract --output="$folder/normlab.pot" --files-from="$folder/files" >"$folder/extraction" 2>&1
[ -s "$folder/normlab.pot" ] || echo 'nothing was extracted' >>"$folder/extraction"
result 'the texts can be extracted' "$folder/extraction"

find_shared_letters >"$folder/letters"
result 'each entry of a menu has a letter of its own' "$folder/letters"

for language; do
  check_language "po/$language.po"
  find_shared_letters "po/$language.po" >"$folder/letters"
  result "each entry of a menu has a letter of its own in po/$language.po" "$folder/letters"
done
exit $rc
