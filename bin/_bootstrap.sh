# shellcheck shell=sh
# Sourced by the other scripts: goes to the project's folder and makes .venv what requirements/ says.
# PARTS names the requirement files; the default is what a running PeerChat needs.
cd "$(dirname "$0")/.." || exit 1

UV_PIN=0.13.9
export UV_NO_PROGRESS=1
# What is compiled is kept: else every process, and in the tests there are hundreds, compiles PeerChat anew.
unset PYTHONDONTWRITEBYTECODE

find_python() {
    for candidate in python3 python3.14 python3.13 python3.12 python3.11; do
        if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            # The real program and not a version manager's shim, which would change under .venv.
            "$candidate" -c 'import sys; print(sys.executable)'
            return
        fi
    done
}

find_uv() {
    if command -v uv >/dev/null 2>&1; then
        echo uv
        return
    fi
    if [ "$(.uv/bin/uv --version 2>/dev/null | cut -d' ' -f2)" != "$UV_PIN" ]; then
        python=$(find_python)
        [ -n "$python" ] || { echo "PeerChat needs Python 3.11 or newer (or uv)." >&2; return 1; }
        "$python" -m venv .uv || { echo "Python's venv is missing: install python3-venv, or uv." >&2; return 1; }
        .uv/bin/python -m pip install -q --disable-pip-version-check "uv==$UV_PIN" >&2 || return 1
    fi
    echo .uv/bin/uv
}

install_parts() {
    echo "Installing what requirements/ lists into .venv ..." >&2
    uv=$(find_uv) || exit 1
    if ! .venv/bin/python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
        python=$(find_python)
        "$uv" venv -q --clear --python "${python:->=3.11}" .venv || exit 1
    fi
    files=""
    for part in $1; do files="$files requirements/$part.txt"; done
    # shellcheck disable=SC2086 # one word for each file
    "$uv" pip sync -q --python .venv/bin/python --require-hashes --compile-bytecode $files || exit 1
}

parts="${PARTS:-base}"
# Who ran the tests here before keeps their packages: a start must not take them away.
[ -e .venv/.with-tests ] && parts="base test lint"
wanted="$parts $(cat requirements/*.txt | cksum)"
if [ "$(cat .venv/.installed 2>/dev/null)" != "$wanted" ]; then
    install_parts "$parts"
    [ "$parts" = base ] || : > .venv/.with-tests
    printf '%s\n' "$wanted" > .venv/.installed
fi
