#!/bin/bash
# enter.sh ROOT [--proc] CMD…: runs in new mount namespace (common.sh calls it through unshare), puts the Debian 13
# folder's programs and libraries beside the host's own files, and becomes CMD.
#
# Why not bubblewrap: it always stays as a parent of the command and passes no signal on, so `kill` on `./dev exec
# luwte-practice` would end bubblewrap and leave the server.  Here every step is an exec: the process that was
# started is the program.
set -euo pipefail
host_path=$PATH
PATH=/usr/sbin:/usr/bin:/sbin:/bin
root=$1; shift
proc=; if [[ $1 = --proc ]]; then proc=1; shift; fi
here=$PWD
new=$root/mnt

# A new, empty top level: mount points are made here and not in the Debian 13 folder, so an ordinary user can enter a
# folder that root made.
mount -t tmpfs -o mode=755 luwte "$new"
share() { mkdir -p "$new$1" && mount --rbind "${2:-$1}" "$new$1"; }

# From the Debian 13 folder: programs, libraries, configuration.
for d in usr etc var; do share "/$d" "$root/$d"; done
for l in bin sbin lib lib32 lib64; do
  if [[ -L $root/$l ]]; then ln -s "$(readlink "$root/$l")" "$new/$l"; fi
done

# From the host: every other folder of the top level, so that any path means the same in and out.
for d in /*/; do
  d=${d%/}
  case $d in
    /usr|/etc|/var|/bin|/sbin|/lib*|/boot|/lost+found) ;;
    /proc) [[ $proc ]] || share /proc ;;
    *) if [[ -L $d ]]; then ln -s "$(readlink "$d")" "$new$d"; else share "$d"; fi ;;
  esac
done
if [[ $proc ]]; then mkdir "$new/proc"; mount -t proc proc "$new/proc"; fi
share /var/tmp
if [[ -d /var/cache/luwte && -d $root/var/cache/luwte ]]; then share /var/cache/luwte; fi
# The checkout and the current folder may lie elsewhere, in /usr/src or /var/lib.  An empty folder of that name is one
# that we made here before.
for d in "${LUWTE_TREE:-}" "$here"; do
  if [[ $d && ! ( -d $new$d && $(ls -A "$new$d") ) ]]; then share "$d"; fi
done

# Who we are, where names are looked up, what time it is.
for f in passwd group hosts resolv.conf localtime machine-id; do
  if [[ -e /etc/$f && -f $root/etc/$f && ! -L $root/etc/$f ]]; then mount --bind "/etc/$f" "$new/etc/$f"; fi
done

# pivot_root rather than chroot: who is in a chroot can make no user namespace, and Flatpak and Chromium want theirs.
mkdir "$new/.host"
cd "$new"
pivot_root . .host
umount -l /.host
rmdir /.host

# An ordinary user was given capabilities in the new namespace for the mounts above; the command does not get them.
drop=(); if ((EUID != 0)); then drop=(setpriv --ambient-caps=-all --inh-caps=-all); fi
cd "$here"
PATH=$host_path
hash -r
exec ${drop[@]+"${drop[@]}"} "$@"
