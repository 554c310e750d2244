# fuzz.sh: ./dev fuzz NAME [SECONDS].  Sourced by ./dev.  What libFuzzer finds is kept in _build/fuzz/found-NAME.
FUZZ=$TREE/_build/fuzz
target=${1:?which target? they are in tests/fuzz} seconds=${2:-60}
export CC=clang
compile "$FUZZ" --buildtype=debugoptimized -Dui=false -Dfuzz=true -Db_sanitize=address,undefined -Db_lundef=false -Dc_args=-fsanitize=fuzzer-no-link
mkdir -p "$FUZZ/found-$target"
contained "$FUZZ/tests/fuzz/fuzz-$target" -max_total_time="$seconds" -timeout=10 -artifact_prefix="$FUZZ/found-$target/crash-" \
  "$FUZZ/found-$target" "$TREE/tests/fuzz/corpus/$target"
