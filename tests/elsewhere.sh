#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# elsewhere.sh SUITE COMMAND [TEST…]: "./dev COMMAND" in a clean clone of this checkout's HEAD, in a
# bare Debian SUITE, as root, without a display and with nothing to read from. Its status is that of
# the command. What is kept lies in $NORMLAB_ELSEWHERE/SUITE:
#   base      the bare Debian, made once, in which nothing is ever done
#   archives  packages that apt-get has downloaded
#   try       a copy of base for one command, deleted after it
#   package   the package that was built there last
# Everything is mounted in a namespace of its own, and so gone with the last of its processes.
set -eu

root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd -P)
mirror=http://deb.debian.org/debian
shared=${NORMLAB_SHARED:-$root/../shared}

say ()
{
  printf '%s\n' "$*"
}

die ()
{
  printf 'elsewhere: %s\n' "$*" >&2
  exit 1
}

# --- Outside ---

# run_apart COMMAND…: with mounts and processes of its own, none of which outlive it or this script.
# Signals that are ignored in the background are not ignored there.
apart=
run_apart ()
{
  env --default-signal unshare --mount --pid --fork --kill-child "$@" </dev/null &
  apart=$!
  status=0
  wait "$apart" || status=$?
  apart=
  return $status
}

# Processes may be about to end in what is removed.
remove ()
{
  for _ in 1 2 3 4 5 6 7 8 9; do
    ! rm -rf --one-file-system "$1" 2>/dev/null || return 0
    sleep 0.2
  done
  rm -rf --one-file-system "$1"
}

# shellcheck disable=SC2317 # called by the trap
clean ()
{
  trap '' HUP INT TERM
  if [ -n "$apart" ]; then
    kill -KILL "$apart" 2>/dev/null || :
    wait "$apart" 2>/dev/null || :
  fi
  remove "$try"
}

# What is not whole has another name.
make_base ()
{
  [ ! -d "$base" ] || return 0
  say "Making a bare Debian $suite in $base…"
  remove "$base.part"
  run_apart debootstrap --variant=minbase "$suite" "$base.part" "$mirror" \
    >"$folder/debootstrap.log" 2>&1 || {
    tail -n 20 "$folder/debootstrap.log" >&2
    die "there is no bare Debian $suite"
  }
  mv "$base.part" "$base"
}

make_try ()
{
  remove "$try"
  cp -a --reflink=auto "$base" "$try"
  cp -L /etc/resolv.conf "$try/etc/resolv.conf"
  git clone --quiet --no-hardlinks "$root" "$try/root/normlab"
  mkdir -p "$archives"
  if [ -d "$shared" ]; then
    mkdir "$try/root/shared"
  fi
}

outside ()
{
  suite=$1
  command=$2
  shift 2
  case $suite in
    '' | .* | *[!a-z0-9.-]*) die "\"$suite\" is not the name of a suite of Debian" ;;
  esac
  folder=${NORMLAB_ELSEWHERE:-${XDG_CACHE_HOME:-${HOME:-/root}/.cache}/normlab/elsewhere}/$suite
  base=$folder/base
  try=$folder/try
  archives=$folder/archives

  mkdir -p "$folder"
  # Held as long as a process that was started here lives.
  exec 9>"$folder/lock"
  flock -n 9 || die "something is being tried in $folder already"
  trap clean EXIT
  trap 'exit 129' HUP
  trap 'exit 130' INT
  trap 'exit 143' TERM

  make_base
  make_try
  say "Trying ./dev $command of $(git -C "$root" log -1 --format='%h (%s)') on Debian $suite."
  [ -z "$(git -C "$root" status --porcelain)" ] ||
    say 'What is not committed is left out.'
  begin=$(date +%s)
  status=0
  run_apart "$root/tests/elsewhere.sh" --inside "$try" "$archives" "$command" "$@" ||
    status=$?
  if [ "$command" = package ] && [ "$status" -eq 0 ]; then
    remove "$folder/package"
    cp -R "$try/root/normlab/_build-package" "$folder/package"
    make_try
    cp "$folder/package"/normlab_*.deb "$try/root"
    run_apart "$root/tests/elsewhere.sh" --inside "$try" "$archives" install || status=$?
  fi

  seconds=$(($(date +%s) - begin))
  [ "$status" -eq 0 ] && result='has passed' || result="has failed with status $status"
  say "./dev $command on Debian $suite $result after $seconds s."
  exit "$status"
}

# --- Inside ---

mount_all ()
{
  mount -t proc proc "$try/proc"
  mount -t sysfs -o ro sysfs "$try/sys"
  mount -t devpts -o newinstance,ptmxmode=0666 devpts "$try/dev/pts"
  mount --bind "$archives" "$try/var/cache/apt/archives"
  if [ -d "$shared" ]; then
    mount --bind "$shared" "$try/root/shared"
    mount -o remount,bind,ro "$try/root/shared"
  fi
}

# As one would who has just logged in.
in_try ()
{
  set -- chroot "$try" /bin/sh -c 'cd /root/normlab && "$@"' sh "$@"
  [ -z "${http_proxy:-}" ] || set -- http_proxy="$http_proxy" "$@"
  [ -z "${https_proxy:-}" ] || set -- https_proxy="$https_proxy" "$@"
  env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root "$@"
}

# Five whole runs of the notebook, and their chart.
check_run ()
{
  csv=$try/root/normlab/notebook.csv
  tr -d '\r' <"$csv" | awk -F, '
    NR > 1 { n[$1]++ }
    NR == 1 { for (i = 1; i <= NF; i++) column[$i] = i }
    NR > 1 && $column["step"] == 1000 && $column["state"] == "finished" { whole += n[$1] == 100 }
    END { exit !(NR == 501 && whole == 5) }' || die 'notebook.csv does not hold five whole runs'
  in_try xmllint --nonet --noout notebook.svg || die 'notebook.svg is no chart'
  say 'notebook.csv and notebook.svg are whole.'
}

# What apt-get says is shown only if it fails.
quietly ()
{
  "$@" </dev/null >/root/log 2>&1 || {
    tail -n 30 /root/log >&2
    die "could not do: $*"
  }
}

# In a bare Debian, which knows neither a compiler nor GTK, and without what a package recommends.
try_package ()
{
  export DEBIAN_FRONTEND=noninteractive GSETTINGS_BACKEND=memory GSK_RENDERER=cairo GTK_A11Y=none
  quietly apt-get -q update
  quietly apt-get -q -y -o Acquire::Retries=3 --no-install-recommends install /root/normlab_*.deb
  quietly apt-get -q -y -o Acquire::Retries=3 --no-install-recommends install \
    libglib2.0-bin xvfb xdotool locales
  quietly localedef -i ja_JP -f UTF-8 ja_JP.UTF-8

  cd /root
  normlab --version
  normlab-cli --version
  normlab-cli train --experiment notebook --iterations 20 --csv notebook.csv --quiet
  [ "$(wc -l <notebook.csv)" -eq 16 ] || die 'normlab-cli has not trained the notebook'
  for program in normlab normlab-cli; do
    LC_ALL=ja_JP.UTF-8 "$program" --help | grep -q 'コマンド\|フォルダー' || die "$program speaks no Japanese"
  done
  gsettings list-keys io.github.normlab.Normlab | grep -qx memory || die 'there are no settings'
  gio info -a standard::content-type /usr/share/normlab/experiments/notebook.experiment |
    grep -q application/x-normlab-experiment || die 'the type of experiments is not known'
  /root/normlab/tests/ui/display.sh /root/normlab/tests/check-installed.sh --opens normlab ||
    die 'the window does not open'
  quietly apt-get -q -y purge normlab
  [ -z "$(find /usr -iname '*normlab*')" ] || die 'something of it is left'
  say 'The package installs, runs and goes again.'
}

inside ()
{
  try=$1
  archives=$2
  command=$3
  shift 3
  mount_all
  case $command in
    aarch64) in_try tests/aarch64.sh "$@" || exit $? ;;
    install) in_try tests/elsewhere.sh --try-package || exit $? ;;
    *) in_try ./dev "$command" || exit $? ;;
  esac
  [ "$command" != run ] || check_run
}

case $1 in
  --inside)
    shift
    inside "$@"
    ;;
  --try-package) try_package ;;
  *) outside "$@" ;;
esac
