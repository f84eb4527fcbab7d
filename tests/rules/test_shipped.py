"""What ships as data is whole, agrees with itself and says where it comes from."""

import json
from datetime import date

import pytest
from weeks import shipped_week

from cittrainer.intake import shipped, shipped_sample
from cittrainer.models import (
    CONFIDENTIAL_KINDS,
    AgencyKind,
    BookingState,
    Delivery,
    EnrollmentState,
    FormKind,
    PresenterKind,
    QuestionKind,
    TraineeRole,
)
from cittrainer.paths import resource
from cittrainer.rules.checks import findings
from cittrainer.rules.eligibility import (
    ATTENDANCE,
    EXAM,
    MUST_ATTEND,
    SKILLS,
    AttendanceValue,
    asked,
    completion,
    expected_blocks,
)
from cittrainer.rules.hours import ledger
from cittrainer.rules.values import ERROR, WARNING

STANDARDS = {one.code: one for one in shipped.standards()}
CURRICULA = {one.code: one for one in shipped.curricula()}
FORMS = {one.code: one for one in shipped.evaluation_forms()}
OWN = STANDARDS["ACADEMY-SAMPLE-40"]
MEMPHIS = CURRICULA["MEMPHIS-40"]
MINNESOTA = CURRICULA["MINNESOTA-WEEK"]
COURSES = (
    shipped_sample.main_course(),
    shipped_sample.earlier_course(),
    shipped_sample.coming_course(),
    shipped_sample.next_course(),
)
FILES = sorted(
    path
    for path in resource("standards").parent.glob("*/*.json")
    if path.parent.name != "schemas"  # a schema says how a file is written, and holds no facts
)


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_every_file_names_its_sources_or_is_marked_as_our_own(path):
    values = json.loads(path.read_text(encoding="utf-8"))

    if not (values.get("our_own") or values.get("academys_own")):
        assert values["sources"]
    assert all(source.startswith("http") for source in values.get("sources", ()))


@pytest.mark.parametrize("curriculum", CURRICULA.values(), ids=list(CURRICULA))
def test_no_shipped_week_clashes_or_leaves_its_days(curriculum):
    week = shipped_week(curriculum)
    found = [finding for finding in findings(week) if finding.kind != "no_presenter"]

    assert found == []


@pytest.mark.parametrize("curriculum", CURRICULA.values(), ids=list(CURRICULA))
def test_every_shipped_module_is_taught_on_the_grid_and_has_its_topics(curriculum):
    for module in curriculum.modules:
        assert module.start % 5 == module.minutes % 5 == 0
        assert bool(module.topics) == (module.delivery not in {"break", "lunch", "travel"})


def test_every_shipped_topic_is_one_of_the_memphis_list():
    known = {requirement.topic for requirement in STANDARDS["MEMPHIS-NATIONAL"].requirements}
    used = {
        topic for one in CURRICULA.values() for module in one.modules for topic in module.topics
    }

    assert used <= known


@pytest.mark.parametrize("code", ["MEMPHIS-40", "DISPATCHER-8"])
def test_a_sample_week_reaches_the_standard_that_it_is_made_for(code):
    curriculum = CURRICULA[code]
    week = shipped_week(curriculum, STANDARDS[curriculum.standard].value())

    assert [finding for finding in findings(week) if finding.severity == ERROR] == []
    sums = ledger(week)
    assert sums.required
    assert sums.planned >= sums.required
    assert all(heading.short == 0 for heading in sums.headings)


def test_the_memphis_week_has_what_the_sample_course_needs():
    of = {
        delivery: [one for one in MEMPHIS.modules if one.delivery == delivery]
        for delivery in shipped.DELIVERIES
    }

    assert len(of["story"]) >= 3
    assert len({story.day for story in of["story"]}) == len(of["story"])
    assert {module.parts for module in of["scenario"]} == {6}
    assert {lunch.day for lunch in of["lunch"]} == {1, 2, 3, 4, 5}
    assert all(of[delivery] for delivery in ("visit", "exam", "ceremony", "break"))
    assert ledger(shipped_week(MEMPHIS, OWN.value())).practices(25)


def test_a_story_never_stands_beside_scenario_practice():
    for one in CURRICULA.values():
        for before, after in zip(one.modules, one.modules[1:], strict=False):
            if before.day == after.day:
                assert {before.delivery, after.delivery} != {"story", "scenario"}


def test_the_own_standard_is_marked_and_its_topics_stay_below_its_hours():
    assert OWN.academys_own
    assert [one.code for one in STANDARDS.values() if one.academys_own] == [OWN.code]
    least = sum(requirement.least_minutes or 0 for requirement in OWN.requirements)
    assert least <= (OWN.value().total_minutes or 0)


def test_the_published_minnesota_week_keeps_its_times_and_marks_what_is_ours():
    at = {(one.day, one.start): one for one in MINNESOTA.modules}
    published = [one for one in MINNESOTA.modules if one.published]

    assert len(published) == 39
    assert {one.day for one in published} == {1, 2, 3, 4}
    assert max(one.start + one.minutes for one in published if one.day == 4) == 12 * 60 + 20
    assert at[1, 515].minutes == 25
    assert (at[3, 680].title, at[3, 680].minutes) == ("Pre-petition screening and commitment", 55)
    assert all(one.note for one in MINNESOTA.modules if not one.published)
    assert not any(
        one.published for other in (MEMPHIS, CURRICULA["DISPATCHER-8"]) for one in other.modules
    )


def test_the_published_days_teach_the_minutes_that_were_counted_from_the_source():
    by_day = ledger(shipped_week(MINNESOTA)).by_day

    assert (by_day[1], by_day[2], by_day[3]) == (440, 430, 440)


def test_what_a_source_does_not_say_stays_unknown():
    assert STANDARDS["VA-9.1-188"].total_hours is None
    assert STANDARDS["VA-9.1-188"].requirements[0].least_minutes == 240
    washington = STANDARDS["WA-139-09-040"]
    assert len(washington.requirements) == 10
    assert {one.least_minutes for one in washington.requirements} == {None}
    assert washington.minutes_per_hour is None
    assert washington.value().minutes_per_hour == 60
    assert STANDARDS["UT-CIT"].pass_mark is None
    assert STANDARDS["UT-CIT"].exam
    assert (STANDARDS["UT-CIT"].valid_months, STANDARDS["MA-DMH-CIT"].valid_months) == (24, 36)
    assert STANDARDS["TX-TCOLE-1850"].effective_on == date(2018, 4, 1)
    assert STANDARDS["FL-CIT-coalition"].most_days == 30


def test_forty_illinois_hours_are_two_thousand_minutes():
    illinois = STANDARDS["IL-ILETSB-CIT"].value()

    assert (illinois.total_minutes, illinois.minutes_per_hour) == (2000, 50)


def test_the_forms_ask_what_they_are_for_and_rate_nobodys_story():
    assert {one.kind for one in FORMS.values()} == {kind.value for kind in FormKind}
    assert len(FORMS["PRE-POST"].questions) == 8
    for form in FORMS.values():
        assert len(form.scale) == 5
        assert all("stor" not in question.text.casefold() for question in form.questions)
        assert any(q.kind == "comment" for q in form.questions) or form.kind == "pre_post"
    assert any(question.reverse for question in FORMS["DAILY"].questions)


def test_the_words_of_the_files_are_those_of_the_models():
    assert {delivery.value for delivery in Delivery} == shipped.DELIVERIES
    assert {kind.value for kind in FormKind} == shipped.FORM_KINDS
    assert {kind.value for kind in QuestionKind} == shipped.QUESTION_KINDS
    assert all(AgencyKind(agency.kind) for agency in shipped_sample.agencies())
    assert all(PresenterKind(one.kind) for one in shipped_sample.presenters())
    for course in COURSES:
        assert all(TraineeRole(person.role) for person in course.people)
        assert all(EnrollmentState(person.state) for person in course.people)
        assert all(
            BookingState(who.state)
            for block in course.blocks
            for part in block.parts
            for who in part.presenters
        )


def test_presenters_who_tell_of_their_own_life_have_contact_data_only_in_confidence():
    confidential = {kind.value for kind in CONFIDENTIAL_KINDS}
    private = {one.name for one in shipped_sample.presenters() if one.kind in confidential}

    assert len(shipped_sample.presenters()) >= 25
    assert sum(one.kind == "lived_experience" for one in shipped_sample.presenters()) >= 6
    assert {one.name for one in shipped_sample.confidential_records()} == private
    for one in shipped_sample.presenters():
        if one.name in private:
            assert (one.email, one.title, one.organization, one.topics, one.bio) == ("",) * 5


@pytest.mark.parametrize("course", COURSES, ids=lambda course: course.number)
def test_every_booking_is_of_a_block_a_room_and_a_presenter_that_exist(course):
    modules = {(one.day, one.start): one for one in CURRICULA[course.curriculum].modules}
    rooms = {room.name for room in shipped_sample.academy().rooms}
    names = {one.name for one in shipped_sample.presenters()}

    for block in course.blocks:
        module = modules[block.day, block.start]
        assert module.title == block.title
        assert module.parts == len(block.parts)
        for part in block.parts:
            assert part.room in rooms
            assert part.group in {"", *course.groups}
            assert {who.name for who in part.presenters} | set(part.actual) <= names


@pytest.mark.parametrize("course", COURSES[:2], ids=lambda course: course.number)
def test_a_held_sample_course_is_booked_without_a_clash(course):
    week = shipped_week(CURRICULA[course.curriculum], STANDARDS[course.standard].value(), course)

    assert [f for f in findings(week) if f.severity in {ERROR, WARNING}] == []


def test_the_coming_sample_course_has_presenters_to_call_and_no_clash():
    course = COURSES[2]
    week = shipped_week(CURRICULA[course.curriculum], STANDARDS[course.standard].value(), course)

    kinds = {(finding.kind, finding.severity) for finding in findings(week)}

    assert ("not_confirmed", WARNING) in kinds
    assert not any(severity == ERROR for _, severity in kinds)


def test_the_sample_course_has_some_who_completed_and_some_who_did_not():
    course = COURSES[0]
    week = shipped_week(MEMPHIS, OWN.value(), course)
    ids = {(block.day_id, block.start): block.id for block in week.blocks}
    groups = {part.group: part.group_id for block in week.blocks for part in block.parts}
    reasons = {}
    for trainee in course.trainees:
        present = {block.id: block.minutes for block in week.blocks}
        for entry in course.attendance:
            if entry.line == trainee.line:
                present[ids[entry.day, entry.start]] = entry.present
        excused = {ids[one.day, one.start] for one in course.excused if one.line == trainee.line}
        blocks = expected_blocks(
            week, groups={groups[trainee.group]}, excused=excused, present=present
        )
        outcome = completion(
            AttendanceValue(blocks, trainee.exam_score, trainee.skills_met), asked(week.standard)
        )
        reasons[trainee.line] = [reason.kind for reason in outcome.reasons]

    assert {line: why for line, why in reasons.items() if why} == {
        29: [EXAM],
        33: [ATTENDANCE, MUST_ATTEND],
        34: [MUST_ATTEND, SKILLS],
        38: [SKILLS],
    }
    assert len(reasons) == 30


def test_six_groups_of_five_and_no_attendance_beyond_the_block():
    course = COURSES[0]
    sizes = dict.fromkeys(course.groups, 0)
    for trainee in course.trainees:
        sizes[trainee.group] += 1
    minutes = {(one.day, one.start): one.minutes for one in MEMPHIS.modules}

    assert set(sizes.values()) == {5}
    assert all(entry.present < minutes[entry.day, entry.start] for entry in course.attendance)
    assert any(entry.present > 0 for entry in course.attendance)


def test_the_agencies_of_all_sample_people_are_on_file():
    names = {agency.name for agency in shipped_sample.agencies()}

    assert {person.agency for course in COURSES for person in course.people} <= names
    assert len(COURSES[1].people) == 12
