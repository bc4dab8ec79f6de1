"""Fills a template to one HTML page that needs nothing else, in the reports' common style."""

from importlib.resources import files
from importlib.resources.abc import Traversable

from shelftag_resources.messages import render
from shelftag_training.evaluation.plots import Say

STYLE = "page.css"


def sentences(language: str) -> Say:
    """Returns what renders a sentence in a language."""

    def say(sentence: str, /, **params: object) -> str:
        return render(sentence, params, language)

    return say


def render_page(template: Traversable, language: str, **values: object) -> str:
    """Fills a template; all values are escaped but those that are SVG of `plots`.

    Args:
        template: A Jinja template; it is given ``say``, ``style`` and ``language``.
        language: ``en`` or ``zh_CN``.
        values: Its other variables.
    """
    from jinja2 import Environment, StrictUndefined
    from markupsafe import Markup

    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    environment.filters["percent"] = lambda share: f"{100 * share:.1f} %"
    style = files(__package__).joinpath(STYLE).read_text("utf-8")
    return environment.from_string(template.read_text("utf-8")).render(
        say=sentences(language),
        style=Markup(style),
        language=language.replace("_", "-"),
        **values,
    )
