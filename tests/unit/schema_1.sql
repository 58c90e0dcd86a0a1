-- the tables of a library of version 1, as they were first shipped; never to be changed

CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

CREATE TABLE articles (
    key INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    title TEXT NOT NULL,
    language TEXT NOT NULL,
    source TEXT NOT NULL,
    url TEXT,
    author TEXT,
    published TEXT,
    modified TEXT,
    translation_of TEXT,
    published_day TEXT,
    source_folded TEXT NOT NULL,
    url_folded TEXT NOT NULL,
    content_hash BLOB NOT NULL,
    checksum INTEGER NOT NULL,
    first_passage INTEGER NOT NULL,
    passage_count INTEGER NOT NULL,
    text TEXT NOT NULL
);
CREATE INDEX articles_by_content ON articles (content_hash, id);
CREATE INDEX articles_by_filter
    ON articles (language, published_day, source_folded, url_folded, first_passage, passage_count);

CREATE TABLE passages (
    id INTEGER PRIMARY KEY,
    article INTEGER NOT NULL REFERENCES articles (key) ON DELETE CASCADE,
    start_at INTEGER NOT NULL,
    end_at INTEGER NOT NULL,
    UNIQUE (article, start_at)
);

-- one row an article: its passages' vectors one after the other, float32, little-endian
CREATE TABLE vectors (
    first_passage INTEGER PRIMARY KEY,
    article INTEGER NOT NULL UNIQUE REFERENCES articles (key) ON DELETE CASCADE,
    checksum INTEGER NOT NULL,
    data BLOB NOT NULL
);
CREATE TABLE removals (
    generation INTEGER NOT NULL,
    first_passage INTEGER NOT NULL,
    passage_count INTEGER NOT NULL
);
CREATE INDEX removals_by_generation ON removals (generation);

-- by passage of a block: how many terms, and a checksum over which
CREATE TABLE lengths (
    block INTEGER PRIMARY KEY,
    removed INTEGER NOT NULL,
    data BLOB NOT NULL,
    checksums BLOB NOT NULL
);
CREATE TABLE postings (
    block INTEGER NOT NULL,
    term BLOB NOT NULL,
    data BLOB NOT NULL,
    PRIMARY KEY (block, term)
) WITHOUT ROWID;

CREATE TABLE pairs (
    article INTEGER PRIMARY KEY REFERENCES articles (key) ON DELETE CASCADE,
    other INTEGER NOT NULL UNIQUE REFERENCES articles (key) ON DELETE CASCADE
);
