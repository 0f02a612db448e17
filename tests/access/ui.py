from tests.access import PublicRow

ROWS = [
    PublicRow("ui:robots", why="Crawlers are told to stay away before they see anything else."),
    PublicRow(
        "ui:security",
        why="Whom to tell about a vulnerability; there is no such page until the installation names someone.",
        anonymous=404,
        signed_in=404,
    ),
    PublicRow("ui:styleguide", why="Made-up content only; the target of the layout and accessibility tests."),
    PublicRow("ui:styleguide-sample", why="As the style guide.", arguments={"page": "administrator"}),
]
