"""PDFs in the site's typeface, which is embedded with the letters that are used."""

from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

BOLD, HEAVY = "Gelar-600", "Gelar-800"
FONTS = Path(__file__).parent / "fonts"

for _name, _weight in ((BOLD, 600), (HEAVY, 800)):
    pdfmetrics.registerFont(TTFont(_name, str(FONTS / f"plus-jakarta-sans-{_weight}.ttf")))
