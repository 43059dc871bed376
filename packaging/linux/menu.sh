#!/bin/sh
# Puts Inkan into the menu of whoever runs this, from where the folder lies: menu.sh; menu.sh --remove takes it out again.
# Nothing is needed for that but this folder; nothing is written outside ~/.local/share (XDG_DATA_HOME).
set -eu
here=$(dirname -- "$(readlink -f -- "$0")")
data=${XDG_DATA_HOME:-$HOME/.local/share}
id=jp.inkan.Inkan
entry=$data/applications/$id.desktop

icons() {
    (cd "$here/share/icons" && find hicolor -type f)
}

case ${1:-} in
    --remove)
        icons | while read -r icon; do rm -f "$data/icons/$icon"; done
        rm -f "$entry"
        ;;
    '')
        icons | while read -r icon; do
            mkdir -p "$(dirname "$data/icons/$icon")"
            cp "$here/share/icons/$icon" "$data/icons/$icon"
        done
        mkdir -p "$data/applications"
        # In an entry, a backslash, a quote, a dollar and a backtick of a quoted path are escaped, a percent sign is doubled.
        place=$(printf %s "$here" | sed 's/[\\"`$]/\\\\&/g; s/%/%%/g' | sed 's/[&|\\]/\\&/g')
        sed -e '/^TryExec=/d' -e "s|^Exec=inkan|Exec=\"$place/inkan\"|" \
            "$here/share/applications/$id.desktop" >"$entry"
        ;;
    *)
        echo "usage: menu.sh [--remove]" >&2
        exit 2
        ;;
esac
if command -v update-desktop-database >/dev/null; then
    update-desktop-database -q "$data/applications" || true
fi
