#!/bin/sh
# Saves campaign.fods as LibreOffice saves it in each format. The files are kept in the repository, so that
# tests need no LibreOffice: run this by hand when campaign.fods changes.
set -eu
cd "$(dirname "$0")"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

save() { # NAME FORMAT
    soffice --headless --convert-to "$2" --outdir "$work" "$work/sheet.fods" >/dev/null 2>&1
    mv "$work/sheet.${2%%:*}" "$1"
}

csv() { # NAME DELIMITER ENCODING, by LibreOffice's numbers; cells as shown
    soffice --headless --convert-to "csv:Text - txt - csv (StarCalc):$2,34,$3,1,,0,false,true,false,false,false,1" \
        --outdir "$work" "$work/sheet.fods" >/dev/null 2>&1
    mv "$work"/sheet*.csv "$1"
}

cp campaign.fods "$work/sheet.fods"
save campaign.xlsx xlsx
save campaign.xls xls
save campaign.ods ods
csv utf-8.csv 44 76
csv gb18030-semicolon.csv 59 85
csv utf-16-tab.csv 9 65535

hidden='<table:table-row table:visibility="XXX"><table:table-cell office:value-type="string"><text:p>这一行被隐藏了，不应该付费</text:p></table:table-cell></table:table-row>'
sed "s|<!--HIDDEN-->|$(echo "$hidden" | sed s/XXX/collapse/)$(echo "$hidden" | sed s/XXX/filter/)|" campaign.fods > "$work/sheet.fods"
save hidden-rows.xlsx xlsx
