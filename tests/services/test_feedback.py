"""Comments reviewed for presenters: what may leave at all, blacked out, and what is kept where."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import builders
import pytest
from contents import contents
from pypdf import PdfReader

from cittrainer.db.undo import CannotUndo
from cittrainer.errors import Invalid, NotFound, NothingToPrint
from cittrainer.jobs import papers, presenter_files
from cittrainer.models import (
    Academy,
    Answer,
    AnswerSheet,
    Change,
    Delivery,
    EvaluationForm,
    FormKind,
    Presenter,
    QuestionKind,
    ReviewedComment,
    Step,
)
from cittrainer.queries import history
from cittrainer.queries.feedback import course_feedback
from cittrainer.rules.blacking_out import BLACK
from cittrainer.services.bookings import record_actual
from cittrainer.services.evaluations import (
    FilledForm,
    QuestionFields,
    add_form,
    discard_stack,
    enter_stack,
)
from cittrainer.services.feedback import StaysBack, forget_reviews, keep_back, look_again, review

TODAY = date(2026, 5, 12)
MONDAY, TUESDAY = "2026-05-04", "2026-05-05"
SAID = (
    "Sgt. O'Malley from Ridgeway asked a lot.",
    "The breathing exercise.",
    "Calm voice, plain words.",
    "More time for questions.",
    "Robert and Bob agree.",
)


@dataclass(frozen=True)
class Made:
    course: int
    ana: int
    marcus: int
    absent: int
    daily: int
    whole: int
    keep: int
    change: int


@pytest.fixture
def made(database):
    """Ana presents on both days, Marcus tells a story on the first; five forms a day."""
    with database.step("Prepare") as db:
        builders.academy(db, coordinator="Dana Whitfield")
        course = builders.course(db, days=2)
        monday, tuesday = course.days
        people = [builders.presenter(db, name) for name in ("Dr. Ana Ruiz", "Marcus T.", "Pat")]
        ana, marcus, absent = (one.id for one in people)
        law = builders.block(db, "The law", day=monday).parts[0].id
        story = (
            builders.block(db, "A story", day=monday, start="10:00", delivery=Delivery.STORY)
            .parts[0]
            .id
        )
        more = builders.block(db, "More law", day=tuesday).parts[0].id
        for part, who in ((law, ana), (story, marcus), (more, ana)):
            record_actual(db, part, [who])
        pd = builders.agency(db, "Ridgeway PD")
        officer = builders.person(db, "O'Malley", "Siobhán", agency=pd)
        officer.employments[0].position = "Sergeant"
        builders.enrollment(db, course, officer)
        builders.enrollment(db, course, builders.person(db, "Hale", "Robert", agency=pd))
        daily = add_form(
            db, code="D", number=1, title="Daily form", kind=FormKind.DAILY, scale=("bad", "good"),
            questions=[
                QuestionFields("The day helped."),
                QuestionFields("What to keep?", QuestionKind.COMMENT),
                QuestionFields("What to change?", QuestionKind.COMMENT),
            ],
        )  # fmt: skip
        whole = add_form(
            db, code="C", number=1, title="Course form", kind=FormKind.COURSE,
            questions=[QuestionFields("What stays?", QuestionKind.COMMENT)],
        )  # fmt: skip
        mark, keep, change = (one.id for one in db.get_one(EvaluationForm, daily).questions)
        (stays,) = (one.id for one in db.get_one(EvaluationForm, whole).questions)
        for day in (MONDAY, TUESDAY):
            enter_stack(
                db, course.id, daily, day,
                [
                    FilledForm(
                        {mark: 2}, {keep: f"{said} {day}"} | ({change: said} if at < 2 else {})
                    )
                    for at, said in enumerate(SAID)
                ],
                today=TODAY,
            )  # fmt: skip
        enter_stack(
            db, course.id, whole, "course",
            [FilledForm({}, {stays: f"{number} stays"}) for number in range(5)], today=TODAY,
        )  # fmt: skip
        return Made(course.id, ana, marcus, absent, daily, whole, keep, change)


def read(database, made):
    with database.read() as db:
        return course_feedback(db, made.course)


def of(database, made, presenter_id):
    return next(one for one in read(database, made).presenters if one.presenter_id == presenter_id)


def reviewed(database, made, presenter_id, comment, text=None, *, passed_on=True):
    with database.step("Review") as db:
        review(
            db,
            made.course,
            presenter_id,
            comment.key,
            comment.proposed if text is None else text,
            passed_on=passed_on,
        )


def test_presenters_get_the_comments_of_their_own_days_and_of_the_course(database, made):
    value = read(database, made)

    assert [one.presenter for one in value.presenters] == ["Dr. Ana Ruiz", "Marcus T."]
    ana, marcus = value.presenters
    assert [one.on for one in ana.comments] == [date(2026, 5, 4)] * 5 + [date(2026, 5, 5)] * 5 + [
        None
    ] * 5
    assert {one.on for one in marcus.comments} == {date(2026, 5, 4), None}
    assert {one.question for one in ana.comments} == {"What to keep?", "What stays?"}


def test_questions_on_which_too_few_commented_stay_hidden_for_all(database, made):
    value = read(database, made)

    assert value.withheld
    assert "What to change?" not in {
        one.question for who in value.presenters for one in who.comments
    }


def test_names_are_blacked_out_in_the_proposal_and_the_original_stays(database, made):
    comments = of(database, made, made.marcus).comments
    by_original = {one.original: one for one in comments}

    sergeant = by_original[f"{SAID[0]} {MONDAY}"]
    assert sergeant.proposed == f"{BLACK} from {BLACK} asked a lot. {MONDAY}"
    assert by_original[f"{SAID[4]} {MONDAY}"].proposed == f"{BLACK} and {BLACK} agree. {MONDAY}"
    assert {one.passed_on for one in comments} == {None}


def test_a_comment_passed_on_keeps_its_original_on_the_sheet(database, made):
    comment = next(c for c in of(database, made, made.ana).comments if "Malley" in c.original)

    reviewed(database, made, made.ana, comment, "Somebody asked a lot.")

    (passed,) = of(database, made, made.ana).passed_on
    assert (passed.words, passed.original) == ("Somebody asked a lot.", comment.original)
    assert of(database, made, made.marcus).passed_on == ()
    with database.read() as db:
        words = [row.words for row in db.query(Answer).filter(Answer.words.is_not(None))]
    assert comment.original in words


def test_a_second_look_changes_the_first(database, made):
    comment = of(database, made, made.ana).comments[0]
    reviewed(database, made, made.ana, comment, "First")
    reviewed(database, made, made.ana, comment, "Second", passed_on=False)

    one = of(database, made, made.ana).comments[0]
    assert (one.words, one.passed_on) == ("Second", False)
    with database.read() as db:
        assert db.query(ReviewedComment).count() == 1


def test_several_are_kept_back_at_once_and_looked_at_again(database, made):
    keys = [one.key for one in of(database, made, made.ana).comments[:3]]
    with database.step("Keep") as db:
        keep_back(db, made.course, made.ana, keys)
    assert [one.passed_on for one in of(database, made, made.ana).comments[:4]] == [
        False, False, False, None,
    ]  # fmt: skip

    with database.step("Again") as db:
        look_again(db, made.ana, keys[:2])
    assert of(database, made, made.ana).to_review == 14


@pytest.mark.parametrize("text", ["", "  \n "])
def test_nothing_cannot_be_passed_on(database, made, text):
    comment = of(database, made, made.ana).comments[0]

    with pytest.raises(Invalid, match="Nothing is left"):
        reviewed(database, made, made.ana, comment, text)
    with pytest.raises(Invalid, match="characters"):
        reviewed(database, made, made.ana, comment, "x" * 6000)


def test_what_is_not_for_them_cannot_be_passed_on(database, made):
    ana = of(database, made, made.ana)
    of_tuesday = next(one for one in ana.comments if one.on == date(2026, 5, 5))
    with database.read() as db:
        hidden = db.query(Answer).filter(Answer.question_id == made.change).first()
        too_few = (hidden.sheet_key, hidden.question_id)
    before = contents(database.path)

    for who, key in (
        (made.marcus, of_tuesday.key),
        (made.absent, of_tuesday.key),
        (made.ana, too_few),
        (made.ana, (b"x" * 16, made.keep)),
    ):
        with pytest.raises(StaysBack), database.step("Review") as db:
            review(db, made.course, who, key, "Words", passed_on=True)
        with pytest.raises(StaysBack), database.step("Keep") as db:
            keep_back(db, made.course, who, [key])

    assert contents(database.path) == before


def test_the_history_mentions_reviews_and_keeps_no_word(database, made):
    comment = next(c for c in of(database, made, made.ana).comments if "Malley" in c.original)
    with database.read() as db:
        last = max(row.id for row in db.query(Change))
    reviewed(database, made, made.ana, comment, "Somebody asked a lot.")

    with database.read() as db:
        rows = [row for row in db.query(Change) if row.id > last]
        kinds = [(row.table_name, row.action) for row in rows]
        told = repr([(row.before, row.after) for row in rows])
        steps = repr([(one.label, one.grouping) for one in db.query(Step)])
        lines = repr(history.lines(db))
    assert kinds == [("reviewed_comment", "mention")]
    for words in ("asked", "Malley", "breathing"):
        assert words not in told + steps + lines


def test_a_review_is_not_undone_but_looked_at_again(database, made):
    reviewed(database, made, made.ana, of(database, made, made.ana).comments[0])

    with pytest.raises(CannotUndo, match="review them again"):
        database.undo()


def test_discarding_a_stack_removes_its_reviews_alone(database, made):
    for comment in of(database, made, made.ana).comments:
        reviewed(database, made, made.ana, comment)
    with database.step("Discard") as db:
        assert discard_stack(db, made.course, made.daily, MONDAY) == 5

    ana = of(database, made, made.ana)
    assert {one.on for one in ana.comments} == {date(2026, 5, 5), None}
    with database.read() as db:
        assert db.query(ReviewedComment).count() == 10
        assert db.query(AnswerSheet).count() == 10


def test_what_was_passed_on_stays_back_once_too_few_are_left(database, made):
    """A smaller class of forms hides a question later; its comments are not printed any more."""
    for comment in of(database, made, made.ana).comments:
        reviewed(database, made, made.ana, comment)
    with database.step("Fewer") as db:
        db.query(Academy).one().suppression_threshold = 6

    assert of(database, made, made.ana).comments == ()
    with pytest.raises(NothingToPrint):
        letter(database, made, made.ana, database.path.parent / "x.pdf")


def letter(database, made, presenter_id, path):
    return presenter_files.write_feedback(database, made.course, presenter_id, path, today=TODAY)


def told(path):
    return [" ".join(page.extract_text().split()) for page in PdfReader(path).pages]


def test_nothing_reaches_paper_that_was_not_passed_on(database, made, tmp_path):
    with pytest.raises(NothingToPrint, match="No comment was passed on"):
        letter(database, made, made.ana, tmp_path / "ana.pdf")
    assert not (tmp_path / "ana.pdf").exists()

    first, second, *_rest = of(database, made, made.marcus).comments
    reviewed(database, made, made.marcus, first)
    reviewed(database, made, made.marcus, second, passed_on=False)

    (page,) = told(letter(database, made, made.marcus, tmp_path / "marcus.pdf"))
    assert f"“{first.proposed}”" in page
    assert second.proposed not in page
    assert "Marcus T." in page
    assert "A story, Monday, May 4, 2026" in page
    assert "Monday, May 4, 2026: What to keep?" in page
    assert "There are no marks" in page
    assert "own story never is" in page
    assert "Dana Whitfield" in page


def test_black_marks_are_printed_and_the_names_are_not(database, made, tmp_path):
    for comment in of(database, made, made.ana).comments:
        reviewed(database, made, made.ana, comment)

    page = " ".join(told(letter(database, made, made.ana, tmp_path / "ana.pdf")))

    assert f"{BLACK} from {BLACK} asked a lot." in page
    for name in ("Malley", "Ridgeway", "Robert", "Bob", "Hale"):
        assert name not in page
    for rated in ("The day helped", "Mean", "2.0", "good"):
        assert rated not in page


def test_the_letters_of_all_are_a_paper_of_the_course(database, made, tmp_path):
    for who in (made.ana, made.marcus):
        reviewed(database, made, who, of(database, made, who).comments[0])

    path = papers.write(
        database, papers.kind("presenter-feedback"), made.course, tmp_path / "all.pdf", today=TODAY
    )

    assert [name in page for name, page in zip(("Ana", "Marcus"), told(path), strict=True)] == [
        True, True,
    ]  # fmt: skip


def test_long_comments_and_names_go_on_over_pages_uncut(database, made, tmp_path):
    with database.step("Rename") as db:
        name = "María José García-López van der Berg-Ó Súilleabháin " * 3
        db.get_one(Presenter, made.ana).public_name = name.strip()
    long = "A very long comment about the day that goes on and on. " * 80
    for comment in of(database, made, made.ana).comments:
        reviewed(database, made, made.ana, comment, f"{long[:4400]} {comment.key[0].hex()}")

    pages = told(letter(database, made, made.ana, tmp_path / "ana.pdf"))

    assert len(pages) > 5
    assert "…" not in "".join(pages)
    squeezed = "".join("".join(pages).split())
    assert "".join(name.split()) in squeezed
    for comment in of(database, made, made.ana).comments:
        assert comment.key[0].hex() in squeezed


def test_who_leaves_the_book_leaves_no_reviews(database, made):
    reviewed(database, made, made.ana, of(database, made, made.ana).comments[0])

    with database.step("Forget") as db:
        forget_reviews(db, made.ana)

    with database.read() as db:
        assert db.query(ReviewedComment).count() == 0


def test_a_course_that_is_gone_and_one_without_forms(database):
    with database.read() as db, pytest.raises(NotFound):
        course_feedback(db, 7)
    with database.step("Prepare") as db:
        course_id = builders.course(db).id
    with database.read() as db:
        value = course_feedback(db, course_id)
    assert (value.presenters, value.withheld) == ((), False)
