import pytest

from corpus_tools.annotate.glosses_ja.measures import is_measure


@pytest.mark.parametrize(
    "text",
    ["km", "km/h", "100Mbps", "pH 4.5", "AC 100V", "DC12V", "5V 2A", "3.2 m/s", "9.8 m/s2", "50 Hz/60 Hz", "2h 30m",
     "M7.8", "Mw 9.0", "p 0.05", "1.5 million", "30 days", "12–15 km", "3000 mAh", "5,000 kWh/year"],
)  # fmt: skip
def test_numbers_with_units_are_measures(text: str) -> None:
    assert is_measure(text)


@pytest.mark.parametrize(
    "text",
    ["5G", "4K", "3D", "PM2.5", "ISO 9001", "COP 26", "G7", "Web 2.0", "Agenda 21", "CO2", "P5+1", "PV", "S-400",
     "people", "hours", "bar", "3D printing", "2030 Agenda", "Boeing 747"],
)  # fmt: skip
def test_names_with_numbers_are_none(text: str) -> None:
    assert not is_measure(text)
