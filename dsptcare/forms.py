"""Draw any Django form with the NHS's own components: one dispatch from a bound field to a macro and its parameters."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Final, TypeAlias

from django import forms
from django.forms.boundfield import BoundField
from django.forms.renderers import TemplatesSetting
from django.forms.widgets import Input
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeData
from markupsafe import escape

from dsptcare.fields import PARTS, DateWidget, shown

Params: TypeAlias = dict[str, Any]


class Renderer(TemplatesSetting):
    """Draw `{{ form }}` and `{{ field.as_field_group() }}` with our two templates."""

    form_template_name = "forms/form.html"
    field_template_name = "forms/field.html"

    def render(self, template_name: str, context: dict[str, Any], request: HttpRequest | None = None) -> str:
        """Draw a field as its NHS component, and anything else from its template."""
        if template_name != self.field_template_name:
            return str(super().render(template_name, context, request))
        kind, params = nhs_field(context["field"])
        return _drawn(kind, params) if kind != "hidden" else str(context["field"])


@dataclass(frozen=True, slots=True)
class _Component:
    """A component with its parameters; it is the same as another when both are written alike."""

    kind: str
    written: str
    params: Params = field(compare=False)


def _drawn(kind: str, params: Params) -> str:
    """Draw a component: through the macros once for the same parameters, and then with what somebody typed put in.

    The macros would take half the time of a page with a form.
    """
    typed = params.get("value") if kind in _TYPED_IN else ""
    told = {**params, "value": _TYPED} if typed else params
    html = _from_macro(_Component(kind, repr(told), told))
    return html.replace(_TYPED, escape(typed)) if typed else html


_TYPED_IN: Final = ("input", "textarea")
_TYPED: Final = "\ue000"  # for private use, so it is in no label; escaping leaves it as it is


@lru_cache(maxsize=2_000)  # of about two kilobytes
def _from_macro(component: _Component) -> str:
    context = {"kind": component.kind, "params": component.params}
    return render_to_string(Renderer.field_template_name, context).strip()


def nhs_field(bound: BoundField) -> tuple[str, Params]:
    """Choose the NHS component for a field and fill in its parameters. Raises LookupError for an unknown widget."""
    for widgets, kind, fill in _KINDS:
        if isinstance(bound.field.widget, widgets):
            return kind, fill(bound)
    raise LookupError(f"No NHS component for {type(bound.field.widget).__name__}")


def problems(*drawn: forms.BaseForm) -> list[Params]:
    """List what the error summary says about these forms: the same words as at the fields, each with where to go."""
    return [problem for form in drawn for problem in _problems(form)]


def _problems(form: forms.BaseForm) -> Iterator[Params]:
    first = next(iter(form.visible_fields()), None)
    start = f"#{_target(first)}" if first else ""
    for words in form.non_field_errors():
        yield {"text": words, "href": start}
    for bound in form:
        if bound.errors:
            yield {"text": bound.errors[0], "href": start if bound.is_hidden else f"#{_target(bound)}"}


def _target(bound: BoundField) -> str:
    """Name the control that the error summary leads to: a date's first wrong box, a group's first choice."""
    if isinstance(bound.field.widget, DateWidget):
        return f"{bound.auto_id}_{next(iter(_wrong_parts(bound)), PARTS[0])}"
    return bound.auto_id


def _wrong_parts(bound: BoundField) -> Iterable[str]:
    if not bound.errors:
        return ()
    refusal = bound.errors.as_data()[0]
    return (refusal.params or {}).get("parts", PARTS)


def _words(text: str) -> Params:
    return {"html": text} if isinstance(text, SafeData) else {"text": str(text)}


def _common(bound: BoundField) -> Params:
    """Fill in what every component has: name, hint, first error and classes."""
    attrs = bound.field.widget.attrs
    params: Params = {"name": bound.html_name, "classes": getattr(bound.field, "classes", "")}
    params["attributes"] = {name: value for name, value in attrs.items() if name.startswith(("data-", "aria-"))}
    if bound.help_text:
        params["hint"] = _words(bound.help_text)
    if bound.errors:
        params["errorMessage"] = {"text": bound.errors[0]}
    return params


def _title(bound: BoundField) -> Params:
    field = bound.field
    is_heading = getattr(field, "is_heading", False)
    return _words(bound.label) | {"size": getattr(field, "label_size", "s"), "isPageHeading": is_heading}


def _one_box(bound: BoundField) -> Params:
    """Fill in a component with one control and a label."""
    attrs, value = bound.field.widget.attrs, bound.value()
    return _common(bound) | {
        "id": bound.auto_id,
        "label": _title(bound),
        "value": "" if value is None else str(value),
        "autocomplete": attrs.get("autocomplete"),
    }


def _input(bound: BoundField) -> Params:
    attrs = bound.field.widget.attrs
    is_code = attrs.get("autocomplete") == "one-time-code"
    return _one_box(bound) | {
        "type": getattr(bound.field.widget, "input_type", "text"),
        "width": getattr(bound.field, "width", 0) or None,
        "inputmode": "numeric" if is_code else attrs.get("inputmode"),
        "autocapitalize": attrs.get("autocapitalize"),
        "spellcheck": False if is_code or attrs.get("autocomplete") == "email" else None,
    }


def _password(bound: BoundField) -> Params:
    return _one_box(bound) | {"value": ""}  # never sent back to the browser


def _textarea(bound: BoundField) -> Params:
    return _one_box(bound) | {"rows": bound.field.widget.attrs.get("rows", 4)}


def _items(bound: BoundField) -> list[Params]:
    """List the choices, the chosen ones marked, each with its hint."""
    value = bound.value()
    chosen = {str(one) for one in (value if isinstance(value, (list, tuple, set)) else [value]) if one is not None}
    hints = getattr(bound.field, "hints", {})
    return [
        {"value": str(key), "checked": str(key) in chosen, "selected": str(key) in chosen}
        | _words(words)
        | ({"hint": _words(hints[key])} if key in hints else {})
        for key, words in bound.field.choices
    ]


def _group(bound: BoundField) -> Params:
    """Fill in radios or checkboxes. The first choice gets the field's own id, where the error summary leads."""
    return _common(bound) | {
        "idPrefix": bound.auto_id,
        "fieldset": {"legend": _title(bound)},
        "items": _items(bound),
    }


def _tick(bound: BoundField) -> Params:
    item = _words(bound.label) | {"value": "on", "checked": bool(bound.value())}
    return _common(bound) | {"idPrefix": bound.auto_id, "items": [item]}


def _select(bound: BoundField) -> Params:
    return _one_box(bound) | {"items": _items(bound)}


def _date(bound: BoundField) -> Params:
    """Fill in the three boxes of a date; only the wrong ones are marked."""
    wrong = set(_wrong_parts(bound))
    boxes = [
        {
            "id": f"{bound.auto_id}_{part}",
            "name": f"{bound.html_name}_{part}",
            "label": part.capitalize(),
            "value": text,
            "width": 4 if part == "year" else 2,
            "classes": "nhsuk-input--error" if part in wrong else "",
        }
        for part, text in zip(PARTS, shown(bound.value()), strict=True)
    ]
    return _common(bound) | {"id": bound.auto_id, "fieldset": {"legend": _title(bound)}, "items": boxes}


def _file(bound: BoundField) -> Params:
    """Fill in the box for a file. The browser forgets what was chosen, so there is no value to show again."""
    params = _common(bound) | {"id": bound.auto_id, "label": _title(bound)}
    accept = bound.field.widget.attrs.get("accept")
    return params | {"attributes": params["attributes"] | ({"accept": accept} if accept else {})}


def _hidden(bound: BoundField) -> Params:
    return {}


# The first that fits: in Django a list of checkboxes is a kind of radios.
_KINDS: Final[tuple[tuple[type[forms.Widget], str, Callable[[BoundField], Params]], ...]] = (
    (DateWidget, "date", _date),
    (forms.HiddenInput, "hidden", _hidden),
    (forms.CheckboxSelectMultiple, "checkboxes", _group),
    (forms.RadioSelect, "radios", _group),
    (forms.Select, "select", _select),
    (forms.CheckboxInput, "checkboxes", _tick),
    (forms.Textarea, "textarea", _textarea),
    (forms.PasswordInput, "password", _password),
    (forms.FileInput, "file", _file),
    (Input, "input", _input),
)
