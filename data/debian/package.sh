#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# package.sh FOLDER: a Debian package of what is committed, in FOLDER, which is made anew. What lies
# beside this script becomes "debian" in a clean export; the version is that of meson.build, what
# is needed for building is what "./dev build" looks for.
set -eu

folder=$1
root=$(CDPATH='' cd -- "$(dirname -- "$0")/../.." && pwd -P)
maintainer='The Normlab developers <normlab@users.noreply.github.com>'
cd "$root"

die ()
{
  printf 'package: %s\n' "$*" >&2
  exit 1
}

# shellcheck source=tests/packages.sh
. tests/packages.sh

# From here on these list what they would look for. The compiler comes with debhelper's own needs.
depends='debhelper-compat (= 13)'

need ()
{
  depends="$depends, $1"
}

need_module ()
{
  case $2 in
    *' >= '*) depends="$depends, $1 (>= ${2#* >= })" ;;
    *) depends="$depends, $1" ;;
  esac
}

need_compiler ()
{
  :
}

want ()
{
  :
}

fill ()
{
  sed -e "s/@MAINTAINER@/$maintainer/" -e "s/@BUILD_DEPENDS@/$depends/" "$1"
}

version=$(sed -n "s/^ *version: '\(.*\)',$/\1/p" meson.build)
[ -n "$version" ] || die 'meson.build does not say which version this is'
need_build

rm -rf "$folder"
mkdir -p "$folder/source"
folder=$(cd "$folder" && pwd -P)
git archive HEAD | tar -x -C "$folder/source"
cd "$folder/source"
[ ! -e debian ] || die 'there is a folder "debian" already'
cp -R data/debian debian
rm debian/package.sh debian/control.in
fill data/debian/control.in >debian/control
cat >debian/changelog <<END
normlab ($version) unstable; urgency=medium

  * As of $(git -C "$root" log -1 --format='%h:%n    "%s".')

 -- $maintainer  $(git -C "$root" log -1 --format=%cD)
END

log=$folder/log
# One package, without another one for debuggers.
DEB_BUILD_OPTIONS="${DEB_BUILD_OPTIONS:+$DEB_BUILD_OPTIONS }noautodbgsym" \
  dpkg-buildpackage --build=binary --no-sign </dev/null >"$log" 2>&1 || {
  tail -n 40 "$log" >&2
  die "could not build; the whole of what was said is in $log"
}
cd "$folder"
rm -rf source
lintian --allow-root --fail-on error --tag-display-limit 0 ./*.changes ||
  die 'lintian finds something wrong'
printf 'The package: %s\n' "$folder"/normlab_*.deb
