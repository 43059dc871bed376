"""Signs a PDF with pyHanko, with no more than that needs: what this program is measured against.

sign_with_pyhanko.py CERTIFICATE KEY INPUT OUTPUT
"""

import sys

from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import signers

certificate, key, source, target = sys.argv[1:]
signer = signers.SimpleSigner.load(key, certificate)
metadata = signers.PdfSignatureMetadata(field_name="Signature1")
with open(source, "rb") as file, open(target, "w+b") as output:
    signers.sign_pdf(IncrementalPdfFileWriter(file), metadata, signer, output=output)
