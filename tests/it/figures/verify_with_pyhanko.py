"""Checks a signed PDF with pyHanko, with no more than that needs: what this program is measured against.

verify_with_pyhanko.py ROOT FILE
"""

import sys

from pyhanko.keys import load_cert_from_pemder
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

root, path = sys.argv[1:]
context = ValidationContext(trust_roots=[load_cert_from_pemder(root)])
with open(path, "rb") as file:
    for signature in PdfFileReader(file).embedded_signatures:
        status = validate_pdf_signature(signature, context)
        assert status.intact and status.valid
