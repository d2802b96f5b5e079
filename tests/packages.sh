# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=sh
# The Debian packages that "./dev" needs, for which it reads this, and how they are installed.

# Each line of the following looks for a thing and otherwise notes the Debian package that has it.
# Nothing fails for want of what is only wanted.

need ()
{
  command -v "$2" >/dev/null 2>&1 || missing="$missing $1"
}

need_file ()
{
  [ -e "$2" ] || missing="$missing $1"
}

need_module ()
{
  pkg-config --exists "$2" 2>/dev/null || missing="$missing $1"
}

want ()
{
  ! command -v dpkg-query >/dev/null 2>&1 ||
    dpkg-query -W -f '${Status}' "$1" 2>/dev/null | grep -q ' installed$' || wanted="$wanted $1"
}

need_compiler ()
{
  case ${1##*/} in
    clang*) need clang "$1" ;;
    *) need gcc "$1" ;;
  esac
}

# Without GTK.
need_cli ()
{
  need_compiler "${CC:-gcc}"
  need meson meson
  need ninja-build ninja
  need pkg-config pkg-config
  need gettext msgfmt
  need_module libglib2.0-dev 'gio-2.0 >= 2.74'
  need_module libcairo2-dev 'cairo >= 1.16'
  need_module libpango1.0-dev pangocairo
  need_module zlib1g-dev zlib
  need_module libsoup-3.0-dev 'libsoup-3.0 >= 3.2'
}

need_build ()
{
  need_cli
  need_module libgtk-4-dev 'gtk4 >= 4.8'
  need libgtk-4-bin gtk4-update-icon-cache
  need libxml2-utils xmllint
  need desktop-file-utils update-desktop-database
  # Fetches from addresses that begin with https.
  want glib-networking
  # Without it GTK cannot read most of its icons.
  want librsvg2-common
  case ${LC_ALL:-${LC_MESSAGES:-${LANG:-}}} in
    # Letters that the fonts Pango brings with it do not have.
    ja* | ko* | zh*) want fonts-noto-cjk ;;
  esac
}

need_man_and_locales ()
{
  need man-db man
  # localedef is there, but what it makes locales from is not.
  need_file locales /usr/share/i18n/charmaps
}

need_cli_test ()
{
  need_cli
  need_man_and_locales
}

need_test ()
{
  need_build
  need_man_and_locales
  need_compiler "$(second_compiler)"
  need appstream appstreamcli
  need clang-format clang-format
  need xvfb Xvfb
  need xdotool xdotool
  # Runs the programs that are written for it.
  need_file python3-numpy /usr/lib/python3/dist-packages/numpy
}

need_mutate ()
{
  need_test
  need gcc gcc
  need gcc gcov
  need python3 python3
}

need_format ()
{
  need clang-format clang-format
}

need_elsewhere ()
{
  need debootstrap debootstrap
  need git git
  need util-linux unshare
  need_file debian-archive-keyring /usr/share/keyrings/debian-archive-keyring.gpg
}

need_package ()
{
  need_build
  need_file build-essential /usr/share/doc/build-essential
  need debhelper dh
  need dpkg-dev dpkg-buildpackage
  need git git
  need lintian lintian
}

need_screenshots ()
{
  need_build
  need xvfb Xvfb
  need openbox openbox
  need dbus-daemon dbus-run-session
  need libglib2.0-bin gdbus
  need xdotool xdotool
  need imagemagick import
  need_file fonts-noto-cjk /usr/share/fonts/opentype/noto
}

need_bench ()
{
  need_build
  need python3 /usr/bin/python3
  need xvfb Xvfb
  need_file python3-numpy /usr/lib/python3/dist-packages/numpy
  need_file python3-torch /usr/lib/python3/dist-packages/torch
  need_file python3-sklearn /usr/lib/python3/dist-packages/sklearn
  set -- /usr/lib/*/openblas-pthread/libblas.so.3
  need_file libopenblas0-pthread "$1"
}

# apt_get ARGUMENT…: without questions, and showing what it says only if it fails.
apt_get ()
{
  log=$(mktemp)
  if $as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -y -o Dpkg::Use-Pty=0 \
    -o Acquire::Retries=3 "$@" </dev/null >"$log" 2>&1; then
    rm -f "$log"
  else
    tail -n 30 "$log" >&2
    rm -f "$log"
    return 1
  fi
}

# install_missing KIND: installs what need_KIND does not find.
install_missing ()
{
  missing=
  wanted=
  "need_$1"
  [ -n "$missing$wanted" ] || return 0

  as_root=
  if ! command -v apt-get >/dev/null 2>&1; then
    [ -z "$missing" ] || die "please install what your system calls these packages of Debian:$missing"
    return 0
  elif [ "$(id -u)" != 0 ]; then
    as_root=sudo
    if ! command -v sudo >/dev/null 2>&1; then
      [ -z "$missing" ] ||
        die "please install, as root: apt-get install --no-install-recommends$missing"
      return 0
    fi
  fi

  say "Installing$missing$wanted…"
  # shellcheck disable=SC2086 # one word per package
  if [ -n "$missing" ]; then
    { apt_get update && apt_get --no-install-recommends install $missing; } ||
      die "could not install$missing"
  fi
  # shellcheck disable=SC2086
  [ -z "$wanted" ] || apt_get --no-install-recommends install $wanted ||
    say "Going on without$wanted."

  missing=
  "need_$1"
  [ -z "$missing" ] || die "still missing after installing:$missing; is this system older than Debian 12?"
}
