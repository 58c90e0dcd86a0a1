"""Pure functions on text: normalising, language, sentences, passages, terms and particles."""
