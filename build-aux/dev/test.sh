# test.sh: ./dev test [NAME…].  Sourced by ./dev.  NAME is a test or a suite.
#
# Tests run from the build with sanitizers.  Those that cannot (a preloaded library, a moved clock) take the programs
# of the plain build; both are told by environment.
mkdir -p "$TREE/_build"
build_plain
build_asan

export LUWTE_BUILD_DIR=$ASAN LUWTE_PLAIN_BUILD_DIR=$BUILD
export ASAN_OPTIONS=${ASAN_OPTIONS:-detect_stack_use_after_return=1:strict_string_checks=1:suppressions=$DEV/asan.supp}
export UBSAN_OPTIONS=${UBSAN_OPTIONS:-halt_on_error=1:print_stacktrace=1}
export LSAN_OPTIONS=${LSAN_OPTIONS:-suppressions=$DEV/lsan.supp:print_suppressions=0}
export MALLOC_PERTURB_=0

names=()
if (($#)); then
  mapfile -t names < <(inside python3 -c '
import json, sys
tests = json.load(open(sys.argv[1]))
for t in tests:
    if {t["name"], *(s.split(":")[-1] for s in t["suite"])} & set(sys.argv[2:]):
        print(t["name"])' "$ASAN/meson-info/intro-tests.json" "$@")
  ((${#names[@]})) || die "no test or suite of that name: $*"
fi

say "running the tests"
rm -f "$ASAN"/meson-logs/testlog.{json,junit.xml}
status=0
contained bash "$DEV/headless.sh" meson test -C "$ASAN" --no-rebuild --print-errorlogs --timeout-multiplier 4 --num-processes "$(nproc)" "${names[@]}" </dev/null || status=$?
contained python3 "$DEV/count.py" "$ASAN/meson-logs" "$status" || exit
