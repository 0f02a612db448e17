import re

from django.conf import settings
from django.contrib.staticfiles import finders

from mentoring.ui import bundle


def test_styles_come_in_the_order_of_their_layers():
    for name in (bundle.STYLES, bundle.ADMINISTRATOR_STYLES):
        css = bundle.build(name)
        assert css.startswith("@layer reset,tokens,base,layout,components,utilities,print;")
        met = [bundle.LAYERS.index(layer) for layer in re.findall(r"@layer ([a-z]+)\{", css)]
        assert met == sorted(met)
        assert set(met) == set(range(len(bundle.LAYERS)))


def test_every_style_sheet_is_in_a_bundle_and_those_of_a_folder_in_one():
    ours, theirs = (set(bundle.sources(name)) for name in (bundle.STYLES, bundle.ADMINISTRATOR_STYLES))
    assert ours | theirs == set((bundle.source_folder() / "css").rglob("*.css"))
    assert {path.parent.name for path in ours - theirs} == {"participant"}
    assert {path.parent.name for path in theirs - ours} == {"administrator"}
    assert {path.parent.name for path in ours & theirs} == set(bundle.LAYERS)


def test_compacting_keeps_every_rule_and_declaration():
    source = "/* why */\na:hover ,\n b > i { color : red ;\n margin: calc(1px + 2px) 0; }\n"
    assert bundle._compact(source) == "a:hover , b > i{color : red;margin: calc(1px + 2px) 0}"


def test_each_script_has_a_scope_of_its_own():
    script = bundle.build(bundle.SCRIPTS)
    assert script.count("(() => {\n") >= len(bundle.sources(bundle.SCRIPTS))
    assert script.rstrip().endswith("})();")


def test_comments_and_indentation_of_scripts_are_left_out():
    source = "// why\n\nconst a = 1;\n  // how\n  b(`//c`); // kept\n"
    assert bundle._without_comments(source) == "const a = 1;\nb(`//c`); // kept\n"
    for path in bundle.sources(bundle.SCRIPTS):
        assert all(line.count("`") % 2 == 0 for line in path.read_text().splitlines()), path


def test_scripts_are_short_and_attach_themselves():
    for path in bundle.sources(bundle.SCRIPTS):
        assert len(path.read_text().splitlines()) < 60, path


def test_finder_builds_the_bundle_on_the_first_request():
    path = finders.find("css/app.css")
    assert path.startswith(str(settings.VAR_DIR))
    with open(path) as file:
        assert file.read() == bundle.build(bundle.STYLES)


def test_page_gets_the_bundle(client):
    answer = client.get("/static/css/app.css")
    assert answer.status_code == 200
    assert b"".join(answer.streaming_content).decode() == bundle.build(bundle.STYLES)
    assert answer.headers["Content-Type"].startswith("text/css")
