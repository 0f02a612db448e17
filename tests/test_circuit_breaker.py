import pytest

from mentoring.circuit_breaker import CircuitBreaker, CircuitOpen


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


def breaker(**fields) -> CircuitBreaker:
    return CircuitBreaker(**{"failures": (TimeoutError,), "seconds": 5, "clock": Clock(), **fields})


def fail(circuit: CircuitBreaker, error: type[Exception]) -> None:
    with pytest.raises(error), circuit.call():
        raise error


def test_failure_refuses_calls_for_some_seconds():
    clock = Clock()
    circuit = breaker(clock=clock)
    fail(circuit, TimeoutError)
    clock.now += 4.9
    with pytest.raises(CircuitOpen), circuit.call():
        pytest.fail("The call was made.")
    clock.now += 0.1
    with circuit.call():
        pass


def test_other_exceptions_refuse_nothing():
    circuit = breaker()
    fail(circuit, ValueError)
    with circuit.call():
        pass


def test_calls_beyond_the_limit_are_refused_until_one_ends():
    circuit = breaker(concurrent=1)
    with circuit.call(), pytest.raises(CircuitOpen), circuit.call():
        pytest.fail("The call was made.")
    with circuit.call():
        pass


def test_closing_allows_calls_at_once():
    circuit = breaker()
    fail(circuit, TimeoutError)
    circuit.close()
    with circuit.call():
        pass
