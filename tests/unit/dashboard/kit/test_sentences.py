from dashboard.kit import sentences


def test_days_of_a_sentence_are_written_as_the_page_writes_days(in_berlin):
    said = sentences.with_days("Empty from 2026-03-02 for PO-2026-03-02-A, not 2026-13-02.")
    assert said == "Empty from Mon\u00a02\u00a0Mar for PO-2026-03-02-A, not 2026-13-02."
