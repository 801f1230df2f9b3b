"""Measured values, which stand in a parenthesis beside what was measured and gloss nothing."""

from __future__ import annotations

import re

from corpus_tools.annotate.glosses_ja.word_lists import word_set

_SYMBOLS = word_set(
    """
        km cm mm nm µm μm kg mg µg μg ng ml mL dl dL kl kL ha kW MW GW TW kWh MWh GWh TWh kV MV Hz kHz MHz GHz THz
        Pa hPa kPa MPa GPa mol ppm ppb rpm bps kbps Mbps Gbps KB MB GB TB kB dB dBm eV keV MeV GeV TeV
        mmHg kcal cal kJ MJ sec min hr hrs mSv µSv μSv Bq kBq kN mV mA kt Mt Gt bbl deg lm lx rad cc sq m2
        m3 km2 km3 cm2 cm3 pH yr sp spp vs etc am pm
        """
)
# Beside a number only: alone they are words.
_COUNTED = word_set(
    """
        day days week weeks month months year years hour hours minute minutes second seconds mile miles foot feet inch
        inches page pages ton tons tonne tonnes people persons copies times degree degrees point points percent
        million billion trillion thousand fps dpi atm MiB GiB ns ms yrs
        """
)
_INTERNATIONAL = "[kMGTPhcdmµμnp]?(?:Wh|Ah|Hz|Pa|eV|Sv|Bq|bps|mol|bar|cal|[WVAJNFgmstLlh])(?<![0-9 ]F)"
_UNIT = "(?:" + "|".join(sorted(_SYMBOLS | _COUNTED, key=len, reverse=True)) + f"|{_INTERNATIONAL})"
_UNITS = rf"{_UNIT}(?:\s?[/·*^-]\s?{_UNIT}|[/·^-]?[0-9])*(?![A-Za-z0-9])"
_NUMBER = r"[±+~<>–−-]?\s?[0-9][0-9.,]*(?:\s?[-–~x]\s?[0-9][0-9.,]*)?"
_SORT = r"(?:AC|DC|ca\.?|max\.?|min\.?|approx\.?|about|over|under|up to)"
_VALUE = rf"(?:{_SORT}\s?)?{_NUMBER}\s?(?:%|{_UNITS})(?:\s?{_SORT})?"
_MEASURE = re.compile(
    rf"{_UNIT}/{_UNITS}"
    rf"|{_VALUE}(?:\s?[,;/x+]?\s?{_VALUE})*"
    r"|[A-Za-z]{1,2}\s?[=:<>]?\s[0-9][0-9.,]*"  # a quantity by its letters: pH 4.5
    r"|[A-Z][a-z]?[0-9]+\.[0-9]+"  # and joined to them: M7.8, F2.8
)


def is_measure(text: str) -> bool:
    """Say whether ``text`` is a unit, or numbers with their units, or a quantity and its value.

    ``5G`` and ``PM2.5`` are names, and so is a word with a number (``ISO 9001``).
    """
    return text in _SYMBOLS or bool(_MEASURE.fullmatch(text))
