from services.jobs import task_failure


def raised(message):
    try:
        raise ValueError(message)
    except ValueError as error:
        return error


def test_of_a_long_trace_the_end_is_kept():
    trace = task_failure.trace_of(raised("far too long " * 2000 + "the end"))
    assert len(trace) == task_failure.LONGEST_TRACE
    assert trace.endswith("the end\n")


def test_an_exception_without_words_is_called_by_its_name():
    assert task_failure.message_of(KeyError()) == "KeyError"
