#!/usr/bin/env python3
"""Records what Jinja2, the original, answers to many templates, for JinjaCorpusTest.

    python3 record.py > ../resources/dev/refgate/internal/template/jinja2-corpus.jsonl

Each line is one template: {"template": …} with "value" (a single expression), "text" (a template with tags), or "fails".
Left out is what docs/templates.md says is different on purpose.
"""
import datetime
import json
import random
import sys
import zoneinfo

import jinja2

SCOPE = {
    "n": 7, "m": -3, "zero": 0, "big": 9007199254740993, "x": 2.5, "y": -0.125, "tiny": 0.00001, "huge": 1.5e20,
    "t": "Hello World", "u": "  trim me ", "e": "", "uni": "Grüße 😀 aß", "num": "42", "csv": "a,b,,c",
    "yes": True, "no": False, "nil": None,
    "l": [3, 1, 2], "words": ["pear", "Apple", "fig", "apple"], "none_list": [],
    "nested": [[1, 2], [3]], "o": {"k": "v", "n": 1, "deep": {"list": [10, 20, {"z": "end"}]}}, "eo": {},
    "rows": [{"id": 1, "name": "b", "tag": "x"}, {"id": 2, "name": "a", "tag": "y"}, {"id": 3, "name": "c", "tag": "x"}],
}

env = jinja2.Environment(
    undefined=jinja2.StrictUndefined, keep_trailing_newline=True, extensions=["jinja2.ext.loopcontrols"])
env.filters["tojson"] = lambda value: json.dumps(value, separators=(",", ":"), ensure_ascii=False)


jinja_join = env.filters["join"]


@jinja2.pass_eval_context
def join(context, value, d="", attribute=None):
    """Items that are no texts are written as JSON here, not as Python."""
    if attribute is None:
        value = [json.dumps(i, separators=(",", ":"), ensure_ascii=False) if isinstance(i, (list, tuple, dict)) else i
                 for i in value]
    return jinja_join(context, value, d, attribute)


env.filters["join"] = join


class Generator:
    def __init__(self, seed):
        self.r = random.Random(seed)

    def pick(self, *options):
        return self.r.choice(options)

    def group(self, text):
        return f"({text})" if self.r.random() < 0.3 else text

    def number(self, d):
        if d <= 0:
            return self.pick("n", "m", "zero", "x", "y", "1", "2", "10", "0.5", "3.25", "l[0]", "l[-1]", "o.n", "o['n']",
                             "o.deep.list[1]", "rows[1].id", "nested[0][1]")
        return self.pick(
            lambda: f"{self.number(d-1)} + {self.number(d-1)}",
            lambda: f"{self.number(d-1)} - {self.number(d-1)}",
            lambda: f"{self.number(d-1)} * {self.number(d-1)}",
            lambda: f"({self.number(d-1)}) / {self.pick('2', '4', 'n', '0.5')}",
            lambda: f"({self.number(d-1)}) // {self.pick('2', '3', 'm', 'x')}",
            lambda: f"({self.number(d-1)}) % {self.pick('2', '3', 'm', 'x')}",
            lambda: f"{self.pick('2', 'n', 'm')} ** {self.pick('2', '3', '0')}",
            lambda: f"-{self.number(0)}",
            lambda: f"({self.number(d-1)})|abs",
            lambda: f"-{self.number(0)}|abs",
            lambda: f"{self.text(d-1, True)}|length",
            lambda: f"{self.list(d-1, True)}|length",
            lambda: f"{self.number(d-1)} if {self.truth(d-1)} else {self.number(d-1)}",
            lambda: f"{self.pick('num', 't', 'x', 'n', 'y', 'yes')}|int",
            lambda: f"{self.pick('num', 't', 'x', 'n', 'y')}|float",
            lambda: f"{self.pick('t', 'e')}|int(9)",
            lambda: f"l|{self.pick('sum', 'min', 'max', 'first', 'last')}",
            lambda: f"rows|{self.pick('sum', 'sum')}(attribute='id')",
            lambda: f"absent|default({self.number(d-1)})",
            lambda: f"({self.number(d-1)} or {self.number(d-1)})",
            lambda: f"({self.number(d-1)} and {self.number(d-1)})",
            lambda: self.group(self.number(d-1)),
        )()

    def text(self, d, atom=False):
        if d <= 0 or atom and self.r.random() < 0.5:
            return self.pick("t", "u", "e", "uni", "num", "csv", "'a'", '"it\'s"', "'tab\\tq'", "o.k", "words[0]",
                             "rows[0].name", "o.deep.list[2].z", "'}}'", "'{% x %}'", "''")
        made = self.pick(
            lambda: f"{self.text(d-1, True)} ~ {self.pick(self.text, self.scalar)(d-1, True)}",
            lambda: f"{self.text(d-1, True)} + {self.text(d-1, True)}",
            lambda: f"{self.text(d-1, True)}|{self.pick('upper', 'lower', 'trim', 'title', 'capitalize', 'string', 'reverse')}",
            lambda: f"{self.text(d-1, True)}|replace('{self.pick('l', 'o', 'a', 'zz', ' ')}', {self.text(d-1, True)})",
            lambda: f"{self.text(d-1, True)}|replace('l', 'L', 1)",
            lambda: f"{self.text(d-1, True)}[{self.pick('1:', ':2', '-3:', ':-1', '1:3', '5:2', ':')}]",
            lambda: f"{self.list(d-1, True)}|join{self.pick('', '(',) and '(' + self.text(0, True) + ')'}",
            lambda: f"rows|join('-', attribute='name')",
            lambda: f"'{self.pick('%d', '%5d', '%-5d|', '%05d', '%+d', '%.2f', '%8.3f', '%f', '%x', '%s', '%%%s')}'|format(n)",
            lambda: f"'{self.pick('%s', '%8s|', '%-8s|', '%.2s', 'a%sb%%')}'|format({self.text(0)})",
            lambda: f"'{self.pick('%.1f', '%08.2f', '%.0f', '% f')}'|format({self.pick('y', 'm', 'n', '3.14159')})",
            lambda: f"'a\\nb\\n\\nc'|indent{self.pick('', '(2)', '(2, true)', '(3, blank=true)')}",
            lambda: f"words|{self.pick('first', 'last', 'min', 'max')}",
            lambda: f"{self.pick('t', 'uni')}|{self.pick('first', 'last')}",
            lambda: f"{self.pick('o', 'l', 'words', 'nested', 'n', 'x', 'yes', 'nil', 't', 'rows', 'huge')}|tojson",
            lambda: f"{self.text(d-1, True)} if {self.truth(d-1)} else {self.text(d-1, True)}",
            lambda: f"absent|default({self.text(d-1)})",
            lambda: f"{self.text(0, True)}|default('other', true)",
            lambda: f"({self.text(d-1, True)} or {self.text(d-1, True)})",
        )()
        return f"({made})" if atom else made

    def scalar(self, d, atom=True):
        return self.pick("n", "m", "x", "y", "tiny", "huge", "big", "12345678.9", "1e15", "1e16", "100", "0.1", "(1/3)", "(n/x)")

    def truth(self, d):
        if d <= 0:
            return self.pick("yes", "no", "true", "False", "n is defined", "absent is defined", "absent is not defined",
                             "nil is none", "n is odd", "m is even", "t is string", "o is mapping", "l is sequence",
                             "x is number", "n is divisibleby 7", "n is divisibleby(2)", "yes is true", "no is false",
                             "yes is boolean", "n is integer", "x is float", "t is upper", "'ABC' is upper", "n is eq 7",
                             "n is in [1, 7]", "n is gt 3", "nil is not none", "o.absent is defined", "words is iterable")
        return self.pick(
            lambda: f"{self.number(d-1)} {self.pick('==', '!=', '<', '<=', '>', '>=')} ({self.number(d-1)})",
            lambda: f"{self.text(d-1, True)} {self.pick('==', '!=', '<', '<=', '>', '>=')} {self.text(d-1, True)}",
            lambda: f"{self.list(d-1, True)} {self.pick('==', '!=')} {self.list(d-1, True)}",
            lambda: f"{self.text(d-1, True)} {self.pick('in', 'not in')} {self.text(d-1, True)}",
            lambda: f"({self.number(d-1)}) {self.pick('in', 'not in')} {self.list(d-1, True)}",
            lambda: f"{self.text(d-1, True)} {self.pick('in', 'not in')} {self.pick('o', 'eo', 'words')}",
            lambda: f"not {self.truth(d-1)}",
            lambda: f"{self.truth(d-1)} and {self.truth(d-1)}",
            lambda: f"{self.truth(d-1)} or {self.truth(d-1)}",
            lambda: f"({self.truth(d-1)}) if {self.truth(d-1)} else {self.truth(d-1)}",
            lambda: f"not {self.pick('n', 'zero', 'e', 't', 'l', 'none_list', 'o', 'eo', 'nil', '0.0')}",
            lambda: f"{self.number(0)} == {self.text(0, True)}",
            lambda: f"{self.pick('yes', 'no', 'nil', 'l', 'o')} == {self.pick('yes', 'no', 'nil', '1', '0', '[3, 1, 2]')}",
            lambda: self.group(self.truth(d-1)),
        )()

    def list(self, d, atom=False):
        if d <= 0:
            return self.pick("l", "words", "none_list", "nested[0]", "[1, 2.0, 3]", "['a', 'b']", "[]", "((1, 2)|list)", "o.deep.list[:2]")
        made = self.pick(
            lambda: f"[{self.number(d-1)}, {self.text(d-1)}]",
            lambda: f"{self.list(0)} + {self.list(0)}",
            lambda: f"{self.list(d-1, True)}[{self.pick('1:', ':1', '-2:', ':')}]",
            lambda: f"{self.pick('l', 'words')}|sort",
            lambda: f"{self.pick('l', 'words')}|sort(true)",
            lambda: f"words|sort(case_sensitive=true)",
            lambda: f"{self.pick('l', 'words', '[1, 1.0, 2]')}|unique|list",
            lambda: f"words|unique(case_sensitive=true)|list",
            lambda: f"{self.pick('l', 'words')}|reverse|list",
            lambda: f"{self.pick('t', 'uni', 'e')}|list",
            lambda: f"rows|sort(attribute='{self.pick('name', 'id')}')",
            lambda: f"range({self.pick('3', '1, 4', '5, 0, -2', '0', 'n')})|list",
            lambda: f"o|list",
            lambda: f"{self.pick('o', 'eo')}.{self.pick('items', 'keys', 'values')}()|list",
            lambda: f"rows|map(attribute='{self.pick('name', 'id')}')|list",
            lambda: f"words|map('upper')|list",
            lambda: f"rows|selectattr('tag', 'equalto', 'x')|list",
            lambda: f"l|select('odd')|list",
            lambda: f"l|reject('odd')|list",
            lambda: f"{self.pick('l', 'words')}|batch({self.pick('1', '2', '3')}{self.pick('', ', 0')})|list",
            lambda: f"{self.pick('l', 'words')}|map('{self.pick('string', 'length', 'int', 'default')}')|list",
            lambda: f"rows|map(attribute='absent', default={self.number(0)})|list",
            lambda: f"rows|rejectattr('id', '{self.pick('odd', 'even', 'defined')}')|list",
            lambda: f"rows|selectattr('{self.pick('tag', 'id')}', '{self.pick('ne', 'eq')}', {self.pick('2', 't')})|list",
            lambda: f"[0, n, e, t]|{self.pick('select', 'reject')}|list",
            lambda: f"o|dictsort|map('first')|list",
            lambda: f"rows|groupby('tag')|map(attribute='{self.pick('grouper', 'list')}')|list",
        )()
        return f"({made})" if atom else made

    def expression(self):
        d = self.r.randint(0, 3)
        return self.pick(self.number, self.text, self.truth, self.list, self.mapping, self.bad)(d)

    def mapping(self, d):
        return "{'a': " + self.number(d) + ", " + self.pick("'b'", "t") + ": " + self.pick(self.list, self.text)(d) + "}"

    def bad(self, d):
        return self.pick(
            lambda: f"absent",
            lambda: f"o.absent",
            lambda: f"o.absent.more",
            lambda: f"l[3]",
            lambda: f"{self.text(d-1, True)} ~ absent",
            lambda: f"absent|upper",
            lambda: f"absent + 1",
            lambda: f"{self.number(d-1)} / 0",
            lambda: f"{self.number(d-1)} // 0",
            lambda: f"n + t",
            lambda: f"t - 1",
            lambda: f"nil + 1",
            lambda: f"n < t",
            lambda: f"l < n",
            lambda: f"1 in n",
            lambda: f"not absent",
            lambda: f"absent if yes else 1",
            lambda: f"1 if yes else absent",
            lambda: f"absent == 1",
            lambda: f"no and absent",
            lambda: f"yes or absent",
            lambda: f"none_list|first",
            lambda: f"n|first",
        )()


TEMPLATES = r'''
a{% if n > 3 %}b{% elif n %}c{% else %}d{% endif %}e
{% if zero %}b{% elif none_list %}c{% else %}d{% endif %}
{% if absent is defined %}x{% endif %}
{% if not (yes and no) %}ok{% endif %}
{% for i in l %}{{ i }},{% endfor %}
{% for i in l %}{{ loop.index }}{{ loop.index0 }}{{ loop.revindex }}{{ loop.revindex0 }}{{ loop.first|tojson }}{{ loop.last|tojson }}{{ loop.length }};{% endfor %}
{% for i in none_list %}{{ i }}{% else %}empty{% endfor %}
{% for i in l %}{{ i }}{% else %}empty{% endfor %}
{% for i in l if i > 1 %}{{ loop.index }}:{{ i }} {% else %}none{% endfor %}
{% for i in l if i > 9 %}{{ i }}{% else %}none{% endfor %}
{% for k, v in o.items() %}{{ k }};{% endfor %}
{% for k in o %}{{ k }};{% endfor %}
{% for a, b in [[1, 2], [3, 4]] %}{{ a + b }} {% endfor %}
{% for c in t %}[{{ c }}]{% endfor %}
{% for r in rows %}{% for s in rows if s.id < r.id %}{{ r.id }}{{ s.id }} {% endfor %}{% endfor %}
{% for r in rows %}{{ loop.index }}{% for s in l %}{{ loop.index }}{% endfor %}{{ loop.index }};{% endfor %}
{% for i in range(10) %}{% if i == 2 %}{% continue %}{% endif %}{% if i == 5 %}{% break %}{% endif %}{{ i }}{% endfor %}
{% for i in range(3) %}{% for j in range(3) %}{% if j == 1 %}{% break %}never{% endif %}{{ i }}{{ j }} {% endfor %}|{% endfor %}
{% for i in range(3) %}a{% if i == 1 %}b{% continue %}c{% endif %}d{% endfor %}
{% set v = n * 2 %}{{ v }}
{% set v = [1] + l %}{{ v|length }}
{% set a, b = [1, 2] %}{{ b }}{{ a }}
{% set a, b = 1, 2 %}{{ b }}{{ a }}
{% set v %}<{{ t }}>{% endset %}{{ v }}
{% set v | upper %}<{{ t }}>{% endset %}{{ v }}
{% set v | replace('H', 'J') | lower %}{{ t }}{% endset %}{{ v }}
{% set v = 1 %}{% for i in l %}{% set v = i %}{{ v }}{% endfor %}{{ v }}
{% set v = 1 %}{% if yes %}{% set v = 2 %}{% endif %}{{ v }}
{% for i in l %}{% if loop.first %}{% set seen = 1 %}{% endif %}{{ seen is defined and seen or 0 }}{% endfor %}
{% set ns = namespace(total=0, found='') %}{% for i in l %}{% set ns.total = ns.total + i %}{% endfor %}{{ ns.total }}{{ ns.found }}
{% set v = nil %}{{ v is none }}{{ v is defined }}
{% for v in [1, none, 2] %}{{ v is none }} {% endfor %}
{% set n = none %}{{ n is none }}
{% macro f(a, b='x') %}{{ a }}-{{ b }};{% endmacro %}{{ f(1) }}{{ f(1, 2) }}{{ f(b=3, a=4) }}
{% macro f(a, b="p,q", c=[1, 2]) %}{{ a }}{{ b }}{{ c|length }}{% endmacro %}{{ f(0) }}
{% macro f(a) %}{{ a is defined }}{% endmacro %}{{ f() }}{{ f(1) }}{{ f(none) }}
{% macro f(a) %}{{ a }}{% endmacro %}{{ f() }}
{% macro f(n) %}{{ n }}{% if n > 0 %}{{ f(n - 1) }}{% endif %}{% endmacro %}{{ f(3) }}
{% macro f() %}{{ n }}{% endmacro %}{% for n in l %}{{ f() }}{% endfor %}
{% macro f() %}{{ inner is defined }}{% endmacro %}{% for inner in l %}{{ f() }}{% endfor %}
{% macro box(title) %}[{{ title }}:{{ caller() }}]{% endmacro %}{% set title = 'outer' %}{% call box('inner') %}{{ title }}{% endcall %}
{% macro each(items) %}{% for i in items %}{{ caller(i) }}{% endfor %}{% endmacro %}{% call(x) each(l) %}<{{ x }}>{% endcall %}
{% macro f(a) %}{{ a }}{% endmacro %}{{ f('x') ~ 1 }}{{ f('y')|upper }}
{% macro f(a) %}{{ a }}{% endmacro %}{{ f(1, 2) }}
{% macro f(a) %}{{ a }}{% endmacro %}{{ f(z=2) }}
{% raw %}{{ n }} {% if x %} {# c #}{% endraw %}{{ n }}
{% raw %}{%if a%}b{%endif%}{{}}{% endraw %}
a{# comment {{ n }} {% if %} #}b
a {#- c -#} b
  {{- n }}  {{ n -}}  x
  {%- if yes %}  a  {% endif -%}  b
{%- for i in l -%}  {{ i }}  {%- endfor -%}
x {%- set a = 1 -%} y
x {{- '' -}} y
{{ '{{ n }}' }}{{ "{% if %}" }}{{ '#}' }}{% if yes %}x{% endif %}
{{ {'a': {'b': 1}}.a.b }}{% if yes %}x{% endif %}
{{ '}}' ~ "%}" }}{% if yes %}{{ '}}' }}{% endif %}
{% if '%}' in t %}a{% else %}b{% endif %}
{% set v = "a\"b'c\\d" %}{{ v }}
}} %} #} { {x} % {% if yes %}}{% endif %}
{{-1}}{{- 2 -}}{% if yes %} 3{% endif %}
{{ absent }}{% if yes %}{% endif %}
{% if absent %}x{% endif %}
{% for i in absent %}x{% endfor %}
{% for i in n %}x{% endfor %}
{% for a, b in l %}x{% endfor %}
{% if yes %}
{% for i in l %}x
{% endif %}
{% if yes %}{% endfor %}
{% fooo %}
{% if yes %}{% else %}{% else %}{% endif %}
{% if yes %}{% else %}{% elif no %}{% endif %}
{% break %}
{{ n
{% if n
{# open
{{ n | nofilter }}{% if yes %}{% endif %}
{{ n is notest }}{% if yes %}{% endif %}
{% set 1 = 2 %}
{% for in l %}{% endfor %}
{% for x l %}{% endfor %}
{% if %}{% endif %}
{% set a.b = 1 %}
'''


# Moments; only what does not depend on the time of the recording.
MOMENTS = r'''
{{ datetime.fromisoformat('2026-03-01T10:20:30+00:00').isoformat() }}
{{ datetime.fromisoformat('2026-03-01T10:20:30.000123+05:30').isoformat() }}
{{ datetime.fromisoformat('2026-03-01 10:20:30') }}
{{ datetime.fromisoformat('2026-03-01') }}
{{ datetime.fromisoformat('2026-03-01T10:20').isoformat() }}
{{ datetime.fromisoformat('2026-03-01T00:05:09+00:00').strftime('%d.%m.%Y %H:%M:%S %I %p %j %y %a %A %b %B %f %% %u %w %z') }}
{{ datetime.fromisoformat('2026-09-12T12:00:00').strftime('%I %p [%z] %b') }}
{{ datetime.fromisoformat('2026-07-01T22:30:00+00:00').astimezone(ZoneInfo('Europe/Berlin')).isoformat() }}
{{ datetime.fromisoformat('2026-01-01T22:30:00+00:00').astimezone(ZoneInfo('Europe/Berlin')) }}
{{ datetime.fromisoformat('2026-01-01T22:30:00+01:00').astimezone(timezone.utc).isoformat() }}
{{ datetime.fromtimestamp(1767225600, timezone.utc).isoformat() }}
{{ datetime.fromtimestamp(1767225600.25, tz=ZoneInfo('America/New_York')).isoformat() }}
{{ datetime.fromisoformat('2026-03-01T10:20:30.5+00:00').timestamp() }}
{{ datetime.fromisoformat('2026-03-01T10:20:30').weekday() }} {{ datetime.fromisoformat('2026-03-01T10:20:30').isoweekday() }}
{{ datetime.fromisoformat('2026-03-01T10:20:30.000007').year }} {{ datetime.fromisoformat('2026-03-01T10:20:30.000007').microsecond }}
{% set at = datetime.fromisoformat('2026-03-01T10:20:30+00:00') %}{{ at.strftime('%Y') }} {{ at.isoformat() }}
{{ datetime.now(timezone.utc).isoformat() | length > 24 }}
{{ datetime.now(ZoneInfo('Nowhere/Land')) }}
{{ datetime.fromisoformat('soon') }}
{{ datetime.nothing() }}
{{ 7 | string | length + datetime.now().year > 2000 }}
'''

env.globals.update(
    datetime=datetime.datetime, timezone=datetime.timezone, ZoneInfo=zoneinfo.ZoneInfo)


def plain(value):
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, jinja2.Undefined):
        str(value)
    if value is None or isinstance(value, (str, int, float)):
        return str(value) if isinstance(value, str) else value
    raise TypeError("no JSON value")


def record_expression(expression):
    line = {"template": "{{ " + expression + " }}"}
    try:
        holder = []
        env.globals["_keep"] = lambda value: holder.append(plain(value)) or ""
        env.from_string("{{ _keep(" + expression + ") }}").render(SCOPE)
        line["value"] = holder[0]
    except Exception:
        line["fails"] = True
    return line


def record_template(template):
    line = {"template": template}
    try:
        line["text"] = env.from_string(template).render(SCOPE).replace("True", "true").replace("False", "false")
    except Exception:
        line["fails"] = True
    return line


def main():
    out = sys.stdout
    out.write(json.dumps({"scope": SCOPE, "jinja2": jinja2.__version__}) + "\n")
    generator = Generator(20261104)
    seen = set()
    while len(seen) < 4000:
        expression = generator.expression()
        if expression not in seen and len(expression) < 200:
            seen.add(expression)
            out.write(json.dumps(record_expression(expression)) + "\n")
    for template in TEMPLATES.strip("\n").split("\n"):
        out.write(json.dumps(record_template(template)) + "\n")
        out.write(json.dumps(record_template("\n" + template + "\n\n")) + "\n")
    for template in MOMENTS.strip("\n").split("\n"):
        out.write(json.dumps(record_template(template)) + "\n")


main()
