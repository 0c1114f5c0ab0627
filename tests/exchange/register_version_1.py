"""A register as its first version made it; never to be changed."""

VERSION_1 = """
CREATE TABLE officekit_schema (version INTEGER NOT NULL, PRIMARY KEY (version));
CREATE TABLE officekit_rounds (
    id INTEGER NOT NULL, matrix_id TEXT NOT NULL, title TEXT NOT NULL, period TEXT NOT NULL,
    period_first INTEGER, period_last INTEGER, version INTEGER NOT NULL, due TEXT NOT NULL,
    issued_at TEXT NOT NULL, PRIMARY KEY (id), UNIQUE (matrix_id, period, version));
CREATE TABLE officekit_packets (
    id TEXT NOT NULL, round_id INTEGER NOT NULL REFERENCES officekit_rounds (id),
    position INTEGER NOT NULL, unit TEXT NOT NULL, file TEXT NOT NULL, payload BLOB NOT NULL,
    PRIMARY KEY (id));
CREATE INDEX officekit_packets_of_round ON officekit_packets (round_id);
CREATE TABLE officekit_runs (
    id INTEGER NOT NULL, round_id INTEGER NOT NULL REFERENCES officekit_rounds (id),
    kind VARCHAR(16) NOT NULL, at TEXT NOT NULL, note TEXT NOT NULL, PRIMARY KEY (id));
CREATE TABLE officekit_receipts (
    id INTEGER NOT NULL, run_id INTEGER NOT NULL REFERENCES officekit_runs (id),
    round_id INTEGER NOT NULL REFERENCES officekit_rounds (id), content_hash VARCHAR(16) NOT NULL,
    sha256 VARCHAR(64) NOT NULL, packet_id TEXT NOT NULL, unit TEXT NOT NULL, period TEXT NOT NULL,
    received_at TEXT NOT NULL, payload BLOB NOT NULL, PRIMARY KEY (id));
CREATE INDEX officekit_receipts_of_round ON officekit_receipts (round_id, content_hash);
CREATE INDEX officekit_receipts_of_packet ON officekit_receipts (packet_id);
CREATE TABLE officekit_files (
    id INTEGER NOT NULL, run_id INTEGER NOT NULL REFERENCES officekit_runs (id),
    round_id INTEGER NOT NULL REFERENCES officekit_rounds (id), sha256 VARCHAR(64) NOT NULL,
    content_hash VARCHAR(16) NOT NULL, name TEXT NOT NULL, PRIMARY KEY (id));
CREATE INDEX officekit_files_of_round ON officekit_files (round_id);
CREATE TABLE officekit_decisions (
    id INTEGER NOT NULL, run_id INTEGER NOT NULL REFERENCES officekit_runs (id),
    round_id INTEGER NOT NULL REFERENCES officekit_rounds (id), conflict TEXT NOT NULL,
    payload BLOB NOT NULL, PRIMARY KEY (id));
CREATE INDEX officekit_decisions_of_round ON officekit_decisions (round_id);
CREATE TABLE officekit_merges (
    id INTEGER NOT NULL, run_id INTEGER NOT NULL REFERENCES officekit_runs (id),
    round_id INTEGER NOT NULL REFERENCES officekit_rounds (id), at TEXT NOT NULL,
    payload BLOB NOT NULL, PRIMARY KEY (id), UNIQUE (run_id));
CREATE INDEX officekit_merges_of_round ON officekit_merges (round_id);
CREATE TABLE officekit_values (
    id INTEGER NOT NULL, merge_id INTEGER NOT NULL REFERENCES officekit_merges (id),
    row_key TEXT NOT NULL, column_key VARCHAR(32) NOT NULL, before TEXT NOT NULL,
    after TEXT NOT NULL, PRIMARY KEY (id));
CREATE INDEX officekit_values_of_merge ON officekit_values (merge_id);
CREATE TABLE officekit_withdrawals (
    id INTEGER NOT NULL, run_id INTEGER NOT NULL REFERENCES officekit_runs (id),
    undone_id INTEGER NOT NULL REFERENCES officekit_runs (id), PRIMARY KEY (id),
    UNIQUE (undone_id));
INSERT INTO officekit_schema VALUES (1);
INSERT INTO officekit_rounds VALUES
    (1, 'm-1', '云泽市清单', '2023年8月', 24283, 24283, 1, '', '2023-08-01T08:00:00+08:00');
INSERT INTO officekit_runs VALUES (1, 1, 'issue', '2023-08-01T08:00:00+08:00', '');
"""
