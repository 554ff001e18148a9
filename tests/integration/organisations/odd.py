"""What people, and others, put into a box."""

ODD = (
    "'", '"', "''", "o'brien", "O\u2019Brien's", '"rose court"', "rose'; DROP TABLE x; --",
    "1=1", "' OR '1'='1",
    ":", "rose:", ":rose", "rose:*", "rose:A", "rose & court", "rose|court", "!rose", "rose <-> court", "(rose",
    "rose)",
    "((((", "&&&", "<->", "\\", "rose\\", "\\'", "%", "_", "rose%", "%%s", "{rose}", "$1", "%(name)s", "{{ rose }}",
    "\0", "rose\0court", "\t", "rose\ncourt", "\r\n", "\x1b[31m", "\u200b", "\u202erose", "\ufeffrose", "\ud7ff",
    "🙂", "rose 🙂 court", "👩‍👩‍👧", "é", "e\u0301", "ß", "ﬁ", "İstanbul", "Кафе", "玫瑰", "رز", "½", "²",
    "Ⅷ",
    "<script>alert(1)</script>", "../../etc/passwd", "a" * 10_000, "a " * 5_000, "rose " * 2_000, "9" * 3_000,
    "1-", "-1", "1e5", "0x1F", "1.5", "rose.court@example.com", "http://rosecourt.co.uk/?q=1",
    "a b c d e f g h i j k l",
    "ro", "r", "&", "and", "st", "the", "null", "None", "true",
)  # fmt: skip
