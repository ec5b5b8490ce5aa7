"""Write docs/glossary.md from the words in src/noroshi/data/glossary.yaml."""

from pathlib import Path

from noroshi.glossary import Word, words

PAGE = Path(__file__).resolve().parent.parent / "docs" / "glossary.md"
HEAD = """# Glossary

One word, one meaning. Made by `make docs` from `src/noroshi/data/glossary.yaml`.
"""


def page(entries: tuple[Word, ...]) -> str:
    """The page: the reader's words, then the engine's, a row each."""
    parts = [HEAD]
    for audience, title in (("reader", "In answers"), ("engine", "In the engine")):
        parts.append(f"## {title}\n\n| word | meaning | also written |\n|---|---|---|")
        parts += [
            f"| {e.word} | {e.meaning} | {', '.join(e.forms) or '–'} |"
            for e in entries
            if e.audience == audience
        ]
        parts.append("")
    return "\n".join(parts)


if __name__ == "__main__":
    PAGE.write_text(page(words()), encoding="utf-8")
