# coverage.sh: ./dev coverage.  Sourced by ./dev.  Lines of the core (all but ui and app) that the tests reach, by
# folder and in all.  The core is built without the window; what looks at the tree itself (layers, style) reaches
# nothing of it.  This build is the plain one, too: it can be preloaded into and its clock be moved.
COV=$TREE/_build/coverage
mkdir -p "$TREE/_build"
compile "$COV" --buildtype=debug -Doptimization=1 -Db_coverage=true -Dui=false
find "$COV" -name '*.gcda' -delete
export LUWTE_BUILD_DIR=$COV LUWTE_PLAIN_BUILD_DIR=$COV
say "running the tests"
contained bash "$DEV/headless.sh" meson test -C "$COV" --no-rebuild --num-processes "$(nproc)" --timeout-multiplier 2 --no-suite layers --no-suite style </dev/null >&2 || say "some tests failed; counting all the same"
say "counting"
(inside gcovr --root "$TREE" --filter "$TREE/src/" --exclude '.*/src/(ui|app)/' --object-directory "$COV" \
  --gcov-ignore-parse-errors=negative_hits.warn_once_per_file --merge-mode-functions=merge-use-line-0 \
  -j "$(nproc)" --html-details "$COV/index.html" --sort uncovered-percent --json-summary "$COV/summary.json") >"$COV/gcovr.log" 2>&1 </dev/null || {
  tail -5 "$COV/gcovr.log" >&2; die "the lines could not be counted: $COV/gcovr.log"; }
inside python3 "$DEV/coverage.py" "$COV/summary.json"
say "line by line: $COV/index.html"
