-- The state of a release with schema 1: see sqlite-1.txt for what that release answered.
CREATE TABLE meta (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE resource (
  kind TEXT NOT NULL,
  tenant TEXT NOT NULL,
  name TEXT NOT NULL,
  uid TEXT NOT NULL,
  revision INTEGER NOT NULL,
  json TEXT NOT NULL,
  UNIQUE (kind, tenant, name));
CREATE TABLE change_log (
  seq INTEGER PRIMARY KEY,
  revision INTEGER NOT NULL,
  op TEXT NOT NULL,
  json TEXT NOT NULL);
CREATE INDEX change_by_revision ON change_log (revision);
CREATE TABLE entry (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  stream TEXT NOT NULL,
  at INTEGER NOT NULL,
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
  value BLOB NOT NULL,
  PRIMARY KEY (kind, tenant, name)) WITHOUT ROWID;
INSERT INTO meta VALUES ('compacted', '21');
INSERT INTO meta VALUES ('installation', '03f40130-10da-4cb8-a436-7082fcf7467f');
INSERT INTO meta VALUES ('revision', '35');
INSERT INTO meta VALUES ('schema', '1');
INSERT INTO resource VALUES ('Site', 'acme', 'old', 'u-old', 1, '{"created":"2026-01-01T12:00:00Z","generation":1,"kind":"Site","name":"old","revision":1,"spec":{"value":1},"tenant":"acme","uid":"u-old"}');
INSERT INTO resource VALUES ('Cluster', 'acme', 'old', 'u-cluster', 1, '{"created":"2026-01-01T12:00:00Z","generation":1,"kind":"Cluster","name":"old","revision":1,"spec":{"value":1},"tenant":"acme","uid":"u-cluster"}');
INSERT INTO resource VALUES ('Site', 'acme', 'quote', 'u-quote', 2, '{"created":"2026-01-01T12:00:00Z","generation":1,"kind":"Site","labels":{"note":"it''s \"so\" ü中\n"},"name":"quote","revision":2,"spec":{"value":2},"tenant":"acme","uid":"u-quote"}');
INSERT INTO resource VALUES ('Secret', 'acme', 'key', 'u-key', 4, '{"created":"2026-01-01T12:00:00Z","generation":1,"kind":"Secret","name":"key","revision":4,"spec":{"value":1},"tenant":"acme","uid":"u-key"}');
INSERT INTO resource VALUES ('Site', 'acme', 'busy', 'u-busy', 28, '{"created":"2026-01-01T12:00:00Z","generation":1,"kind":"Site","name":"busy","revision":28,"spec":{"value":107},"tenant":"acme","uid":"u-busy"}');
INSERT INTO resource VALUES ('Site', 'acme', 'changes', 'u-two', 30, '{"created":"2026-01-01T12:00:00Z","generation":1,"kind":"Site","name":"changes","revision":30,"spec":{"value":9},"tenant":"acme","uid":"u-two"}');
INSERT INTO resource VALUES ('Site', 'acme', 'twin1', 'u-twin1', 27, '{"created":"2026-01-01T12:00:00Z","generation":1,"kind":"Site","name":"twin1","revision":27,"spec":{"value":106},"tenant":"acme","uid":"u-twin1"}');
INSERT INTO resource VALUES ('Site', 'acme', 'twin2', 'u-twin2', 28, '{"created":"2026-01-01T12:00:00Z","generation":1,"kind":"Site","name":"twin2","revision":28,"spec":{"value":107},"tenant":"acme","uid":"u-twin2"}');
INSERT INTO resource VALUES ('Site', 'acme', 'twin0', 'u-twin0', 26, '{"created":"2026-01-01T12:00:00Z","generation":1,"kind":"Site","name":"twin0","revision":26,"spec":{"value":105},"tenant":"acme","uid":"u-twin0"}');
INSERT INTO resource VALUES ('Site', 'acme', 'leaves', 'u-again', 34, '{"created":"2026-01-01T12:00:00Z","generation":1,"kind":"Site","name":"leaves","revision":34,"spec":{"value":11},"tenant":"acme","uid":"u-again"}');
INSERT INTO change_log VALUES (23, 22, 'UPDATED', '{"created":"2026-01-01T12:00:00Z","generation":1,"kind":"Site","name":"busy","revision":22,"spec":{"value":101},"tenant":"acme","uid":"u-busy"}');
INSERT INTO change_log VALUES (24, 22, 'CREATED', '{"created":"2026-01-01T12:00:00Z","generation":1,"kind":"Site","name":"twin2","revision":22,"spec":{"value":101},"tenant":"acme","uid":"u-twin2"}');
INSERT INTO change_log VALUES (25, 23, 'UPDATED', '{"created":"2026-01-01T12:00:00Z","generation":1,"kind":"Site","name":"busy","revision":23,"spec":{"value":102},"tenant":"acme","uid":"u-busy"}');
INSERT INTO change_log VALUES (26, 23, 'CREATED', '{"created":"2026-01-01T12:00:00Z","generation":1,"kind":"Site","name":"twin0","revision":23,"spec":{"value":102},"tenant":"acme","uid":"u-twin0"}');
INSERT INTO change_log VALUES (27, 24, 'UPDATED', '{"created":"2026-01-01T12:00:00Z","generation":1,"kind":"Site","name":"busy","revision":24,"spec":{"value":103},"tenant":"acme","uid":"u-busy"}');
INSERT INTO change_log VALUES (28, 24, 'UPDATED', '{"created":"2026-01-01T12:00:00Z","generation":1,"kind":"Site","name":"twin1","revision":24,"spec":{"value":103},"tenant":"acme","uid":"u-twin1"}');
INSERT INTO change_log VALUES (29, 25, 'UPDATED', '{"created":"2026-01-01T12:00:00Z","generation":1,"kind":"Site","name":"busy","revision":25,"spec":{"value":104},"tenant":"acme","uid":"u-busy"}');
INSERT INTO change_log VALUES (30, 25, 'UPDATED', '{"created":"2026-01-01T12:00:00Z","generation":1,"kind":"Site","name":"twin2","revision":25,"spec":{"value":104},"tenant":"acme","uid":"u-twin2"}');
INSERT INTO change_log VALUES (31, 26, 'UPDATED', '{"created":"2026-01-01T12:00:00Z","generation":1,"kind":"Site","name":"busy","revision":26,"spec":{"value":105},"tenant":"acme","uid":"u-busy"}');
INSERT INTO change_log VALUES (32, 26, 'UPDATED', '{"created":"2026-01-01T12:00:00Z","generation":1,"kind":"Site","name":"twin0","revision":26,"spec":{"value":105},"tenant":"acme","uid":"u-twin0"}');
INSERT INTO change_log VALUES (33, 27, 'UPDATED', '{"created":"2026-01-01T12:00:00Z","generation":1,"kind":"Site","name":"busy","revision":27,"spec":{"value":106},"tenant":"acme","uid":"u-busy"}');
INSERT INTO change_log VALUES (34, 27, 'UPDATED', '{"created":"2026-01-01T12:00:00Z","generation":1,"kind":"Site","name":"twin1","revision":27,"spec":{"value":106},"tenant":"acme","uid":"u-twin1"}');
INSERT INTO change_log VALUES (35, 28, 'UPDATED', '{"created":"2026-01-01T12:00:00Z","generation":1,"kind":"Site","name":"busy","revision":28,"spec":{"value":107},"tenant":"acme","uid":"u-busy"}');
INSERT INTO change_log VALUES (36, 28, 'UPDATED', '{"created":"2026-01-01T12:00:00Z","generation":1,"kind":"Site","name":"twin2","revision":28,"spec":{"value":107},"tenant":"acme","uid":"u-twin2"}');
INSERT INTO change_log VALUES (37, 29, 'DELETED', '{"created":"2026-01-01T12:00:00Z","generation":1,"kind":"Site","name":"leaves","revision":18,"spec":{"value":7},"tenant":"acme","uid":"u-leaves"}');
INSERT INTO change_log VALUES (38, 30, 'DELETED', '{"created":"2026-01-01T12:00:00Z","generation":1,"kind":"Site","name":"changes","revision":19,"spec":{"value":8},"tenant":"acme","uid":"u-one"}');
INSERT INTO change_log VALUES (39, 30, 'CREATED', '{"created":"2026-01-01T12:00:00Z","generation":1,"kind":"Site","name":"changes","revision":30,"spec":{"value":9},"tenant":"acme","uid":"u-two"}');
INSERT INTO change_log VALUES (40, 32, 'CREATED', '{"created":"2026-01-01T12:00:00Z","generation":1,"kind":"Site","name":"brief","revision":32,"spec":{"value":10},"tenant":"acme","uid":"u-brief"}');
INSERT INTO change_log VALUES (41, 33, 'DELETED', '{"created":"2026-01-01T12:00:00Z","generation":1,"kind":"Site","name":"brief","revision":32,"spec":{"value":10},"tenant":"acme","uid":"u-brief"}');
INSERT INTO change_log VALUES (42, 34, 'CREATED', '{"created":"2026-01-01T12:00:00Z","generation":1,"kind":"Site","name":"leaves","revision":34,"spec":{"value":11},"tenant":"acme","uid":"u-again"}');
INSERT INTO entry VALUES (1, 'audit', 1767268800000000000, 'Site/acme/busy', 'uid-Site/acme/busy', 'anna', 'request-1', '{"value":1}');
INSERT INTO entry VALUES (2, 'ledger', 1767268800000000005, '', '', 'meter', '', '{"value":2}');
INSERT INTO entry VALUES (3, 'audit', 1767268900000000000, 'Site/acme/busy', 'uid-Site/acme/busy', 'anna', 'request-1', '{"value":100}');
INSERT INTO entry VALUES (4, 'audit', 1767268901000000000, 'Site/acme/busy', 'uid-Site/acme/busy', 'anna', 'request-1', '{"value":101}');
INSERT INTO entry VALUES (5, 'audit', 1767268902000000000, 'Site/acme/busy', 'uid-Site/acme/busy', 'anna', 'request-1', '{"value":102}');
INSERT INTO entry VALUES (6, 'audit', 1767268903000000000, 'Site/acme/busy', 'uid-Site/acme/busy', 'anna', 'request-1', '{"value":103}');
INSERT INTO entry VALUES (7, 'audit', 1767268904000000000, 'Site/acme/busy', 'uid-Site/acme/busy', 'anna', 'request-1', '{"value":104}');
INSERT INTO entry VALUES (8, 'audit', 1767268905000000000, 'Site/acme/busy', 'uid-Site/acme/busy', 'anna', 'request-1', '{"value":105}');
INSERT INTO entry VALUES (9, 'audit', 1767268906000000000, 'Site/acme/busy', 'uid-Site/acme/busy', 'anna', 'request-1', '{"value":106}');
INSERT INTO entry VALUES (10, 'audit', 1767268907000000000, 'Site/acme/busy', 'uid-Site/acme/busy', 'anna', 'request-1', '{"value":107}');
INSERT INTO entry VALUES (11, 'event', 1767268800000000000, 'Site/acme/changes', 'uid-Site/acme/changes', 'anna', 'request-1', '{"value":3}');
INSERT INTO sealed VALUES ('Secret', 'acme', 'key', x'0001ff27');
INSERT INTO sealed VALUES ('Site', 'acme', 'sealed', x'2a');
