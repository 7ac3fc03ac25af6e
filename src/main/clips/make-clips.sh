#!/bin/sh
# Makes the clips that the simulator hands out: one per size and duration that Sora 2 allows, each a
# real H.264 MP4 under 100 KB that browsers play. Run it from anywhere; it needs ffmpeg with libx264,
# ffprobe and the DejaVu fonts. The same ffmpeg makes the same bytes every time: one thread, fixed
# seed, no metadata.
set -eu

clips="$(cd "$(dirname "$0")/../resources/dev/reelbatch/simulator" && pwd)/clips"
font="${FONT:-/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf}"
limit=100000
mkdir -p "$clips"

# make_clip SIZE SECONDS COLOUR COLOUR
make_clip() {
    clip="$clips/$1-${2}s.mp4"
    short="${1%x*}"
    [ "${1#*x}" -lt "$short" ] && short="${1#*x}"
    disc="drawtext=fontfile=$font:text=●:fontcolor=white@0.25:fontsize=$((short / 2))"
    disc="$disc:x='(w-tw)*(0.5+0.4*sin(2*PI*t/$2))':y='(h-th)*(0.5+0.4*cos(2*PI*t/$2))'"
    title="drawtext=fontfile=$font:text='reelbatch rehearsal':fontcolor=white:fontsize=$((short / 13))"
    title="$title:x=(w-tw)/2:y=h/2-th*2"
    detail="drawtext=fontfile=$font:text='$1 · $2 s':fontcolor=white:fontsize=$((short / 18))"
    detail="$detail:x=(w-tw)/2:y=h/2+th"
    ffmpeg -nostdin -v error -y \
        -f lavfi -i "gradients=size=$1:rate=12:duration=$2:c0=$3:c1=$4:nb_colors=2:seed=7:speed=0.008" \
        -vf "$disc,$title,$detail,format=yuv420p" \
        -c:v libx264 -profile:v high -preset veryslow -tune animation -crf 36 -threads 1 \
        -map_metadata -1 -fflags +bitexact -flags:v +bitexact -movflags +faststart "$clip"
    bytes=$(wc -c <"$clip")
    echo "$(basename "$clip") $bytes bytes," \
        "$(ffprobe -v error -show_entries stream=width,height,duration -of csv=p=0 "$clip")"
    [ "$bytes" -lt "$limit" ] || { echo "$clip is not under $limit bytes" >&2; exit 1; }
}

for seconds in 4 8 12; do
    make_clip 720x1280 "$seconds" 0x1b3a6b 0xd9667b
    make_clip 1280x720 "$seconds" 0x0f4c4a 0xe0a458
    make_clip 1024x1792 "$seconds" 0x3d2c6e 0xe58f65
    make_clip 1792x1024 "$seconds" 0x12355b 0x4fa095
done
