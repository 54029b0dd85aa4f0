#!/bin/sh
# 仅用本目录中的文件安装 Hutong，不访问网络。Installs Hutong from this folder alone; no network is asked.
#   ./install.sh [PREFIX]     PYTHON=/path/to/python3 ./install.sh [PREFIX]
set -eu
unset PYTHONPATH PYTHONHOME
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
prefix=${1:-$here/venv}

fail() {
    printf '安装中止：%s\nInstallation stopped: %s\n' "$1" "$2" >&2
    exit 1
}

bad=$(cd "$here" && LC_ALL=C sha256sum -c SHA256SUMS 2>&1 | grep -v ': OK$') || :
[ -z "$bad" ] || fail "文件损坏或缺失，请重新拷贝：
$bad" "files are damaged or missing, copy them again (listed above)."

listed=$(sed 's/^[^ ]*  //' "$here/SHA256SUMS")
found=$(cd "$here" && find . -path ./venv -prune -o ! -type d ! -path ./SHA256SUMS -print | sed 's,^[.]/,,')
more=$(printf '%s\n' "$listed" "$listed" "$found" | LC_ALL=C sort | uniq -u)
[ -z "$more" ] || fail "有清单以外的文件，请删除或重新解包：
$more" "there are files that SHA256SUMS does not list: remove them, or unpack the archive anew (listed above)."

# shellcheck source=/dev/null # written by the build: archive, pythons, system, machine, glibc
. "$here/target"

version() { "$1" -E -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null; }

python='' seen=''
for candidate in $(for one in $pythons; do echo "python$one"; done) python3 python; do
    candidate=${PYTHON:-$candidate}
    found=$(version "$candidate") || continue
    case " $pythons " in *" $found "*) python=$candidate && break ;; esac
    seen="$seen $candidate=$found"
    [ -z "${PYTHON:-}" ] || break
done
[ -n "$python" ] || fail "本离线包需要 Python $pythons，找到：${seen:- 无可用的 Python}。可用 PYTHON=路径 指定。" \
    "this archive serves Python $pythons; found:${seen:- none that runs}. PYTHON=path chooses one."

"$python" -I - "$system" "$machine" "$glibc" <<'CHECK' || fail "本离线包适用于 $system $machine，glibc ${glibc:-（不限）} 及以上。" \
    "this archive is for $system $machine, glibc ${glibc:-(any)} or later; this machine is shown above."
import platform, sys, sysconfig
system, machine, glibc = sys.argv[1:]
here = sysconfig.get_platform().replace("-", "_").replace(".", "_")
libc = platform.libc_ver()
number = lambda text: [int(part) for part in text.split(".")]
if here != system + "_" + machine or (glibc and (libc[0] != "glibc" or number(libc[1]) < number(glibc))):
    sys.exit(" ".join([here, *libc]))
CHECK

"$python" -I -c 'import venv; from ensurepip import bootstrap' 2>/dev/null || fail "$python 没有 venv 模块；请先安装系统软件包（如 python3-venv）。" \
    "$python has no venv module; install the system's package for it first (such as python3-venv)."
[ ! -e "$prefix" ] || [ -f "$prefix/pyvenv.cfg" ] || [ -z "$(ls -A "$prefix")" ] ||
    fail "$prefix 已存在且不是虚拟环境。" "$prefix exists and is no virtual environment."

clear=
[ "$prefix" != "$here/venv" ] || clear=--clear # nothing that came with the folder is taken over
"$python" -I -m venv $clear "$prefix" || fail "无法建立虚拟环境 $prefix。" "the virtual environment $prefix could not be made."
"$prefix/bin/python" -I -m pip --isolated --disable-pip-version-check install --quiet --no-cache-dir \
    --no-index --find-links "$here/wheels" --only-binary :all: --require-hashes -r "$here/requirements.lock" ||
    fail "pip 未能安装，原因见上。" "pip did not install; its reason stands above."
mkdir -p "$prefix/share/hutong" # what `hutong init --ci` names
printf '%s  %s\n' "$(sha256sum <"$here/SHA256SUMS" | cut -d' ' -f1)" "$archive" >"$prefix/share/hutong/archive"
said=$("$prefix/bin/hutong" --version) || fail "已安装，但无法运行。" "installed, but it does not run."
printf '已安装 Installed: %s\n%s\n' "$said" "$prefix/bin/hutong"
