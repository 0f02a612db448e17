# Sourced by the commands beside it: set $root and $python, and install what is missing.
# Only POSIX shell and Python's standard library may be used before the virtual environment exists.

root=$(CDPATH= cd -- "$(dirname -- "$0")/.." && pwd -P)
folder=$PWD
# A relative VAR_DIR means the folder where the command was typed, not the project's.
case ${VAR_DIR:-/} in /*) ;; *) VAR_DIR=$PWD/$VAR_DIR; export VAR_DIR ;; esac
cd -- "$root"

python=
for candidate in ${PYTHON:+"$PYTHON"} python3 python3.14 python3.13 python3.12 python3.11; do
  if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
    python=$candidate
    break
  fi
done
if [ -z "$python" ]; then
  echo "Python 3.11 or newer is needed; install it (Debian 12: apt install python3 python3-venv) and start again." >&2
  exit 2
fi

# $1: the lock to install, "run" or "test".
install() {
  "$python" -m mentoring.embedded.installation "$1" || exit $?
  python=$root/.venv/bin/python
}
