"""pyHanko as a foreign judge and a foreign author of PDF signatures.

Reads one JSON object from standard input and writes one JSON list to standard output, an entry per
file or job in the same order. One process judges many files: importing pyHanko takes most of a
second. Nothing is fetched from anywhere. Tasks:

{"task": "validate", "roots": [PEM or DER…], "files": [PDF…], "password": "…" or null}
{"task": "sign", "jobs": [{"input": PDF, "output": PDF, "certificate": PEM, "key": PEM,
    "chain": [PEM…], "field": "…", "digest": "sha256", "subfilter": "adbe" or "pades",
    "certify": null, 1, 2 or 3, "box": [page, x1, y1, x2, y2] or null, "pss": false,
    "strict": true, "password": null}…]}
"""

import json
import logging
import sys

from asn1crypto import keys, pem, x509
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import fields, signers
from pyhanko.sign.fields import MDPPerm, SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.validation import validate_pdf_signature, validate_pdf_timestamp
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.registry import SimpleCertificateStore

SUBFILTERS = {"adbe": SigSeedSubFilter.ADOBE_PKCS7_DETACHED, "pades": SigSeedSubFilter.PADES}


def main():
    logging.disable(logging.CRITICAL)
    request = json.load(sys.stdin)
    if request["task"] == "validate":
        context = validation_context(request["roots"])
        answer = [validate(file, context, request.get("password")) for file in request["files"]]
    else:
        answer = [sign_job(job) for job in request["jobs"]]
    json.dump(answer, sys.stdout, ensure_ascii=False)


def validation_context(roots):
    return ValidationContext(
        trust_roots=[certificate(root) for root in roots],
        allow_fetching=False,
        revocation_mode="soft-fail",
    )


def validate(path, context, password=None):
    answer = {"file": path, "error": None, "signatures": []}
    try:
        with open(path, "rb") as file:
            reader = PdfFileReader(file)
            if password is not None or reader.encrypted:
                reader.decrypt((password or "").encode())
            for embedded in reader.embedded_signatures:
                answer["signatures"].append(judge(embedded, context))
    except Exception as error:  # a judge says what it found, whatever it is
        answer["error"] = f"{type(error).__name__}: {error}"
    return answer


def judge(embedded, context):
    answer = {
        "field": embedded.field_name,
        "timestamp": embedded.sig_object_type == "/DocTimeStamp",
        "intact": False,
        "valid": False,
        "trusted": False,
        "good": False,
        "coverage": "none",
        "modification_level": "none-known",
        "docmdp_ok": False,
        "raw": "",
    }
    try:
        if answer["timestamp"]:
            status = validate_pdf_timestamp(embedded, context)
            good = status.valid and status.intact and status.trusted
        else:
            status = validate_pdf_signature(embedded, context)
            good = status.bottom_line
        level = status.modification_level
        answer.update(
            intact=bool(status.intact),
            valid=bool(status.valid),
            trusted=bool(status.trusted),
            good=bool(good),
            coverage=status.coverage.name.lower().replace("_", "-"),
            modification_level="unknown" if level is None else level.name.lower().replace("_", "-"),
            docmdp_ok=bool(status.docmdp_ok),
            raw=status.summary(),
        )
    except Exception as error:
        answer["raw"] = f"{type(error).__name__}: {error}"
    return answer


def sign_job(job):
    answer = {"input": job["input"], "error": None}
    try:
        signer = simple_signer(
            job["certificate"], job["key"], job.get("chain", []), job.get("pss", False)
        )
        sign(job, signer)
    except Exception as error:
        answer["error"] = f"{type(error).__name__}: {error}"
    return answer


def simple_signer(certificate_path, key_path, chain, pss=False):
    store = SimpleCertificateStore.from_certs([certificate(path) for path in chain])
    return signers.SimpleSigner(
        signing_cert=certificate(certificate_path),
        signing_key=keys.PrivateKeyInfo.load(unarmoured(key_path)),
        cert_registry=store,
        prefer_pss=pss,
    )


def sign(job, signer, timestamper=None, style=None, field_extra=None):
    """Signs `job["input"]` into `job["output"]`."""
    certify = job.get("certify")
    field = job.get("field") or "Signature1"
    metadata = signers.PdfSignatureMetadata(
        field_name=field,
        md_algorithm=job.get("digest", "sha256"),
        subfilter=SUBFILTERS[job.get("subfilter", "adbe")],
        certify=certify is not None,
        docmdp_permissions=MDPPerm(certify or 2),
        name="Test person",
        signer_key_usage=set(),
    )
    with open(job["input"], "rb") as file:
        writer = IncrementalPdfFileWriter(file, strict=job.get("strict", True))
        if writer.prev.encrypted:
            writer.encrypt((job.get("password") or "").encode())
        spec = None
        names = [name for name, _, _ in fields.enumerate_sig_fields(writer, filled_status=False)]
        if field not in names:
            box = job.get("box")
            spec = SigFieldSpec(
                field,
                on_page=box[0] if box else 0,
                box=tuple(box[1:]) if box else None,
                **(field_extra or {}),
            )
        pdf_signer = signers.PdfSigner(
            metadata, signer, timestamper=timestamper, stamp_style=style, new_field_spec=spec
        )
        with open(job["output"], "w+b") as output:
            pdf_signer.sign_pdf(writer, output=output)


def certificate(path):
    return x509.Certificate.load(unarmoured(path))


def unarmoured(path):
    with open(path, "rb") as file:
        data = file.read()
    return pem.unarmor(data)[2] if pem.detect(data) else data


if __name__ == "__main__":
    main()
