# format.sh: ./dev format [--check].  Sourced by ./dev.
cd "$TREE"
case ${1:-} in
  --check) how=(--dry-run -Werror) ;;
  '') how=(-i) ;;
  *) die "format: only --check is known" ;;
esac
mapfile -d '' files < <(find src tests \( -name '*.c' -o -name '*.h' \) -print0 2>/dev/null)
if ((${#files[@]})); then inside clang-format "${how[@]}" "${files[@]}"; fi
