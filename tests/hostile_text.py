"""Texts that break careless writers."""

from hypothesis import strategies as st

AWKWARD = (
    'He said "no", twice',
    "<Obs/> & ]]> --> &amp; &#10;",
    "=1+1",
    "@SUM(A1)",
    "-2",
    "line\nbreak\r\nand\rreturn",
    "\ttab ",
    " spaces ",
    "nul \x00, bell \x07, unit \x1f, delete \x7f",
    "\ufffe\uffff\u2028\u0085",
    "😀 é 漢 \u202e",
    "\\ \\n {\"a\": 1} 'q' ;",
    "",
    ",",
    '"',
    '""',
    "\n",
    "NULL",
    "NaN",
)

TEXTS = st.one_of(
    st.sampled_from(AWKWARD),
    st.text(st.characters(exclude_categories=("Cs",))),
    st.text(st.sampled_from("\",;<>&'\r\n\t\x00\x1b=+-@\\ ]}:aé😀")),
)
"""Any text that UTF-8 can hold, awkward ones first."""
