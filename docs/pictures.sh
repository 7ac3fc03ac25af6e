#!/bin/bash
# Makes the pictures of the documents from a real rehearsal, in a terminal and in a browser:
#
#   docs/pictures.sh        docs/terminal.png and docs/report.png
#   docs/pictures.sh zh     docs/terminal.zh-CN.png and docs/report.zh-CN.png
#
# Needs Maven, target/reelbatch.jar (mvn -DskipTests package), and of Debian: tmux aha chromium fonts-noto-cjk
set -euo pipefail

case "${1:-en}" in
  en) sheet=launch-teasers.csv suffix='' said='' ;;
  zh) sheet=短视频.csv suffix=.zh-CN said=' --lang zh' ;; # not shown: a Chinese machine needs no such word
  *) echo "There are pictures in en and zh, not in $1." >&2; exit 2 ;;
esac

docs=$(cd "$(dirname "$0")" && pwd)
jar=${JAR:-$docs/../target/reelbatch.jar}
for program in tmux aha chromium fc-list java mvn; do
  command -v $program > /dev/null || { echo "$program is missing: apt-get install tmux aha chromium fontconfig" >&2; exit 1; }
done
[ -n "$(fc-list 'Noto Sans Mono CJK SC')" ] || { echo 'A font is missing: apt-get install fonts-noto-cjk' >&2; exit 1; }
[ -f "$jar" ] || { echo "$jar is missing: mvn -DskipTests package" >&2; exit 1; }

work=$(mktemp -d)
tmux=(tmux -L "pictures-$$" -f /dev/null)
trap '"${tmux[@]}" kill-server 2> /dev/null || true; rm -rf "$work"' EXIT
export LC_ALL=C.UTF-8 REELBATCH_HOME=$work/home
mkdir "$work/target"
cp "$jar" "$work/target/"
cp -r "$docs/../sample-prompts" "$work/"

# The terminal: what stands on it when the command has ended.
typed="java -jar target/reelbatch.jar run sample-prompts/$sheet --rehearse"
cat > "$work/session" <<EOF
cd "$work"
printf '\033[32m$\033[0m %s\n' '$typed'
$typed$said; echo \$? > exit
tmux -L pictures-$$ wait-for -S ended
exec tail -f /dev/null
EOF
"${tmux[@]}" new-session -d -x 104 -y 40 "bash '$work/session'"
timeout 300 "${tmux[@]}" wait-for ended
[ "$(cat "$work/exit")" = 0 ] || { "${tmux[@]}" capture-pane -p >&2; exit 1; }
"${tmux[@]}" capture-pane -e -p | sed -e :a -e '/^\n*$/{$d;N;ba' -e '}' > "$work/screen"

{
  cat <<'EOF'
<!DOCTYPE html><meta charset="utf-8"><style>
body { margin: 0; padding: 20px 24px; background: #14181f; color: #d7dce5; }
pre { margin: 0; font: 15px/22px "Noto Sans Mono CJK SC", monospace; }
</style><pre>
EOF
  aha --no-header --black < "$work/screen" | sed 's/color:#3333FF/color:#7aa5ee/g; s/color:lime/color:#6fd79b/g'
  echo '</pre>'
} > "$work/terminal.html"
asRoot=()
[ "$(id -u)" -ne 0 ] || asRoot=(--no-sandbox)
chromium --headless "${asRoot[@]}" --disable-dev-shm-usage --hide-scrollbars --force-device-scale-factor=2 \
  --window-size="880,$(($(wc -l < "$work/screen") * 22 + 40))" \
  --screenshot="$docs/terminal$suffix.png" "file://$work/terminal.html" 2> "$work/chromium.log" \
  || { cat "$work/chromium.log" >&2; exit 1; }

# The report of the same run.
(cd "$docs/.." && mvn -q verify -DskipUnitTests=true -Dit.test=PictureIT \
  -Dreport="$(echo "$work"/out/*/report.html)" -Dpicture="$docs/report$suffix.png")

for picture in "$docs/terminal$suffix.png" "$docs/report$suffix.png"; do
  [ "$(stat -c %s "$picture")" -lt 300000 ] || { echo "$picture is larger than 300 KB." >&2; exit 1; }
done
