"""The colours of paper, as `#rrggbb`; nothing else in this room names one."""

ACCENT = "#5b5bd6"
TINT = "#f2f2fd"
TEXT = "#1c2024"
QUIET = "#60646c"
LINE = "#dddde3"
GOOD = "#1b7950"
BAD = "#c92a30"
