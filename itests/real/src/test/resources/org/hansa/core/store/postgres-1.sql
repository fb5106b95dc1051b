-- The state of a release with schema 1: see postgres-1.txt for what that release answered.
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE resource (
  kind TEXT NOT NULL,
  tenant TEXT NOT NULL,
  name TEXT NOT NULL,
  uid TEXT NOT NULL,
  revision BIGINT NOT NULL,
  json TEXT NOT NULL,
  PRIMARY KEY (kind, tenant, name));
CREATE TABLE change_log (
  seq BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  revision BIGINT NOT NULL,
  op TEXT NOT NULL,
  json TEXT NOT NULL);
CREATE INDEX change_by_revision ON change_log (revision, seq);
CREATE TABLE entry (
  number BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  stream TEXT NOT NULL,
  at BIGINT NOT NULL,
  subject TEXT NOT NULL,
  uid TEXT NOT NULL,
  actor TEXT NOT NULL,
  cause TEXT NOT NULL,
  body TEXT NOT NULL);
CREATE INDEX entry_by_stream ON entry (stream, number, at);
CREATE INDEX entry_by_subject ON entry (stream, subject, number) WHERE subject <> '';
CREATE INDEX entry_by_uid ON entry (stream, uid, number) WHERE uid <> '';
CREATE TABLE sealed (
  kind TEXT NOT NULL,
  tenant TEXT NOT NULL,
  name TEXT NOT NULL,
  value BYTEA NOT NULL,
  PRIMARY KEY (kind, tenant, name));
CREATE TABLE blob (hex TEXT PRIMARY KEY, size BIGINT NOT NULL, at BIGINT NOT NULL);
CREATE TABLE blob_chunk (
  hex TEXT NOT NULL REFERENCES blob ON DELETE CASCADE,
  number INTEGER NOT NULL,
  bytes BYTEA NOT NULL,
  PRIMARY KEY (hex, number));
CREATE TABLE member (node TEXT PRIMARY KEY, until TIMESTAMPTZ NOT NULL);
CREATE TABLE lease (partition INTEGER PRIMARY KEY, node TEXT, epoch BIGINT NOT NULL);
INSERT INTO meta VALUES ('schema', '1');
INSERT INTO meta VALUES ('installation', 'c11cc956-1125-402d-a0c7-05f7103f4456');
INSERT INTO meta VALUES ('revision', '35');
INSERT INTO meta VALUES ('compacted', '21');
INSERT INTO resource VALUES ('Site', 'acme', 'old', 'u-old', 1, '{"created":"2026-01-01T12:00:00Z","generation":1,"kind":"Site","name":"old","revision":1,"spec":{"value":1},"tenant":"acme","uid":"u-old"}');
INSERT INTO resource VALUES ('Cluster', 'acme', 'old', 'u-cluster', 1, '{"created":"2026-01-01T12:00:00Z","generation":1,"kind":"Cluster","name":"old","revision":1,"spec":{"value":1},"tenant":"acme","uid":"u-cluster"}');
INSERT INTO resource VALUES ('Site', 'acme', 'quote', 'u-quote', 2, '{"created":"2026-01-01T12:00:00Z","generation":1,"kind":"Site","labels":{"note":"it''s \"so\" ü中\n"},"name":"quote","revision":2,"spec":{"value":2},"tenant":"acme","uid":"u-quote"}');
INSERT INTO resource VALUES ('Secret', 'acme', 'key', 'u-key', 4, '{"created":"2026-01-01T12:00:00Z","generation":1,"kind":"Secret","name":"key","revision":4,"spec":{"value":1},"tenant":"acme","uid":"u-key"}');
INSERT INTO resource VALUES ('Site', 'acme', 'changes', 'u-two', 30, '{"created":"2026-01-01T12:00:00Z","generation":1,"kind":"Site","name":"changes","revision":30,"spec":{"value":9},"tenant":"acme","uid":"u-two"}');
INSERT INTO resource VALUES ('Site', 'acme', 'leaves', 'u-again', 34, '{"created":"2026-01-01T12:00:00Z","generation":1,"kind":"Site","name":"leaves","revision":34,"spec":{"value":11},"tenant":"acme","uid":"u-again"}');
INSERT INTO resource VALUES ('Site', 'acme', 'twin0', 'u-twin0', 26, '{"created":"2026-01-01T12:00:00Z","generation":1,"kind":"Site","name":"twin0","revision":26,"spec":{"value":105},"tenant":"acme","uid":"u-twin0"}');
INSERT INTO resource VALUES ('Site', 'acme', 'twin1', 'u-twin1', 27, '{"created":"2026-01-01T12:00:00Z","generation":1,"kind":"Site","name":"twin1","revision":27,"spec":{"value":106},"tenant":"acme","uid":"u-twin1"}');
INSERT INTO resource VALUES ('Site', 'acme', 'busy', 'u-busy', 28, '{"created":"2026-01-01T12:00:00Z","generation":1,"kind":"Site","name":"busy","revision":28,"spec":{"value":107},"tenant":"acme","uid":"u-busy"}');
INSERT INTO resource VALUES ('Site', 'acme', 'twin2', 'u-twin2', 28, '{"created":"2026-01-01T12:00:00Z","generation":1,"kind":"Site","name":"twin2","revision":28,"spec":{"value":107},"tenant":"acme","uid":"u-twin2"}');
INSERT INTO change_log OVERRIDING SYSTEM VALUE VALUES (23, 22, 'UPDATED', '{"created":"2026-01-01T12:00:00Z","generation":1,"kind":"Site","name":"busy","revision":22,"spec":{"value":101},"tenant":"acme","uid":"u-busy"}');
INSERT INTO change_log OVERRIDING SYSTEM VALUE VALUES (24, 22, 'CREATED', '{"created":"2026-01-01T12:00:00Z","generation":1,"kind":"Site","name":"twin2","revision":22,"spec":{"value":101},"tenant":"acme","uid":"u-twin2"}');
INSERT INTO change_log OVERRIDING SYSTEM VALUE VALUES (25, 23, 'UPDATED', '{"created":"2026-01-01T12:00:00Z","generation":1,"kind":"Site","name":"busy","revision":23,"spec":{"value":102},"tenant":"acme","uid":"u-busy"}');
INSERT INTO change_log OVERRIDING SYSTEM VALUE VALUES (26, 23, 'CREATED', '{"created":"2026-01-01T12:00:00Z","generation":1,"kind":"Site","name":"twin0","revision":23,"spec":{"value":102},"tenant":"acme","uid":"u-twin0"}');
INSERT INTO change_log OVERRIDING SYSTEM VALUE VALUES (27, 24, 'UPDATED', '{"created":"2026-01-01T12:00:00Z","generation":1,"kind":"Site","name":"busy","revision":24,"spec":{"value":103},"tenant":"acme","uid":"u-busy"}');
INSERT INTO change_log OVERRIDING SYSTEM VALUE VALUES (28, 24, 'UPDATED', '{"created":"2026-01-01T12:00:00Z","generation":1,"kind":"Site","name":"twin1","revision":24,"spec":{"value":103},"tenant":"acme","uid":"u-twin1"}');
INSERT INTO change_log OVERRIDING SYSTEM VALUE VALUES (29, 25, 'UPDATED', '{"created":"2026-01-01T12:00:00Z","generation":1,"kind":"Site","name":"busy","revision":25,"spec":{"value":104},"tenant":"acme","uid":"u-busy"}');
INSERT INTO change_log OVERRIDING SYSTEM VALUE VALUES (30, 25, 'UPDATED', '{"created":"2026-01-01T12:00:00Z","generation":1,"kind":"Site","name":"twin2","revision":25,"spec":{"value":104},"tenant":"acme","uid":"u-twin2"}');
INSERT INTO change_log OVERRIDING SYSTEM VALUE VALUES (31, 26, 'UPDATED', '{"created":"2026-01-01T12:00:00Z","generation":1,"kind":"Site","name":"busy","revision":26,"spec":{"value":105},"tenant":"acme","uid":"u-busy"}');
INSERT INTO change_log OVERRIDING SYSTEM VALUE VALUES (32, 26, 'UPDATED', '{"created":"2026-01-01T12:00:00Z","generation":1,"kind":"Site","name":"twin0","revision":26,"spec":{"value":105},"tenant":"acme","uid":"u-twin0"}');
INSERT INTO change_log OVERRIDING SYSTEM VALUE VALUES (33, 27, 'UPDATED', '{"created":"2026-01-01T12:00:00Z","generation":1,"kind":"Site","name":"busy","revision":27,"spec":{"value":106},"tenant":"acme","uid":"u-busy"}');
INSERT INTO change_log OVERRIDING SYSTEM VALUE VALUES (34, 27, 'UPDATED', '{"created":"2026-01-01T12:00:00Z","generation":1,"kind":"Site","name":"twin1","revision":27,"spec":{"value":106},"tenant":"acme","uid":"u-twin1"}');
INSERT INTO change_log OVERRIDING SYSTEM VALUE VALUES (35, 28, 'UPDATED', '{"created":"2026-01-01T12:00:00Z","generation":1,"kind":"Site","name":"busy","revision":28,"spec":{"value":107},"tenant":"acme","uid":"u-busy"}');
INSERT INTO change_log OVERRIDING SYSTEM VALUE VALUES (36, 28, 'UPDATED', '{"created":"2026-01-01T12:00:00Z","generation":1,"kind":"Site","name":"twin2","revision":28,"spec":{"value":107},"tenant":"acme","uid":"u-twin2"}');
INSERT INTO change_log OVERRIDING SYSTEM VALUE VALUES (37, 29, 'DELETED', '{"created":"2026-01-01T12:00:00Z","generation":1,"kind":"Site","name":"leaves","revision":18,"spec":{"value":7},"tenant":"acme","uid":"u-leaves"}');
INSERT INTO change_log OVERRIDING SYSTEM VALUE VALUES (38, 30, 'DELETED', '{"created":"2026-01-01T12:00:00Z","generation":1,"kind":"Site","name":"changes","revision":19,"spec":{"value":8},"tenant":"acme","uid":"u-one"}');
INSERT INTO change_log OVERRIDING SYSTEM VALUE VALUES (39, 30, 'CREATED', '{"created":"2026-01-01T12:00:00Z","generation":1,"kind":"Site","name":"changes","revision":30,"spec":{"value":9},"tenant":"acme","uid":"u-two"}');
INSERT INTO change_log OVERRIDING SYSTEM VALUE VALUES (40, 32, 'CREATED', '{"created":"2026-01-01T12:00:00Z","generation":1,"kind":"Site","name":"brief","revision":32,"spec":{"value":10},"tenant":"acme","uid":"u-brief"}');
INSERT INTO change_log OVERRIDING SYSTEM VALUE VALUES (41, 33, 'DELETED', '{"created":"2026-01-01T12:00:00Z","generation":1,"kind":"Site","name":"brief","revision":32,"spec":{"value":10},"tenant":"acme","uid":"u-brief"}');
INSERT INTO change_log OVERRIDING SYSTEM VALUE VALUES (42, 34, 'CREATED', '{"created":"2026-01-01T12:00:00Z","generation":1,"kind":"Site","name":"leaves","revision":34,"spec":{"value":11},"tenant":"acme","uid":"u-again"}');
INSERT INTO entry OVERRIDING SYSTEM VALUE VALUES (1, 'audit', 1767268800000000000, 'Site/acme/busy', 'uid-Site/acme/busy', 'anna', 'request-1', '{"value":1}');
INSERT INTO entry OVERRIDING SYSTEM VALUE VALUES (2, 'ledger', 1767268800000000005, '', '', 'meter', '', '{"value":2}');
INSERT INTO entry OVERRIDING SYSTEM VALUE VALUES (3, 'audit', 1767268900000000000, 'Site/acme/busy', 'uid-Site/acme/busy', 'anna', 'request-1', '{"value":100}');
INSERT INTO entry OVERRIDING SYSTEM VALUE VALUES (4, 'audit', 1767268901000000000, 'Site/acme/busy', 'uid-Site/acme/busy', 'anna', 'request-1', '{"value":101}');
INSERT INTO entry OVERRIDING SYSTEM VALUE VALUES (5, 'audit', 1767268902000000000, 'Site/acme/busy', 'uid-Site/acme/busy', 'anna', 'request-1', '{"value":102}');
INSERT INTO entry OVERRIDING SYSTEM VALUE VALUES (6, 'audit', 1767268903000000000, 'Site/acme/busy', 'uid-Site/acme/busy', 'anna', 'request-1', '{"value":103}');
INSERT INTO entry OVERRIDING SYSTEM VALUE VALUES (7, 'audit', 1767268904000000000, 'Site/acme/busy', 'uid-Site/acme/busy', 'anna', 'request-1', '{"value":104}');
INSERT INTO entry OVERRIDING SYSTEM VALUE VALUES (8, 'audit', 1767268905000000000, 'Site/acme/busy', 'uid-Site/acme/busy', 'anna', 'request-1', '{"value":105}');
INSERT INTO entry OVERRIDING SYSTEM VALUE VALUES (9, 'audit', 1767268906000000000, 'Site/acme/busy', 'uid-Site/acme/busy', 'anna', 'request-1', '{"value":106}');
INSERT INTO entry OVERRIDING SYSTEM VALUE VALUES (10, 'audit', 1767268907000000000, 'Site/acme/busy', 'uid-Site/acme/busy', 'anna', 'request-1', '{"value":107}');
INSERT INTO entry OVERRIDING SYSTEM VALUE VALUES (11, 'event', 1767268800000000000, 'Site/acme/changes', 'uid-Site/acme/changes', 'anna', 'request-1', '{"value":3}');
INSERT INTO sealed VALUES ('Secret', 'acme', 'key', '\x0001ff27');
INSERT INTO sealed VALUES ('Site', 'acme', 'sealed', '\x2a');
INSERT INTO blob VALUES ('5570a3cf02207f1d352d2cfea385be4bc0b2b9414f606baa6f55db60b232f221', 6, 1795738796821);
INSERT INTO blob_chunk VALUES ('5570a3cf02207f1d352d2cfea385be4bc0b2b9414f606baa6f55db60b232f221', 0, '\x6120626c6f62');
INSERT INTO member VALUES ('two', '2026-11-27 00:19:57.961262');
INSERT INTO lease VALUES (0, 'two', 2);
INSERT INTO lease VALUES (1, 'two', 2);
INSERT INTO lease VALUES (2, 'two', 2);
INSERT INTO lease VALUES (3, 'two', 2);
INSERT INTO lease VALUES (4, 'two', 2);
INSERT INTO lease VALUES (5, 'two', 2);
INSERT INTO lease VALUES (6, 'two', 2);
INSERT INTO lease VALUES (7, 'two', 2);
INSERT INTO lease VALUES (8, 'two', 2);
INSERT INTO lease VALUES (9, 'two', 2);
INSERT INTO lease VALUES (10, 'two', 2);
INSERT INTO lease VALUES (11, 'two', 2);
INSERT INTO lease VALUES (12, 'two', 2);
INSERT INTO lease VALUES (13, 'two', 2);
INSERT INTO lease VALUES (14, 'two', 2);
INSERT INTO lease VALUES (15, 'two', 2);
INSERT INTO lease VALUES (16, 'two', 2);
INSERT INTO lease VALUES (17, 'two', 2);
INSERT INTO lease VALUES (18, 'two', 2);
INSERT INTO lease VALUES (19, 'two', 2);
INSERT INTO lease VALUES (20, 'two', 2);
INSERT INTO lease VALUES (21, 'two', 2);
INSERT INTO lease VALUES (22, 'two', 2);
INSERT INTO lease VALUES (23, 'two', 2);
INSERT INTO lease VALUES (24, 'two', 2);
INSERT INTO lease VALUES (25, 'two', 2);
INSERT INTO lease VALUES (26, 'two', 2);
INSERT INTO lease VALUES (27, 'two', 2);
INSERT INTO lease VALUES (28, 'two', 2);
INSERT INTO lease VALUES (29, 'two', 2);
INSERT INTO lease VALUES (30, 'two', 2);
INSERT INTO lease VALUES (31, 'two', 2);
INSERT INTO lease VALUES (32, 'two', 2);
INSERT INTO lease VALUES (33, 'two', 2);
INSERT INTO lease VALUES (34, 'two', 2);
INSERT INTO lease VALUES (35, 'two', 2);
INSERT INTO lease VALUES (36, 'two', 2);
INSERT INTO lease VALUES (37, 'two', 2);
INSERT INTO lease VALUES (38, 'two', 2);
INSERT INTO lease VALUES (39, 'two', 2);
INSERT INTO lease VALUES (40, 'two', 2);
INSERT INTO lease VALUES (41, 'two', 2);
INSERT INTO lease VALUES (42, 'two', 2);
INSERT INTO lease VALUES (43, 'two', 2);
INSERT INTO lease VALUES (44, 'two', 2);
INSERT INTO lease VALUES (45, 'two', 2);
INSERT INTO lease VALUES (46, 'two', 2);
INSERT INTO lease VALUES (47, 'two', 2);
INSERT INTO lease VALUES (48, 'two', 2);
INSERT INTO lease VALUES (49, 'two', 2);
INSERT INTO lease VALUES (50, 'two', 2);
INSERT INTO lease VALUES (51, 'two', 2);
INSERT INTO lease VALUES (52, 'two', 2);
INSERT INTO lease VALUES (53, 'two', 2);
INSERT INTO lease VALUES (54, 'two', 2);
INSERT INTO lease VALUES (55, 'two', 2);
INSERT INTO lease VALUES (56, 'two', 2);
INSERT INTO lease VALUES (57, 'two', 2);
INSERT INTO lease VALUES (58, 'two', 2);
INSERT INTO lease VALUES (59, 'two', 2);
INSERT INTO lease VALUES (60, 'two', 2);
INSERT INTO lease VALUES (61, 'two', 2);
INSERT INTO lease VALUES (62, 'two', 2);
INSERT INTO lease VALUES (63, 'two', 2);
SELECT setval(pg_get_serial_sequence('change_log', 'seq'), (SELECT max(seq) FROM change_log));
SELECT setval(pg_get_serial_sequence('entry', 'number'), (SELECT max(number) FROM entry));
