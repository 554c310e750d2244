# requirements.sh: ./dev requirements.  Sourced by ./dev.  Writes docs/requirements.md from what the tests cite.
cd "$TREE"
inside python3 "$DEV/requirements.py" --write
