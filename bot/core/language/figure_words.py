"""The words of figures: number words, magnitudes, units, and what makes a figure exact or not."""

from __future__ import annotations

import re

UNITS_WORDS = {
    word: value
    for value, word in enumerate(
        """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
        seventeen eighteen nineteen""".split()
    )
}
TENS_WORDS = {
    word: value * 10
    for value, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2)
}
MAGNITUDES = {
    "hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12,
    "lakh": 1e5, "lakhs": 1e5, "crore": 1e7, "crores": 1e7,
    "tausend": 1e3, "millionen": 1e6, "mio": 1e6, "milliarde": 1e9, "milliarden": 1e9, "mrd": 1e9,
    "millions": 1e6, "milliard": 1e9, "milliards": 1e9, "mille": 1e3, "mil": 1e3, "millón": 1e6, "millones": 1e6,
    "mila": 1e3, "milione": 1e6, "milioni": 1e6, "miliardo": 1e9, "miliardi": 1e9, "milhão": 1e6, "milhões": 1e6,
    "bilhão": 1e9, "bilhões": 1e9, "miljoen": 1e6, "miljard": 1e9,
    "тыс": 1e3, "тысяч": 1e3, "тысячи": 1e3, "млн": 1e6, "миллион": 1e6, "миллиона": 1e6, "миллионов": 1e6,
    "млрд": 1e9, "миллиард": 1e9, "миллиарда": 1e9, "миллиардов": 1e9,
    "万": 1e4, "萬": 1e4, "亿": 1e8, "億": 1e8, "만": 1e4, "억": 1e8,
    "k": 1e3, "m": 1e6, "mn": 1e6, "mln": 1e6, "bn": 1e9, "bln": 1e9, "b": 1e9, "tn": 1e12, "trn": 1e12,
}  # fmt: skip
# As a word behind a figure; a bare letter must be stuck to it.
LONG_MAGNITUDES = tuple(word for word in MAGNITUDES if len(word) > 1)
VAGUE = {  # the interval that a plain reader takes them for
    "dozens": (24, 99), "scores": (40, 199), "hundreds": (200, 999), "thousands": (2_000, 9_999),
    "tens of thousands": (20_000, 99_999), "hundreds of thousands": (200_000, 999_999),
    "millions": (2e6, 999e6), "tens of millions": (20e6, 99e6), "hundreds of millions": (200e6, 999e6),
    "billions": (2e9, 999e9), "a couple of": (2, 3),
}  # fmt: skip
ORDINALS = {
    word: value
    for value, word in enumerate(
        """first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth
        fifteenth sixteenth seventeenth eighteenth nineteenth twentieth""".split(),
        start=1,
    )
}
FRACTIONS = {
    "half": 0.5,
    "third": 1 / 3,
    "thirds": 1 / 3,
    "quarter": 0.25,
    "quarters": 0.25,
    "fifth": 0.2,
    "fifths": 0.2,
    "tenth": 0.1,
    "tenths": 0.1,
}

CURRENCY_SIGNS = {"$": "usd", "£": "gbp", "€": "eur", "¥": "jpy", "₹": "inr", "₽": "rub", "₩": "krw", "₺": "try"}
CURRENCY_PREFIX = re.compile(
    r"(?:(?P<nation>US|A|AU|C|CA|HK|NZ|S|NT|R)?(?P<sign>[$£€¥₹₽₩₺])|\b(?P<code>USD|EUR|GBP|AUD|CAD|JPY|CHF|CNY"
    r"|INR|Rs\.?))\s?$"
)
_NATIONS = {
    "A": "aud",
    "AU": "aud",
    "C": "cad",
    "CA": "cad",
    "HK": "hkd",
    "NZ": "nzd",
    "S": "sgd",
    "NT": "twd",
    "R": "brl",
}

UNITS: dict[str, str] = {}
for _unit, _words in {
    "%": "% percent per-cent pct pc prozent pour-cent por-ciento per-cento por-cento procent процентов процента",
    "usd": "dollar dollars usd buck bucks",
    "eur": "euro euros eur €",
    "gbp": "sterling gbp",
    "pound": "pound pounds",  # money or weight: the text seldom says
    "jpy": "yen", "inr": "rupee rupees", "rub": "rouble roubles ruble rubles", "cny": "yuan renminbi",
    "cent": "cent cents", "penny": "pence p", "krona": "krona kronor krone kroner crown crowns",
    "franc": "franc francs",
    "km": "km kms kilometre kilometres kilometer kilometers", "mile": "mile miles mi",
    "m": "metre metres meter meters", "cm": "cm centimetre centimetres centimeter centimeters",
    "mm": "mm millimetre millimetres millimeter millimeters",
    "foot": "foot feet ft", "inch": "inch inches", "yard": "yard yards",
    "nautical mile": "nautical-mile nautical-miles",
    "kg": "kg kgs kilo kilos kilogram kilograms", "g": "gram grams", "lb": "lb lbs", "ounce": "ounce ounces oz",
    "tonne": "tonne tonnes", "ton": "ton tons", "litre": "litre litres liter liters",
    "gallon": "gallon gallons", "barrel": "barrel barrels",
    "hectare": "hectare hectares ha", "acre": "acre acres",
    "sq km": "sq-km square-kilometre square-kilometres square-kilometers km²",
    "sq mile": "square-mile square-miles", "sq m": "square-metre square-metres square-meters square-meter",
    "sq foot": "square-foot square-feet",
    "mph": "mph miles-an-hour miles-per-hour",
    "km/s": "km/s kilometres-per-second", "miles/s": "miles-per-second miles-a-second",
    "km/h": "km/h kph kmh kmph kilometres-an-hour kilometres-per-hour kilometers-per-hour",
    "knot": "knot knots",
    "°c": "°c celsius degrees-celsius degree-celsius degrees-c",
    "°f": "°f fahrenheit degrees-fahrenheit degrees-f", "°": "degree degrees °",
    "mw": "mw megawatt megawatts", "gw": "gw gigawatt gigawatts", "kwh": "kwh", "kw": "kw kilowatt kilowatts",
    "second": "second seconds", "minute": "minute minutes min mins", "hour": "hour hours hr hrs",
    "day": "day days",
    "week": "week weeks", "month": "month months", "year": "year years yr yrs", "decade": "decade decades",
    "pp": "percentage-point percentage-points", "basis point": "basis-point basis-points",
    "magnitude": "magnitude",
}.items():  # fmt: skip
    UNITS.update({_word.replace("-", " "): _unit for _word in _words.split()})
MONEY_UNITS = frozenset(
    {*CURRENCY_SIGNS.values(), *_NATIONS.values(), "chf", "cny", "cent", "penny", "krona", "franc"}
)

_UNIT_WORDS = "|".join(sorted((re.escape(word) for word in UNITS), key=len, reverse=True))
UNIT_AFTER = re.compile(
    rf"(?:[ \u00a0\u202f]?-[ ]?|[ \u00a0\u202f]|(?<=[\d%€°]))?"
    rf"(?P<us>U\.?S\.? |Australian |Canadian |Hong Kong |Swiss )?(?:de |di |d['’])?"
    rf"(?P<unit>{_UNIT_WORDS})(?![\w²])",
    re.IGNORECASE,
)
AT_LEAST_BEFORE = re.compile(
    r"\b(?:at least|at a minimum|a minimum of|(?<!no )(?<!not )(?:more|longer) than"
    r"|no (?:fewer|less) than|not (?:fewer|less) than"
    r"|mindestens|au moins|plus de|al menos|más de|almeno|più di|oltre|pelo menos|mais de|mehr als|не менее|более"
    r"|upwards? of|in excess of|over|above|exceed(?:s|ed|ing)?|north of|greater than|topped|passed)\s+(?:a\s+)?$",
    re.IGNORECASE,
)
AT_MOST_BEFORE = re.compile(
    r"\b(?:up to|as many as|as much as|at most|(?:no|not) (?:more|longer) than|fewer than|less than|under|below"
    r"|a maximum of|a limit of|(?:at )?a maximum)\s+(?:a\s+)?$",
    re.IGNORECASE,
)
ABOUT_BEFORE = re.compile(
    r"\b(?:about|around|roughly|approximately|approx\.?|some|nearly|almost|close to|an estimated|estimated at"
    r"|circa|etwa|rund|knapp|environ|unos|unas|cerca de|около|примерно"
    r"|just (?:over|under|above|below|short of|shy of)|near|more or less|a (?:little|bit) (?:over|under"
    r"|(?<!no )(?<!not )more than|less than))\s+(?:a\s+)?$|~\s?$",
    re.IGNORECASE,
)
AT_LEAST_AFTER = re.compile(
    r"^(?:\+|-plus\b| plus\b| or more\b| and (?:over|above|counting)\b| or (?:older|over|above)\b)", re.IGNORECASE
)
AT_MOST_AFTER = re.compile(r"^ or (?:fewer|less|under|younger)\b", re.IGNORECASE)
ABOUT_AFTER = re.compile(r"^(?:-odd\b| or so\b| or thereabouts\b)", re.IGNORECASE)


def read_currency(match: re.Match[str]) -> str:
    """The normalised currency of a sign or code in front of a figure."""
    if match["code"]:
        return {"rs": "inr", "rs.": "inr"}.get(match["code"].lower(), match["code"].lower())
    nation = match["nation"] or ""
    if match["sign"] == "$" and nation in _NATIONS:
        return _NATIONS[nation]
    return CURRENCY_SIGNS[match["sign"]]


def read_unit(match: re.Match[str]) -> str:
    """The normalised unit behind a figure; "Australian dollars" are not the American ones."""
    unit = UNITS[match["unit"].lower()]
    if unit == "usd" and match["us"]:
        return {"aust": "aud", "cana": "cad", "hong": "hkd"}.get(match["us"].lower()[:4], "usd")
    return unit
