#!/bin/bash
# root.sh [LIST]: prints the path of the Debian 13 folder with the packages of LIST; makes it first where it is missing.
#
# LIST is "packages", or "packages-platform" for what the Flatpak's local runtime holds.
## The folder is keyed by a hash of this file and of the package list, so a change of either makes a new one.  It is
# made under another name and renamed when whole: who finds it, finds it complete.  Downloaded packages are kept
# beside it, so making it again takes little network.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
. "$here/common.sh"

list=$here/${1:-packages}
key=$(cat "$list" "$here/root.sh" | sha256sum | cut -c1-12)
for dir in "$CACHE" /var/cache/luwte; do
  if [[ -e $dir/root-$key/.ready ]]; then echo "$dir/root-$key"; exit 0; fi
done
root=$CACHE/root-$key

# The Debian mirror is the one that this machine itself uses: in the .sources form or in the one-line form.
mirror_of_host() {
  { cat /etc/apt/sources.list.d/*.sources /etc/apt/sources.list.d/*.list /etc/apt/sources.list 2>/dev/null || :; } |
    sed -nE -e 's/^URIs: *([^ ]+).*/\1/p' -e 's/^deb +(\[[^]]*\] +)?([^ ]+) .*/\2/p' | sed 's,/*$,,' | grep '/debian$' | sed 1q
}

tools_of_host() {
  local missing=()
  command -v mmdebstrap >/dev/null || missing+=(mmdebstrap)
  command -v unshare >/dev/null || missing+=(util-linux)
  ((${#missing[@]})) || return 0
  ((EUID == 0)) || die "please install first: ${missing[*]}   (sudo apt-get install ${missing[*]})"
  say "installing ${missing[*]}"
  { apt-get -qq update
    DEBIAN_FRONTEND=noninteractive apt-get -qq -y --no-install-recommends install "${missing[@]}"
  } >"$CACHE/tools.log" 2>&1 </dev/null || { tail -20 "$CACHE/tools.log" >&2; die "installing failed"; }
}

mkdir -p "$CACHE/debs"
exec {lock}>"$CACHE/root.lock"
flock -n "$lock" || { say "another ./dev is making the Debian 13 folder, waiting for it"; flock "$lock"; }
[[ ! -e $root/.ready ]] || { echo "$root"; exit 0; }

tools_of_host
mirror=${LUWTE_MIRROR:-$(mirror_of_host)} || die "no Debian mirror in this machine's apt sources; name one in LUWTE_MIRROR"
packages=$(sed 's/#.*//' "$list" | xargs | tr ' ' ',')
say "making a Debian 13 folder, once: $root (one to some minutes, up to 2 GB)"
started=$SECONDS

options=(--variant=minbase --skip=essential/unlink,cleanup/apt/cache
         --aptopt='APT::Install-Recommends "false"' --aptopt='Acquire::Languages "none"' --dpkgopt=force-unsafe-io)
# Syncing each file to the disk is half of the time; this folder can be made again.
if command -v dpkg-architecture >/dev/null; then options+=(--hook-dir=/usr/share/mmdebstrap/hooks/eatmydata); fi
for p in man doc info locale gtk-doc help lintian bug; do options+=(--dpkgopt="path-exclude=/usr/share/$p/*"); done
# GTK's and glibc's own words in the languages that Luwte speaks.
for l in nl fr de; do options+=(--dpkgopt="path-include=/usr/share/locale/$l/*"); done

rm -rf "$root.new"
mmdebstrap --quiet "${options[@]}" --include="$packages" \
  --setup-hook="mkdir -p \"\$1\"/var/cache/apt/archives; cp -l $CACHE/debs/*.deb \"\$1\"/var/cache/apt/archives/ 2>/dev/null || :" \
  --customize-hook="cp -ln \"\$1\"/var/cache/apt/archives/*.deb $CACHE/debs/ || :; rm -f \"\$1\"/var/cache/apt/archives/*.deb" \
  --customize-hook='for l in nl_NL fr_FR de_DE; do chroot "$1" localedef -i $l -f UTF-8 $l.UTF-8; done' \
  --customize-hook='rm -rf "$1"/usr/share/i18n; mkdir -p "$1"/var/cache/luwte' \
  --customize-hook='cd "$1"/etc; rm -f localtime resolv.conf; touch localtime resolv.conf hosts machine-id' \
  trixie "$root.new" \
  "deb $mirror trixie main" "deb $mirror trixie-updates main" "deb ${mirror%/debian}/debian-security trixie-security main" \
  "deb-src $mirror trixie main" >"$CACHE/root.log" 2>&1 </dev/null ||
  { tail -30 "$CACHE/root.log" >&2; die "making it failed; the whole log: $CACHE/root.log"; }
touch "$root.new/.ready"
mv "$root.new" "$root"
say "made in $((SECONDS - started)) s, $(du -sh "$root" | cut -f1)"
echo "$root"
