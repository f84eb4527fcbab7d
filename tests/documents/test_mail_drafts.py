from email import message_from_bytes
from email.policy import default

import pytest

from cittrainer.documents.mail_drafts import Attachment, mail_draft


def read(**more):
    values = {"to_name": "Ana Ruiz", "to_address": "ana@example.org", "subject": "Plan"}
    content = mail_draft(**(values | {"body": "Dear Ana,\n"} | more))
    return content, message_from_bytes(content, policy=default)


def test_a_draft_is_not_sent_and_names_whom_it_is_for():
    content, message = read()

    assert message["X-Unsent"] == "1"
    assert message["To"] == "Ana Ruiz <ana@example.org>"
    assert message["From"] is None
    assert b"\n" not in content.replace(b"\r\n", b"")


def test_the_attachments_come_back_byte_for_byte():
    files = (Attachment("Plän.pdf", "application/pdf", b"%PDF \x00\xff"),)
    _, message = read(attachments=files)

    (one,) = message.iter_attachments()
    assert (one.get_filename(), one.get_content()) == ("Plän.pdf", b"%PDF \x00\xff")


def test_names_in_any_script_and_with_commas_stay_one_address():
    _, message = read(to_name="García-López, María José 王")

    (one,) = message["To"].addresses
    assert (one.display_name, one.addr_spec) == ("García-López, María José 王", "ana@example.org")


@pytest.mark.parametrize("field", ["to_name", "subject", "to_address"])
def test_nothing_typed_becomes_a_header(field):
    content, message = read(**{field: "Ana\r\nBcc: thief@example.org"})

    assert message["Bcc"] is None
    assert not any(line.startswith(b"Bcc") for line in content.splitlines())


@pytest.mark.parametrize("typed", ["", "ana", "@example.org", "ana@", "a b@@", "ana@exa mple"])
def test_what_is_no_address_is_left_out(typed):
    _, message = read(to_address=typed)

    assert message["To"] is None


def test_the_body_comes_back():
    _, message = read(body="Dear Zoë,\n– 10:00\n")

    text = message.get_body().get_content().replace("\r\n", "\n")
    assert text == "Dear Zoë,\n– 10:00\n"
