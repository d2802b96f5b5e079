#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# display.sh COMMAND [ARGUMENT…]: runs a command with a virtual display of its own, and ends the
# display with it. NORMLAB_SCREEN is its size (1280x800).
set -eu

number=$(mktemp)
Xvfb -displayfd 3 -screen 0 "${NORMLAB_SCREEN:-1280x800}x24" -noreset -nolisten tcp \
  3>"$number" </dev/null >/dev/null 2>&1 &
server=$!

# A server that is about to wait for its clients forgets that it was told to end: it is told until
# it has.
end_display ()
{
  while kill "$server" 2>/dev/null; do
    sleep 0.02
  done
  wait "$server" 2>/dev/null || :
  rm -f "$number"
}
trap end_display EXIT
trap 'exit 143' INT TERM

tries=0
until [ -s "$number" ]; do
  tries=$((tries + 1))
  if [ "$tries" -gt 200 ] || ! kill -0 "$server" 2>/dev/null; then
    echo 'Bail out! the virtual display does not start'
    exit 99
  fi
  sleep 0.05
done

unset WAYLAND_DISPLAY
DISPLAY=:$(cat "$number")
export DISPLAY
"$@"
