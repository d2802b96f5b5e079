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

# Another Python than the system's may come first and know nothing of the system's packages.
need_python ()
{
  for python in python3 /usr/bin/python3; do
    ! "$python" -c "import importlib.util as u; exit (u.find_spec ('$2') is None)" 2>/dev/null ||
      return 0
  done
  missing="$missing $1"
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
  need mold mold
  need appstream appstreamcli
  need clang-format clang-format
  need xvfb Xvfb
  need xdotool xdotool
  # What runs sweeps.
  need make make
  need parallel parallel
  # Runs the programs that are written for it.
  need_python python3-numpy numpy
}

need_mutate ()
{
  need_test
  need gcc gcc
  need gcc gcov
  need python3 python3
}

need_fuzz ()
{
  need_cli
  need clang clang
  need gcc gcov
  need python3 python3
  # libFuzzer; what is not there has no path.
  need_file libclang-rt-dev \
    "$(clang -print-file-name="libclang_rt.fuzzer-$(uname -m).a" 2>/dev/null || :)"
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

# What Debian's packages are called by dnf (Fedora) and by pacman (Arch).
other_names ()
{
  cat <<'END'
appstream appstream appstream
clang clang clang
clang-format clang-tools-extra clang
dbus-daemon dbus-daemon dbus
desktop-file-utils desktop-file-utils desktop-file-utils
fonts-noto-cjk google-noto-sans-cjk-fonts noto-fonts-cjk
gcc gcc gcc
gettext gettext gettext
git git git
glib-networking glib-networking glib-networking
imagemagick ImageMagick imagemagick
libcairo2-dev cairo-devel cairo
libclang-rt-dev compiler-rt compiler-rt
libglib2.0-bin glib2 glib2
libglib2.0-dev glib2-devel glib2-devel
libgtk-4-bin gtk4 gtk4
libgtk-4-dev gtk4-devel gtk4
libpango1.0-dev pango-devel pango
libsoup-3.0-dev libsoup3-devel libsoup3
libxml2-utils libxml2 libxml2
locales glibc-locale-source glibc
make make make
man-db man-db man-db
meson meson meson
mold mold mold
ninja-build ninja-build ninja
openbox openbox openbox
parallel parallel parallel
pkg-config pkgconf-pkg-config pkgconf
python3 python3 python
python3-numpy python3-numpy python-numpy
xdotool xdotool xdotool
xvfb xorg-x11-server-Xvfb xorg-server-xvfb
zlib1g-dev zlib-devel zlib
END
}

# name_for COLUMN PACKAGE…: sets named and unnamed, the names of Debian's packages in that column and
# those that have none.
name_for ()
{
  column=$1
  shift
  named=
  unnamed=
  for package; do
    name=$(other_names | sed -n "s/^$package //p" | cut -d ' ' -f "$column")
    case " $named " in
      *" $name "*) ;;
      *) named="$named${name:+ $name}" ;;
    esac
    [ -n "$name" ] || unnamed="$unnamed $package"
  done
}

# Where there is no apt-get: names what is missing, and how it is installed if that is known.
ask_for_missing ()
{
  install=
  # shellcheck disable=SC2086 # one word per package
  if command -v dnf >/dev/null 2>&1; then
    install='dnf install'
    name_for 1 $missing
  elif command -v pacman >/dev/null 2>&1; then
    install='pacman -S --needed'
    name_for 2 $missing
  else
    named=
    unnamed=$missing
  fi

  what="what your system calls these packages of Debian:$unnamed"
  [ -n "$named" ] || die "please install $what"
  [ -z "$unnamed" ] || die "please run, as root: $install$named; and install $what"
  die "please run, as root: $install$named"
}

# apt_get LOG ARGUMENT…: without questions; what it says comes behind what is in LOG.
apt_get ()
{
  log=$1
  shift
  $as_root env DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8 \
    apt-get -q -y -o Dpkg::Use-Pty=0 -o Acquire::Retries=3 "$@" </dev/null >>"$log" 2>&1
}

# Whether it speaks of the network, and nobody has answered.
has_no_network ()
{
  grep -q -i -E -e '(could not|unable to) (resolve|connect)|temporary failure' \
    -e 'network is unreachable|no route to host|timed out|connection refused' "$1" &&
    ! grep -q -E '^(Get|Hit):' "$1"
}

# Ends with what apt-get has said, or with a sentence where that is a page of the same.
explain ()
{
  if has_no_network "$1"; then
    rm -f "$1"
    die "could not install$missing: there is no network, or no mirror of Debian answers"
  fi
  tail -n 30 "$1" >&2
  rm -f "$1"
  die "could not install$missing"
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
    [ -z "$missing" ] || ask_for_missing
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
  said=$(mktemp)
  # shellcheck disable=SC2086 # one word per package
  if [ -n "$missing" ]; then
    { apt_get "$said" update && apt_get "$said" --no-install-recommends install $missing; } ||
      explain "$said"
  fi
  # shellcheck disable=SC2086
  [ -z "$wanted" ] || apt_get "$said" --no-install-recommends install $wanted ||
    say "Going on without$wanted."
  rm -f "$said"

  missing=
  "need_$1"
  [ -z "$missing" ] || die "still missing after installing:$missing; is this system older than Debian 12?"
}
