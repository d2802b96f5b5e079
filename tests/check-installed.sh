#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# check-installed.sh BUILD PREFIX PROGRAMS DATA FOLDER: whether what is installed from BUILD,
# configured for these folders, works after it has been moved elsewhere, where the desktop looks for
# nothing and no variable of the environment says where it is. FOLDER is made anew, for what is
# installed.
set -u

# Whether a window opens, with the name that it has in every language, and the program ends well.
opens ()
{
  "$@" &
  program=$!
  tries=0
  until xdotool search --onlyvisible --name '^Normlab$' >/dev/null 2>&1; do
    tries=$((tries + 1))
    if [ "$tries" -gt 500 ] || ! kill -0 "$program"; then
      echo 'there is no window'
      kill "$program"
      return 1
    fi
    sleep 0.2
  done
  kill "$program" && wait "$program"
}

if [ "$1" = --opens ]; then
  shift
  opens "$@"
  exit
fi

build=$1
prefix=$2
programs=$3
data=$4
folder=$5
display=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)/ui/display.sh
n=0
rc=0

check ()
{
  name=$1
  shift
  n=$((n + 1))
  if "$@" >"$folder/said" 2>&1; then
    echo "ok $n - $name"
  else
    sed 's/^/# /' "$folder/said"
    echo "not ok $n - $name"
    rc=1
  fi
}

# contains PATTERN COMMAND…: what the command writes, after it has succeeded.
# shellcheck disable=SC2317 # called by check
contains ()
{
  pattern=$1
  shift
  "$@" >"$folder/out" || return
  grep -q -e "$pattern" "$folder/out" || {
    cat "$folder/out"
    return 1
  }
}

# Without any description of settings there is a sentence, and no signal ends the program.
# shellcheck disable=SC2317
complains ()
{
  "$@" 2>"$folder/out"
  status=$?
  cat "$folder/out"
  [ "$status" -eq 1 ] && [ "$(wc -l <"$folder/out")" -eq 1 ]
}

rm -rf "$folder"
mkdir -p "$folder/moved" "$folder/home" "$folder/locales" || exit 1
localedef -i ja_JP -f UTF-8 "$folder/locales/ja_JP.UTF-8" >/dev/null 2>&1
DESTDIR=$folder/root meson install -C "$build" --no-rebuild >"$folder/log" 2>&1 || {
  sed 's/^/# /' "$folder/log"
  echo 'Bail out! it cannot be installed'
  exit 1
}
# Away from where it was installed, and from the names of the folders above.
mv "$folder/root$prefix" "$folder/moved/any where"
rm -rf "$folder/root"
moved="$folder/moved/any where"

unset NORMLAB_LOCALE_DIR GSETTINGS_SCHEMA_DIR LANGUAGE LC_MESSAGES WAYLAND_DISPLAY
export XDG_DATA_DIRS=/usr/share HOME="$folder/home" XDG_DATA_HOME="$folder/home/data" \
  XDG_CONFIG_HOME="$folder/home/config" XDG_CACHE_HOME="$folder/home/cache" \
  LOCPATH="$folder/locales" LC_ALL=ja_JP.UTF-8 \
  GSETTINGS_BACKEND=memory GSK_RENDERER=cairo GDK_BACKEND=x11 GTK_A11Y=none

echo 1..6
check 'the command line is there' contains '^normlab-cli [0-9.]*$' \
  "$moved/$programs/normlab-cli" --version
check 'it speaks Japanese' contains '使用法: normlab-cli' "$moved/$programs/normlab-cli" --help
check 'it knows its experiments' contains 'finished\|完了' \
  "$moved/$programs/normlab-cli" train --experiment bad-initialization --iterations 1 --interval 1
check 'the window speaks Japanese' contains 'フォルダー' "$moved/$programs/normlab" --help
check 'the window opens' "$display" "$0" --opens "$moved/$programs/normlab"
# The folders stay: where there are none, one would look where it was configured for.
rm -f "$moved/$data/glib-2.0/schemas"/* "$moved/$data/normlab/gschemas.compiled"
export XDG_DATA_DIRS="$folder/home"
check 'without settings it says so' complains "$moved/$programs/normlab"
exit $rc
