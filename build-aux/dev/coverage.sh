# coverage.sh: ./dev coverage.  Sourced by ./dev.  Lines of the core (without window) that the tests reach.
COV=$TREE/_build/coverage
mkdir -p "$TREE/_build"
build_plain
compile "$COV" --buildtype=debug -Db_coverage=true -Dui=false
find "$COV" -name '*.gcda' -delete
export LUWTE_BUILD_DIR=$COV LUWTE_PLAIN_BUILD_DIR=$BUILD
contained bash "$DEV/headless.sh" meson test -C "$COV" --no-rebuild --num-processes "$(nproc)" --no-suite layers --no-suite style </dev/null >&2 || say "some tests failed; counting all the same"
inside gcovr --root "$TREE" --filter "$TREE/src/" --exclude '.*/src/(ui|app)/' --object-directory "$COV" --gcov-ignore-parse-errors=negative_hits.warn_once_per_file --print-summary --html-details "$COV/index.html" --sort uncovered-percent
