"""The sample organization in tests/data can be made again from its generator."""

from tests.data import SAMPLE, make_sample_org


def test_sample_organization_is_what_its_generator_writes(tmp_path):
    make_sample_org.main([str(tmp_path)])

    written = {path.relative_to(tmp_path): path.read_bytes() for path in tmp_path.rglob("*.csv")}
    kept = {path.relative_to(SAMPLE): path.read_bytes() for path in SAMPLE.rglob("*.csv")}
    assert len(kept) == 18
    assert sorted(written) == sorted(kept)
    assert [name for name, body in kept.items() if written[name] != body] == []
