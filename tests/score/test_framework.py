"""Answers to frameworks: which passage meets an item, what decides, and which figures follow."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from invented import Chapter, Said, plan

from docscan import frameworks
from docscan.document import Document
from docscan.frameworks import Framework
from docscan.judgement import Judgements
from docscan.score.framework import answer, answer_all, grid, meets, pool_answers
from docscan.score.framework_terms import item_index
from docscan.scorecard import FrameworkResult

FEES = "The cost of sending remittances will be reduced."
ROADS = "The road to the port will be widened and lit."
SOURCES = Path(__file__).parents[3] / "shared" / "sources"


def gcm() -> Framework:
    return frameworks.load("gcm")


def said(text: str, level: int, *marks: tuple[str, str, str], title: str = "Measures") -> tuple[Document, Judgements]:
    return plan([Chapter(title, (Said(text, level, marks), Said(ROADS)))])


def value(result: FrameworkResult, item: str) -> tuple[str, str]:
    found = next(found for found in result.answers if found.item == item)
    return found.answer, found.rule


@pytest.mark.parametrize(
    ("level", "expected"),
    [
        (4, ("addressed", "addressed.action")),
        (3, ("addressed", "addressed.action")),
        (2, ("partly", "partly.below_level")),
        (1, ("partly", "partly.below_level")),
        (0, ("silent", "silent.no_migration")),
    ],
)
def test_an_action_is_addressed_from_level_three(level: int, expected: tuple[str, str]) -> None:
    assert value(answer(gcm(), *said(FEES, level)), "20") == expected


def test_a_diagnosis_is_addressed_from_level_two() -> None:
    tools = frameworks.load("fmmd-2009-tools")
    drain = "Brain drain of nurses weakens rural hospitals."
    assert value(answer(tools, *said(drain, 2)), "brain-drain") == ("addressed", "addressed.diagnostic")
    assert value(answer(tools, *said(drain, 1)), "brain-drain") == ("partly", "partly.below_level")


def test_what_no_passage_on_migration_meets_is_silent() -> None:
    assert value(answer(gcm(), *said(FEES, 3)), "13") == ("silent", "silent.no_passage")


def test_silence_is_not_stated_of_a_text_that_was_not_read() -> None:
    # Three pages, one of them unreadable: a third of the text is unknown.
    document, judgements = plan([Chapter("Measures", (Said(FEES, 3), *(Said(ROADS * 30),) * 3))], unreadable=1)
    result = answer(gcm(), document, judgements)
    assert value(result, "20") == ("addressed", "addressed.action")
    assert value(result, "13") == ("not_read", "not_read.coverage")
    overall = next(figure for figure in result.figures if figure.name == "overall")
    assert overall.value == 100.0


def test_the_strongest_passage_stands_first() -> None:
    document, judgements = plan([Chapter("Measures", (Said(FEES, 1), Said(FEES, 3), Said(FEES, 2)))])
    found = next(found for found in answer(gcm(), document, judgements).answers if found.item == "20")
    passages = [passage.id for passage in document.passages]
    assert found.passages == (passages[1], passages[2], passages[0])


def test_a_single_general_word_meets_nothing() -> None:
    assert all(found.answer == "silent" for found in answer(gcm(), *said("Migration and mobility.", 3)).answers)


def test_parts_of_a_term_must_stand_in_one_sentence() -> None:
    text = "Remittances grew last year. School fees will be reduced."
    assert value(answer(gcm(), *said(text, 3)), "20") == ("silent", "silent.no_passage")


def test_parts_of_a_term_must_stand_close_together() -> None:
    item = gcm().item("20")
    far = "Remittances" + " and so many other words" * 8 + " with fees."
    assert not meets(gcm(), item, far, "en", findings=())
    assert meets(gcm(), item, "Remittances and high fees.", "en", findings=())


def test_entries_of_a_list_are_apart() -> None:
    assert value(answer(gcm(), *said("Bank fees fall; remittances grow.", 3)), "20")[0] == "silent"
    assert value(answer(gcm(), *said("Lower:\n• bank fees\n• emigration\n• remittances", 3)), "20")[0] == "silent"


def test_what_remittances_bring_does_not_say_that_they_are_eased() -> None:
    text = "Remittances reduce poverty and contribute to the support of many households."
    assert value(answer(gcm(), *said(text, 2)), "20")[0] == "silent"


def test_an_abbreviation_ends_no_sentence() -> None:
    item = gcm().item("20")
    assert meets(gcm(), item, "Remittances, i.e. money sent home, whose fees are high.", "en", findings=())


def test_the_heading_may_name_the_topic_but_never_the_whole() -> None:
    bullet = "Lower fees by agreement with the banks."
    assert value(answer(gcm(), *said(bullet, 3, title="Remittances")), "20")[0] == "addressed"
    assert value(answer(gcm(), *said(ROADS, 3, title="Fees on remittances")), "20")[0] == "silent"
    # "fees" is no topic: a heading cannot lend it to a passage.
    assert value(answer(gcm(), *said("Remittances grew.", 3, title="Fees")), "20")[0] == "silent"


HARBOUR = "The pier is old. The crane is older. Nets are dear. The harbour will be rebuilt."


def test_a_commitment_to_something_else_leaves_a_statement() -> None:
    rebuilt = ("cue", "commitment", "will be rebuilt")
    far, near = f"The cost of remittances is high. {HARBOUR}", f"{HARBOUR} The cost of remittances is high."
    assert value(answer(gcm(), *said(far, 3, rebuilt)), "20") == ("partly", "partly.below_level")
    assert value(answer(gcm(), *said(near, 3, rebuilt)), "20") == ("addressed", "addressed.action")
    # Where nothing shows in which sentence the commitment is, the passage counts as a whole.
    assert value(answer(gcm(), *said(far, 3)), "20") == ("addressed", "addressed.action")


def test_figures_count_such_a_passage_at_most_as_a_statement() -> None:
    text = f"The cost of remittances is high. {HARBOUR}"
    result = answer(gcm(), *said(text, 3, ("cue", "commitment", "will be rebuilt")))
    overall = next(figure for figure in result.figures if figure.name == "overall")
    assert overall.value == pytest.approx(50 / 23, abs=1e-3)
    assert overall.high == pytest.approx(50 / 23, abs=1e-3)


def test_words_that_the_termbase_knows_count_as_those_of_a_group() -> None:
    text = "The fees on what absent sons post home will be lowered."
    sent = ("concept", "money_from_absent", "what absent sons post home")
    assert value(answer(gcm(), *said(text, 3, sent)), "20")[0] == "addressed"
    assert value(answer(gcm(), *said(text, 3)), "20")[0] == "silent"
    assert value(answer(gcm(), *said(text, 3, ("concept", "nomads", "absent sons"))), "20")[0] == "silent"


def test_a_mere_mention_of_the_subject_is_an_answer_in_part_whatever_its_level() -> None:
    lines = frameworks.load("expertise-france")
    for level in (1, 2, 3, 4):
        found = answer(lines, *said("Human trafficking persists in the ports.", level))
        assert value(found, "trafficking") == ("partly", "partly.below_level")
    text = "Victims of human trafficking will be sheltered."
    assert value(answer(lines, *said(text, 3)), "trafficking")[0] == "addressed"
    assert not meets(lines, lines.item("trafficking"), "Human trafficking persists.", "en", findings=())


def test_either_the_words_or_the_facet_may_suffice() -> None:
    definition = frameworks.load("fmmd-2009")
    worded, marked = "Statistics on migration are published.", "We know little about those who left."
    assert value(answer(definition, *said(worded, 2)), "data")[0] == "addressed"
    assert value(answer(definition, *said(marked, 2, ("means", "data", "know little"))), "data")[0] == "addressed"
    assert value(answer(definition, *said(marked, 2)), "data")[0] == "silent"


TRAINED = "Returning migrants will be trained through the National Skills Office by 2031."
HARVEST = "Rain fell late. Wells ran dry. Nets were torn. The Ministry of Trade is responsible for the fish market."


def test_bodies_sums_and_dates_are_recognised_not_listed() -> None:
    quality = frameworks.load("plan-quality")
    result = answer(quality, *said(TRAINED, 3))
    assert value(result, "responsible")[0] == value(result, "timetable")[0] == "addressed"
    assert value(result, "cost")[0] == "silent"
    funded = answer(quality, *said(TRAINED.replace("by 2031", "for USD 2 million"), 3))
    assert value(funded, "cost")[0] == "addressed" and value(funded, "timetable")[0] == "silent"


def test_a_body_given_by_its_initials_counts_unless_they_name_none() -> None:
    quality = frameworks.load("plan-quality")
    named = "Returning migrants will be trained through the NSOX."
    assert value(answer(quality, *said(named, 3)), "responsible")[0] == "addressed"
    assert value(answer(quality, *said(named.replace("NSOX", "TVET"), 3)), "responsible")[0] == "silent"


def test_what_stands_by_another_action_is_not_that_of_the_movement() -> None:
    quality = frameworks.load("plan-quality")
    about = ("concept", "return_migration", "Returning migrants")
    far = f"Returning migrants will be trained. {HARVEST}"
    assert value(answer(quality, *said(far, 3, about)), "responsible")[0] == "silent"
    marked = ("anchor", "body", "Ministry of Trade")
    assert value(answer(quality, *said(far, 3, about, marked)), "responsible")[0] == "silent"
    assert value(answer(quality, *said(TRAINED, 3, about)), "responsible")[0] == "addressed"
    row = f"Returning migrants trained | {HARVEST}"
    assert value(answer(quality, *said(row, 3, about)), "responsible")[0] == "addressed"


def test_an_item_takes_back_what_met_it_where_the_sentence_says_otherwise() -> None:
    lines = frameworks.load("expertise-france")
    for_them, lost = "Jobs for migrants were scarce.", "Loss of jobs drives migrants away."
    assert value(answer(lines, *said(for_them, 2)), "local-economy")[0] == "partly"
    assert value(answer(lines, *said(lost, 2)), "local-economy")[0] == "silent"
    assert value(answer(lines, *said(f"{lost} {for_them}", 2)), "local-economy")[0] == "partly"


def test_facet_conditions_must_hold_too() -> None:
    definition = frameworks.load("fmmd-2009")
    text = "Parliament will pass a law on migrants."
    lawful = said(text, 3, ("instrument", "legislation", "law"), ("stage", "design", "will pass"))
    assert value(answer(definition, *lawful), "legislation")[0] == "addressed"
    assert value(answer(definition, *lawful), "design")[0] == "addressed"
    # Without the facet a law is touched by the words only, and nothing tells that it is being made.
    assert value(answer(definition, *said(text, 3)), "legislation")[0] == "partly"
    assert value(answer(definition, *said(text, 3)), "design")[0] == "silent"


def test_a_passage_is_matched_in_its_own_language() -> None:
    text = "Nous réduirons les frais des transferts de fonds des migrants."
    french = plan([Chapter("Mesures", (Said(text, 3),))], language="fr")
    english = plan([Chapter("Mesures", (Said(text, 3),))], language="en")
    assert value(answer(gcm(), *french), "20")[0] == "addressed"
    assert value(answer(gcm(), *english), "20")[0] == "silent"


def test_found_spans_point_at_the_words() -> None:
    (found,) = [match for match in item_index((gcm(),), "en").find(FEES) if match.item == "20"]
    assert any("remittances" in FEES[start:end] and "cost" in FEES[start:end] for start, end in found.spans)


def test_sdg_figures_are_sums_by_domain_and_the_mean_of_thirty() -> None:
    sdg = frameworks.load("sdg-10-7-2")
    texts = [item.examples["en"][0] for item in sdg.items if item.group == "rights"]
    document, judgements = plan([Chapter("Measures", tuple(Said(text, 3) for text in texts))])
    result = answer(sdg, document, judgements)
    worth = {"addressed": 1.0, "partly": 0.5, "silent": 0.0}
    values = {found.item: worth[found.answer] for found in result.answers}
    figures = {figure.name: figure for figure in result.figures}
    for group in sdg.groups:
        total = sum(values[item.id] for item in sdg.items if item.group == group.id)
        assert figures[group.id].value == pytest.approx(total / 5 * 100)
    assert figures["rights"].value == 100
    assert figures["rights"].band == "fully_meets"
    assert figures["overall"].value == pytest.approx(sum(values.values()) / 30 * 100, abs=1e-3)


def test_intervals_hold_the_value_and_shrink_where_levels_are_sure() -> None:
    doubtful = plan([Chapter("Measures", (Said(FEES, 3, probabilities=(0.2, 0.1, 0.3, 0.35, 0.05)),))])
    sure = plan([Chapter("Measures", (Said(FEES, 3, probabilities=(0.0, 0.0, 0.0, 1.0, 0.0)),))])
    wide, narrow = answer(gcm(), *doubtful).figures[0], answer(gcm(), *sure).figures[0]
    assert wide.low is not None and wide.high is not None and wide.value is not None
    assert wide.low <= wide.value <= wide.high
    assert narrow.low == narrow.value == narrow.high
    assert wide.high - wide.low > 0


def test_plan_quality_is_the_share_of_actions_and_its_grid_names_what_each_has() -> None:
    quality = frameworks.load("plan-quality")
    budget = "A budget of USD 2 million will train returning migrants."
    bare = "Returning migrants will be trained."
    document, judgements = plan(
        [Chapter("Measures", (Said(budget, 4, (("anchor", "money", "USD 2 million"),)), Said(bare, 3), Said(bare, 3)))]
    )
    result = answer(quality, document, judgements)
    figures = {figure.name: figure.value for figure in result.figures}
    assert figures["cost"] == pytest.approx(100 / 3, abs=1e-3)
    assert value(result, "cost") == ("partly", "partly.some_actions")
    assert value(result, "responsible") == ("silent", "silent.no_passage")
    assert [row.items for row in grid(quality, document, judgements)] == [("cost",), (), ()]


SHEET = "Scope: national Duration: 4 years\nLead institution: Ministry of Labour | Total cost: USD 2 million"


def sheet(*after: Said, title: str = "Measures") -> dict[str, str]:
    """Answers on plan quality for an action without anything beside it, followed by these passages."""
    bare = Said("Returning migrants will be trained.", 3)
    document, judgements = plan([Chapter("Measures", (bare,)), Chapter(title, after, rank=1)])
    if title == "Measures":
        document, judgements = plan([Chapter("Measures", (bare, *after))])
    result = answer(frameworks.load("plan-quality"), document, judgements)
    return {found.item: found.answer for found in result.answers}


def test_the_sheet_of_an_action_answers_in_its_labelled_fields() -> None:
    found = sheet(Said("Scope: training"), Said(SHEET))
    assert {item for item, given in found.items() if given == "addressed"} == {"responsible", "timetable", "cost"}


def test_fields_of_another_section_or_far_below_are_not_those_of_the_action() -> None:
    assert set(sheet(Said(SHEET), title="Ports").values()) == {"silent"}
    assert set(sheet(*(Said(ROADS),) * 5, Said(SHEET)).values()) == {"silent"}


@pytest.mark.parametrize(
    "text", ["Total cost: –", "Cost", "The cost of it: unknown to all", "We praise the total cost of roads."]
)
def test_an_empty_label_or_one_within_a_sentence_fills_nothing(text: str) -> None:
    assert sheet(Said(text))["cost"] == "silent"


def test_without_any_action_plan_quality_has_no_figure() -> None:
    result = answer(frameworks.load("plan-quality"), *said(FEES, 1))
    assert value(result, "cost") == ("silent", "silent.no_action")
    assert {figure.reason for figure in result.figures} == {"no_action"}


def test_a_country_gives_the_best_answer_of_its_documents() -> None:
    weak, strong = said(FEES, 1), said(FEES, 3)
    results = [answer_all((gcm(),), *document) for document in (weak, strong)]
    (pooled,) = pool_answers((gcm(),), results)
    assert value(pooled, "20") == ("addressed", "addressed.action")
    found = next(found for found in pooled.answers if found.item == "20")
    assert found.passages == (strong[0].passages[0].id, weak[0].passages[0].id)
    assert pooled.figures[0].value == pytest.approx(100 / 23, abs=1e-3)


def test_together_or_one_by_one_the_answers_are_the_same() -> None:
    chosen = tuple(frameworks.load(name) for name in frameworks.names())
    document, judgements = plan([Chapter("Measures", (Said(FEES, 3), Said("Migrant children will go to school.", 3)))])
    assert answer_all(chosen, document, judgements) == tuple(
        answer(framework, document, judgements) for framework in chosen
    )


def test_every_rule_code_has_its_sentence() -> None:
    chosen = tuple(frameworks.load(name) for name in frameworks.names())
    for level in range(5):
        for result in answer_all(chosen, *said(FEES, level)):
            assert all(frameworks.explain(found.rule, "fr") for found in result.answers)


def test_a_text_on_fisheries_is_silent_throughout() -> None:
    texts = (
        "Fish migrate along the coast, and their migration routes will be mapped by 2025.",
        "The fleet returns to port each evening; landing fees finance the harbour.",
        "Capital flight and the return on investment in canneries are monitored.",
    )
    document, judgements = plan([Chapter("Fisheries", tuple(Said(text) for text in texts))])
    chosen = tuple(frameworks.load(name) for name in frameworks.names())
    for result in answer_all(chosen, document, judgements):
        assert {found.answer for found in result.answers} == {"silent"}, result.framework


def test_ten_frameworks_take_under_half_a_second_on_a_long_plan() -> None:
    texts = [
        text for name in frameworks.names() for item in frameworks.load(name).items for text in item.examples["en"]
    ]
    long = tuple(Said(" ".join(texts[number % len(texts) :][:6]), 3) for number in range(500))
    document, judgements = plan([Chapter("Measures", (*long, *(Said(ROADS),) * 2500))])
    chosen = tuple(frameworks.load(name) for name in frameworks.names())
    answer_all(chosen, document, judgements)  # builds the index, once per run
    taken = []
    for _ in range(5):
        start = time.process_time()
        answer_all(chosen, document, judgements)
        taken.append(time.process_time() - start)
    assert min(taken) < 0.5


SELF = [
    ("001_7e286639833ea6ea.txt", "france-2018-2022", tuple(str(n) for n in range(1, 31)), 28, ("addressed",)),
    ("002_9844bc89483058aa.txt", "fmmd-2009-tools", (), 27, ("addressed",)),
    ("003_1af3a07cf05ecd09.txt", "fmmd-2010-partnerships", (), 17, ("addressed",)),
    ("004_2cbeea5983efee41.txt", "expertise-france", (), 8, ("addressed", "partly")),
]


@pytest.mark.real
@pytest.mark.parametrize(("file", "name", "items", "least", "values"), SELF)
def test_each_framework_finds_itself(
    file: str, name: str, items: tuple[str, ...], least: int, values: tuple[str, ...]
) -> None:
    if not (SOURCES / file).is_file():
        pytest.skip("the source documents are not beside the project")
    from docscan import config, pipeline
    from docscan.extract import extract

    settings = config.load()
    document = extract(SOURCES / file, settings.extract)
    result = answer(frameworks.load(name), document, pipeline.judge(document, settings))
    chosen = [found for found in result.answers if not items or found.item in items]
    assert sum(found.answer in values for found in chosen) >= least
