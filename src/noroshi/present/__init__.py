"""How things look: words, chart kit, maps, page pieces. Knows no question.

A chart is a plain dict, a Vega-Lite v5 specification with the plotted rows in it:

>>> from noroshi.present import charts
>>> from noroshi.present.field import Field
>>> rows = [{"base": "Misawa", "hours": 4.2}, {"base": "Guam", "hours": 2.0}]
>>> spec = charts.bars(rows, Field("hours", "on station", "h a day"), label=Field("base"))
>>> spec["data"]["values"] == rows
True
"""
