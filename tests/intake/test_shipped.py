import json

import pytest

from cittrainer.errors import UnreadableFile
from cittrainer.intake import shipped
from cittrainer.paths import resource


@pytest.fixture
def changed(tmp_path):
    """Writes a shipped file with something changed in it."""

    def write(name, change):
        values = json.loads(resource(name).read_text(encoding="utf-8"))
        change(values)
        path = tmp_path / "changed.json"
        path.write_text(json.dumps(values, ensure_ascii=False), encoding="utf-8")
        return path

    return write


STANDARD = "standards/academy-sample-40.json"
CURRICULUM = "curricula/memphis-40.json"
FORM = "evaluation_forms/daily.json"


def test_an_unchanged_copy_reads_like_the_shipped_one(changed):
    copy = shipped.read_curriculum(changed(CURRICULUM, lambda values: None))

    assert copy in shipped.curricula()


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda v: v.pop("code"), "“code” is missing"),
        (lambda v: v.update(title=""), "“title” is empty"),
        (lambda v: v.update(totl_hours=40), "it does not know “totl_hours”"),
        (lambda v: v.update(total_hours="forty"), '“total_hours” is "forty"'),
        (lambda v: v.update(total_hours=True), "“total_hours” is true"),
        (lambda v: v.update(scenario_percent=101), "“scenario_percent” is 101, not between 0"),
        (lambda v: v.update(minutes_per_hour=45), "an hour has 50 or 60 minutes, not 45"),
        (lambda v: v.update(minutes_per_hour=50, breaks_count=True), "holds its recess"),
        (lambda v: v.update(effective_on="4 May"), "not a date like 2026-05-04"),
        (lambda v: v.update(academys_own=False, sources=[]), "it names no source"),
        (lambda v: v["requirements"].append(v["requirements"][0]), "the topic “severe"),
        (lambda v: v["requirements"].append("Law"), "requirements 38 cannot be read: it is not"),
    ],
)
def test_a_standard_that_cannot_be_is_refused_with_its_reason(changed, change, says):
    with pytest.raises(UnreadableFile) as refused:
        shipped.read_standard(changed(STANDARD, change))

    assert refused.value.message.startswith("changed.json")
    assert says in refused.value.message
    assert refused.value.hint


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda v: v["modules"][0].update(delivery="talk"), "“delivery” is “talk”, not one of"),
        (lambda v: v["modules"][0].update(start="08:03"), "not a multiple of 5 minutes"),
        (lambda v: v["modules"][0].update(start="25:00"), "which no clock shows"),
        (lambda v: v["modules"][0].update(start="eight"), "not a time like 08:05"),
        (lambda v: v["modules"][0].update(start="07:00"), "does not fit into day 1"),
        (lambda v: v["modules"][0].update(day=6), "stands on day 6, which is missing"),
        (lambda v: v["modules"][0].update(minutes=33), "33 minutes are not a multiple of 5"),
        (lambda v: v["modules"][0].update(minutes=5), "not between its own 15 and 45"),
        (lambda v: v["modules"][0].update(topics={"A": 60, "B": 50}), "add up to 100"),
        (lambda v: v["modules"][0].update(topics={"A": 150, "B": -50}), "add up to 100"),
        (lambda v: v["modules"][0].update(topics={"A": "all"}), "each name a whole number"),
        (lambda v: v["modules"][0].update(weight=4), "“weight” is 4"),
        (lambda v: v.update(modules=[]), "it has no modules"),
        (lambda v: v["days"].append(v["days"][0]), "names the day “1” twice"),
        (lambda v: v["days"][0].update(end="07:00"), "it ends before it begins"),
        (lambda v: v.update(our_own=False, sources=[]), "not marked as our own"),
    ],
)
def test_a_curriculum_that_cannot_be_is_refused_with_its_reason(changed, change, says):
    with pytest.raises(UnreadableFile) as refused:
        shipped.read_curriculum(changed(CURRICULUM, change))

    assert says in refused.value.message


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda v: v.update(kind="weekly"), "“kind” is “weekly”"),
        (lambda v: v.update(questions=[]), "it asks nothing"),
        (lambda v: v.update(scale=["Yes"]), "fewer than two marks"),
        (lambda v: v.update(scale=[1, 2]), "“scale” is not a list of words"),
    ],
)
def test_a_form_that_cannot_be_is_refused_with_its_reason(changed, change, says):
    with pytest.raises(UnreadableFile) as refused:
        shipped.read_form(changed(FORM, change))

    assert says in refused.value.message


@pytest.mark.parametrize(
    "content",
    [b"", b"not json", b"\xff\xfe\x00", b"[" * 100_000, b"[]", b"null", b'{"code": NaN'],
)
def test_a_file_that_is_no_such_file_gets_one_sentence(tmp_path, content):
    path = tmp_path / "other.json"
    path.write_bytes(content)

    with pytest.raises(UnreadableFile, match=r"^other\.json .*"):
        shipped.read_curriculum(path)


def test_a_huge_file_is_not_read(tmp_path):
    path = tmp_path / "huge.json"
    path.write_bytes(b" " * 5_000_001)

    with pytest.raises(UnreadableFile, match="too large"):
        shipped.read_standard(path)


def test_a_file_that_is_not_there_is_refused_in_words(tmp_path):
    with pytest.raises(UnreadableFile, match="cannot be opened"):
        shipped.read_standard(tmp_path / "missing.json")


def test_any_title_survives(changed):
    title = "=שיעור 👮 " + "x" * 200

    def rename(values):
        values["modules"][0]["title"] = title

    assert shipped.read_curriculum(changed(CURRICULUM, rename)).modules[0].title == title
