#!/bin/bash
# flatpak-run.sh PICTURE: starts the installed app in its sandbox, takes a picture of its window, and proves that $HOME
# cannot be read there.  Runs inside the Debian 13 folder, under headless.sh.
set -euo pipefail
picture=$1
here=$(cd "$(dirname "$0")" && pwd)
id=org.luwte.Luwte
# The sandbox would inherit every variable of the caller: only these go in.
run=(env -i "PATH=/usr/bin:/bin" "HOME=$HOME" "DISPLAY=$DISPLAY" "LANG=C.UTF-8" "XDG_RUNTIME_DIR=$XDG_RUNTIME_DIR"
     "XDG_DATA_HOME=$XDG_DATA_HOME" "DBUS_SESSION_BUS_ADDRESS=$DBUS_SESSION_BUS_ADDRESS" "FLATPAK_USER_DIR=$STATE/user"
     flatpak --user run --env=GSK_RENDERER=cairo --env=GDK_DISABLE=gl,vulkan --env=ADW_DISABLE_PORTAL=1 --env=GDK_DEBUG=no-portals)

mkdir -p "$HOME/secret"
echo 'nobody in the sandbox reads this' >"$HOME/secret/key"

out=$(mktemp)
bash "$here/picture.sh" "$picture" "${run[@]}" $id --practice >"$out" &
app=$!
until grep -q 'picture of its window' "$out"; do
  kill -0 $app 2>/dev/null || { cat "$out"; exit 1; }
  sleep 0.2
done
kill $app; wait $app 2>/dev/null || :

# The probe itself must work: the same command reads a file that is in the sandbox.
"${run[@]}" --command=cat $id /app/manifest.json >/dev/null
if "${run[@]}" --command=cat $id "$HOME/secret/key" >/dev/null 2>&1; then
  echo "dev: the sandbox reads \$HOME" >&2; exit 1
fi
echo "A picture of the window, from inside the sandbox: $picture"
echo "\$HOME could not be read there."
