#!/bin/bash
# headless.sh CMD…: CMD with one X server and one session bus of its own, nothing inherited, nothing left behind.
#
# For tests, pictures and `./dev run` without a display.  Asks for no tty, standard input, systemd or XDG_RUNTIME_DIR.
# at-spi2-registryd outlives the bus; callers who must not leave it behind put a PID namespace round this (common.sh,
# `contained`).
set -u
t=$(mktemp -d)
servers=()
trap 'kill "${servers[@]}" 2>/dev/null; wait "${servers[@]}" 2>/dev/null; rm -rf "$t"' EXIT
trap 'exit 143' TERM
trap 'exit 130' INT

export HOME=$t/home XDG_RUNTIME_DIR=$t/run
export XDG_CONFIG_HOME=$HOME/.config XDG_DATA_HOME=$HOME/.local/share XDG_CACHE_HOME=$HOME/.cache XDG_STATE_HOME=$HOME/.local/state
mkdir -p "$XDG_CONFIG_HOME/gtk-4.0" "$XDG_DATA_HOME" "$XDG_CACHE_HOME" "$XDG_STATE_HOME" "$XDG_RUNTIME_DIR"
chmod 700 "$XDG_RUNTIME_DIR"
cat >"$XDG_CONFIG_HOME/gtk-4.0/settings.ini" <<INI
[Settings]
gtk-font-name=Cantarell 11
gtk-icon-theme-name=Adwaita
gtk-enable-animations=0
gtk-cursor-blink=0
INI

# The same frame on every machine: software drawing, no portals, settings in memory, English unless a test says
# otherwise (LUWTE_LOCALE=nl_NL.UTF-8).
export GDK_BACKEND=x11 GSK_RENDERER=cairo GDK_DISABLE=gl,vulkan GSETTINGS_BACKEND=memory
export LC_ALL=${LUWTE_LOCALE:-C.UTF-8} ADW_DISABLE_PORTAL=1 GDK_DEBUG=no-portals GTK_A11Y=${GTK_A11Y:-atspi}
# DISPLAY too: what the bus starts would inherit it, and inside another headless.sh two of them would find one
# another's accessibility bus on the root window of the display that they share.
unset DISPLAY WAYLAND_DISPLAY DBUS_SESSION_BUS_ADDRESS AT_SPI_BUS_ADDRESS LANGUAGE

# Each server tells its address through a pipe as soon as it serves; its chatter is no news.
mkfifo "$t/display" "$t/address"
# -noreset: else the server starts anew when its last client goes, and the next client finds it closed.
Xvfb -displayfd 9 -screen 0 "${LUWTE_SCREEN:-1280x800x24}" -nolisten tcp -noreset 9>"$t/display" >"$t/x.log" 2>&1 &
servers+=($!)
dbus-daemon --session --nofork --print-address=9 9>"$t/address" >"$t/bus.log" 2>&1 &
servers+=($!)
read -r n <"$t/display" || { cat "$t/x.log" >&2; exit 1; }
read -r DBUS_SESSION_BUS_ADDRESS <"$t/address" || { cat "$t/bus.log" >&2; exit 1; }
export DISPLAY=:$n DBUS_SESSION_BUS_ADDRESS

# The command is a job that is waited for, so that a signal to this script reaches it at once.
"$@" <&0 &
c=$!
trap 'kill -TERM $c 2>/dev/null; wait $c; exit 143' TERM
trap 'kill -INT $c 2>/dev/null; wait $c; exit 130' INT
wait $c
