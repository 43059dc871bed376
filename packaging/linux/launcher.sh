#!/bin/sh
# Starts the program of this name that lies beside it, wherever the folder was put. Where the system has no library of
# the smart card service, a stand-in is used that says so: then the program can tell what is missing.
here=$(dirname -- "$(readlink -f -- "$0")")
program=$here/lib/${0##*/}

# The loader lists what the program needs, without starting it.
if LD_TRACE_LOADED_OBJECTS=1 "$program" | grep -q 'libpcsclite\.so\.1 => not found'; then
    export LD_LIBRARY_PATH="${LD_LIBRARY_PATH:+$LD_LIBRARY_PATH:}$here/lib/no-service"
fi
exec "$program" "$@"
