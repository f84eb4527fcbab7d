from __future__ import annotations

import pytest
from sqlalchemy import select
from taught import TODAY, attend, taught

from cittrainer.gui.certificates.page import CertificatesPage, standing_words
from cittrainer.gui.common.messages import FileChooser
from cittrainer.gui.common.reasons import ReasonDialog
from cittrainer.models import Certificate
from cittrainer.services.certificates import issue
from cittrainer.settings import SettingsFile


class SavesAs(FileChooser):
    """Answers with one path."""

    def __init__(self, path):
        self.path = path

    def save_file(self, parent, title, proposal, kinds):
        return self.path


@pytest.fixture
def page(database, runner, qtbot, tmp_path):
    one = CertificatesPage(
        runner, SettingsFile(tmp_path / "settings.toml"), chooser=SavesAs(tmp_path / "out.pdf")
    )
    qtbot.add_widget(one)
    one.resize(1000, 600)
    return one


def opened(page, database, qtbot):
    with database.step("Prepare") as db:
        made = taught(db)
    attend(database, made)
    with database.step("Issue") as db:
        ids = issue(db, made.course_id, today=TODAY)
    page.show()
    qtbot.wait_until(lambda: page.list.rows.rowCount() == 3)
    return ids


def test_an_empty_file_says_where_certificates_come_from(page, qtbot, runner):
    page.show()
    qtbot.wait_until(lambda: runner.idle)

    assert page.empty.isVisible()


def test_a_certificate_is_saved_again(page, database, qtbot, tmp_path):
    ids = opened(page, database, qtbot)
    page.list.select(ids[:1])

    with qtbot.wait_signal(page.said, timeout=15_000):
        page.save.click()

    assert (tmp_path / "out.pdf").read_bytes().startswith(b"%PDF")


def test_revoking_asks_why_and_keeps_it_listed(page, database, qtbot):
    ids = opened(page, database, qtbot)
    page.revoke(next(row for row in page.list.rows.rows() if row.id == ids[0]))
    form = page.findChildren(ReasonDialog)[-1]
    form.act()
    qtbot.wait_until(lambda: "needs a reason" in form.banner.message)
    form.reason.setPlainText("A name was misspelt.")
    form.act()
    qtbot.wait_until(lambda: any(row.revoked_on for row in page.list.rows.rows()))

    revoked = next(row for row in page.list.rows.rows() if row.revoked_on)
    assert standing_words(revoked, TODAY) == "Revoked"
    page.chips.choose("revoked")
    assert [row.id for row in page.list.rows.rows()] == ids[:1]


def test_a_reissue_stands_in_place_of_the_old_one(page, database, qtbot):
    ids = opened(page, database, qtbot)
    page.reissue(next(row for row in page.list.rows.rows() if row.id == ids[0]))
    form = page.findChildren(ReasonDialog)[-1]
    form.reason.setPlainText("She married.")
    form.act()
    qtbot.wait_until(lambda: page.list.rows.rowCount() == 4)

    with database.read() as db:
        assert db.scalar(select(Certificate.replaces_id).where(Certificate.id > 3)) == ids[0]
