"""Reading printed pages as a phone's camera and a print shop do."""

from types import SimpleNamespace

import pypdfium2 as pdfium
import pytest
import zxingcpp

DPI = 150
MM = 72 / 25.4


@pytest.fixture
def printed():
    """Return what is on the pages of a PDF: sizes in millimetres, the text, and the QR codes, rendered at 150 dpi."""

    def read(pdf):
        document = pdfium.PdfDocument(pdf)
        pages = []
        for page in document:
            picture = page.render(scale=DPI / 72).to_pil()
            codes = zxingcpp.read_barcodes(picture, formats=zxingcpp.BarcodeFormat.QRCode)
            pages.append(
                SimpleNamespace(
                    size=tuple(round(side / MM) for side in page.get_size()),
                    text=" ".join(page.get_textpage().get_text_bounded().split()),
                    codes=sorted(code.text for code in codes),
                    picture=picture,
                )
            )
        document.close()
        return pages

    return read
