-- The state of a release with schema 6: see sqlite-6.txt for what that release answered.
CREATE TABLE meta (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL,
  again TEXT NOT NULL DEFAULT '') WITHOUT ROWID;
CREATE TABLE log (
  id INTEGER PRIMARY KEY,
  op TEXT NOT NULL,
  kind TEXT NOT NULL,
  tenant TEXT NOT NULL,
  name TEXT NOT NULL,
  former INTEGER NOT NULL,
  json TEXT NOT NULL,
  crc INTEGER NOT NULL DEFAULT 0);
CREATE TABLE entry (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  stream TEXT NOT NULL,
  at INTEGER NOT NULL,
  subject TEXT NOT NULL,
  uid TEXT NOT NULL,
  actor TEXT NOT NULL,
  cause TEXT NOT NULL,
  body TEXT NOT NULL,
  others TEXT NOT NULL DEFAULT '[]',
  crc INTEGER NOT NULL DEFAULT 0);
CREATE INDEX entry_by_stream ON entry (stream, number, at);
CREATE TABLE entry_run (run INTEGER PRIMARY KEY);
CREATE TABLE entry_words (
  run INTEGER NOT NULL,
  first INTEGER NOT NULL,
  words BLOB NOT NULL,
  PRIMARY KEY (run, first)) WITHOUT ROWID;
CREATE TABLE sealed (
  kind TEXT NOT NULL,
  tenant TEXT NOT NULL,
  name TEXT NOT NULL,
  value BLOB NOT NULL,
  crc INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (kind, tenant, name)) WITHOUT ROWID;
CREATE TABLE catalogue (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,
  tenant TEXT NOT NULL,
  name TEXT NOT NULL,
  revision INTEGER NOT NULL,
  json TEXT NOT NULL,
  crc INTEGER NOT NULL DEFAULT 0,
  UNIQUE (kind, tenant, name));
CREATE TABLE catalogue_label (
  kind TEXT NOT NULL,
  key TEXT NOT NULL,
  value TEXT NOT NULL,
  tenant TEXT NOT NULL,
  name TEXT NOT NULL,
  PRIMARY KEY (kind, key, value, tenant, name)) WITHOUT ROWID;
CREATE VIRTUAL TABLE catalogue_words USING fts5(
  scope, words, content='', contentless_delete=1,
  tokenize='unicode61 remove_diacritics 0');
INSERT INTO meta (key, value, again) VALUES ('compacted', '30', '30');
INSERT INTO meta (key, value, again) VALUES ('indexed', '1', '1');
INSERT INTO meta (key, value, again) VALUES ('installation', 'd8e8fe8a-1730-43a7-9ae2-f2695e166db6', 'd8e8fe8a-1730-43a7-9ae2-f2695e166db6');
INSERT INTO meta (key, value, again) VALUES ('log', '127418571291', '127418571291');
INSERT INTO meta (key, value, again) VALUES ('revision', '51', '51');
INSERT INTO meta (key, value, again) VALUES ('schema', '6', '6');
INSERT INTO meta (key, value, again) VALUES ('sealed', '10705020765', '10705020765');
INSERT INTO meta (key, value, again) VALUES ('whole', '0', '0');
INSERT INTO log (id, op, kind, tenant, name, former, json, crc) VALUES (131072, 'CREATED', 'Site', 'acme', 'quote', 0, '{"created":"2026-01-01T12:00:00Z","generation":1,"kind":"Site","labels":{"note":"it''s ü中"},"name":"quote","revision":2,"spec":{"price":1.10,"text":"it''s \"so\" ü中\n"},"tenant":"acme","uid":"u-quote"}', -1407543980);
INSERT INTO log (id, op, kind, tenant, name, former, json, crc) VALUES (1835009, 'UPDATED', 'Site', 'acme', 'twin0', 25, '{"created":"2026-01-01T12:00:00Z","generation":1,"kind":"Site","name":"twin0","revision":28,"spec":{"value":21},"tenant":"acme","uid":"u-twin0"}', -1292274148);
INSERT INTO log (id, op, kind, tenant, name, former, json, crc) VALUES (1900545, 'UPDATED', 'Site', 'acme', 'twin1', 26, '{"created":"2026-01-01T12:00:00Z","generation":1,"kind":"Site","name":"twin1","revision":29,"spec":{"value":22},"tenant":"acme","uid":"u-twin1"}', 2046822872);
INSERT INTO log (id, op, kind, tenant, name, former, json, crc) VALUES (196608, 'CREATED', 'Secret', 'acme', 'key', 0, '{"created":"2026-01-01T12:00:00Z","generation":1,"kind":"Secret","name":"key","revision":3,"spec":{"value":1},"tenant":"acme","uid":"u-key"}', -1854686315);
INSERT INTO log (id, op, kind, tenant, name, former, json, crc) VALUES (1966080, 'UPDATED', 'Site', 'acme', 'busy', 29, '{"created":"2026-01-01T12:00:00Z","generation":1,"kind":"Site","name":"busy","revision":30,"spec":{"value":23},"tenant":"acme","uid":"u-busy"}', 115179316);
INSERT INTO log (id, op, kind, tenant, name, former, json, crc) VALUES (1966081, 'UPDATED', 'Site', 'acme', 'twin2', 27, '{"created":"2026-01-01T12:00:00Z","generation":1,"kind":"Site","name":"twin2","revision":30,"spec":{"value":23},"tenant":"acme","uid":"u-twin2"}', -960671177);
INSERT INTO log (id, op, kind, tenant, name, former, json, crc) VALUES (2031616, 'UPDATED', 'Site', 'acme', 'busy', 30, '{"created":"2026-01-01T12:00:00Z","generation":1,"kind":"Site","name":"busy","revision":31,"spec":{"value":24},"tenant":"acme","uid":"u-busy"}', 1326823128);
INSERT INTO log (id, op, kind, tenant, name, former, json, crc) VALUES (2031617, 'UPDATED', 'Site', 'acme', 'twin0', 28, '{"created":"2026-01-01T12:00:00Z","generation":1,"kind":"Site","name":"twin0","revision":31,"spec":{"value":24},"tenant":"acme","uid":"u-twin0"}', -1957285397);
INSERT INTO log (id, op, kind, tenant, name, former, json, crc) VALUES (2097152, 'UPDATED', 'Site', 'acme', 'busy', 31, '{"created":"2026-01-01T12:00:00Z","generation":1,"kind":"Site","name":"busy","revision":32,"spec":{"value":25},"tenant":"acme","uid":"u-busy"}', -2118502768);
INSERT INTO log (id, op, kind, tenant, name, former, json, crc) VALUES (2097153, 'UPDATED', 'Site', 'acme', 'twin1', 29, '{"created":"2026-01-01T12:00:00Z","generation":1,"kind":"Site","name":"twin1","revision":32,"spec":{"value":25},"tenant":"acme","uid":"u-twin1"}', 648663703);
INSERT INTO log (id, op, kind, tenant, name, former, json, crc) VALUES (2162688, 'UPDATED', 'Site', 'acme', 'busy', 32, '{"created":"2026-01-01T12:00:00Z","generation":1,"kind":"Site","name":"busy","revision":33,"spec":{"value":26},"tenant":"acme","uid":"u-busy"}', 1756776630);
INSERT INTO log (id, op, kind, tenant, name, former, json, crc) VALUES (2162689, 'UPDATED', 'Site', 'acme', 'twin2', 30, '{"created":"2026-01-01T12:00:00Z","generation":1,"kind":"Site","name":"twin2","revision":33,"spec":{"value":26},"tenant":"acme","uid":"u-twin2"}', -1157483532);
INSERT INTO log (id, op, kind, tenant, name, former, json, crc) VALUES (2228224, 'UPDATED', 'Site', 'acme', 'busy', 33, '{"created":"2026-01-01T12:00:00Z","generation":1,"kind":"Site","name":"busy","revision":34,"spec":{"value":27},"tenant":"acme","uid":"u-busy"}', 1551827728);
INSERT INTO log (id, op, kind, tenant, name, former, json, crc) VALUES (2228225, 'UPDATED', 'Site', 'acme', 'twin0', 31, '{"created":"2026-01-01T12:00:00Z","generation":1,"kind":"Site","name":"twin0","revision":34,"spec":{"value":27},"tenant":"acme","uid":"u-twin0"}', 471047506);
INSERT INTO log (id, op, kind, tenant, name, former, json, crc) VALUES (2293760, 'UPDATED', 'Site', 'acme', 'busy', 34, '{"created":"2026-01-01T12:00:00Z","generation":1,"kind":"Site","name":"busy","revision":35,"spec":{"value":28},"tenant":"acme","uid":"u-busy"}', -332984473);
INSERT INTO log (id, op, kind, tenant, name, former, json, crc) VALUES (2293761, 'UPDATED', 'Site', 'acme', 'twin1', 32, '{"created":"2026-01-01T12:00:00Z","generation":1,"kind":"Site","name":"twin1","revision":35,"spec":{"value":28},"tenant":"acme","uid":"u-twin1"}', 1329654350);
INSERT INTO log (id, op, kind, tenant, name, former, json, crc) VALUES (2359296, 'UPDATED', 'Site', 'acme', 'busy', 35, '{"created":"2026-01-01T12:00:00Z","generation":1,"kind":"Site","name":"busy","revision":36,"spec":{"value":29},"tenant":"acme","uid":"u-busy"}', 1279718335);
INSERT INTO log (id, op, kind, tenant, name, former, json, crc) VALUES (2359297, 'UPDATED', 'Site', 'acme', 'twin2', 33, '{"created":"2026-01-01T12:00:00Z","generation":1,"kind":"Site","name":"twin2","revision":36,"spec":{"value":29},"tenant":"acme","uid":"u-twin2"}', 1331327538);
INSERT INTO log (id, op, kind, tenant, name, former, json, crc) VALUES (2424832, 'CREATED', 'Site', 'acme', 'leaves', 0, '{"created":"2026-01-01T12:00:00Z","generation":1,"kind":"Site","name":"leaves","revision":37,"spec":{"value":7},"tenant":"acme","uid":"u-leaves"}', -997157820);
INSERT INTO log (id, op, kind, tenant, name, former, json, crc) VALUES (2424833, 'CREATED', 'Site', 'acme', 'changes', 0, '{"created":"2026-01-01T12:00:00Z","generation":1,"kind":"Site","name":"changes","revision":37,"spec":{"value":8},"tenant":"acme","uid":"u-changes"}', -1845716868);
INSERT INTO log (id, op, kind, tenant, name, former, json, crc) VALUES (2490368, 'DELETED', 'Site', 'acme', 'leaves', 37, '{"created":"2026-01-01T12:00:00Z","generation":1,"kind":"Site","name":"leaves","revision":37,"spec":{"value":7},"tenant":"acme","uid":"u-leaves"}', -1941616998);
INSERT INTO log (id, op, kind, tenant, name, former, json, crc) VALUES (2490369, 'DELETED', 'Site', 'acme', 'twin2', 36, '{"created":"2026-01-01T12:00:00Z","generation":1,"kind":"Site","name":"twin2","revision":36,"spec":{"value":29},"tenant":"acme","uid":"u-twin2"}', 952910380);
INSERT INTO log (id, op, kind, tenant, name, former, json, crc) VALUES (2555904, 'DELETED', 'Site', 'acme', 'changes', 37, '{"created":"2026-01-01T12:00:00Z","generation":1,"kind":"Site","name":"changes","revision":37,"spec":{"value":8},"tenant":"acme","uid":"u-changes"}', 2108059788);
INSERT INTO log (id, op, kind, tenant, name, former, json, crc) VALUES (2555905, 'CREATED', 'Site', 'acme', 'changes', 0, '{"created":"2026-01-01T12:00:00Z","generation":1,"kind":"Site","name":"changes","revision":39,"spec":{"value":9},"tenant":"acme","uid":"u-two"}', -790087408);
INSERT INTO log (id, op, kind, tenant, name, former, json, crc) VALUES (2621440, 'CREATED', 'Site', 'acme', 'brief', 0, '{"created":"2026-01-01T12:00:00Z","generation":1,"kind":"Site","name":"brief","revision":40,"spec":{"value":10},"tenant":"acme","uid":"u-brief"}', 146767630);
INSERT INTO log (id, op, kind, tenant, name, former, json, crc) VALUES (2686976, 'DELETED', 'Site', 'acme', 'brief', 40, '{"created":"2026-01-01T12:00:00Z","generation":1,"kind":"Site","name":"brief","revision":40,"spec":{"value":10},"tenant":"acme","uid":"u-brief"}', -65977091);
INSERT INTO log (id, op, kind, tenant, name, former, json, crc) VALUES (2752512, 'CREATED', 'Site', 'acme', 'leaves', 0, '{"created":"2026-01-01T12:00:00Z","generation":1,"kind":"Site","name":"leaves","revision":42,"spec":{"value":11},"tenant":"acme","uid":"u-again"}', -1406943997);
INSERT INTO log (id, op, kind, tenant, name, former, json, crc) VALUES (3342336, 'CREATED', 'Site', 'acme', 'late', 0, '{"created":"2026-01-01T12:00:00Z","generation":1,"kind":"Site","name":"late","revision":51,"spec":{"value":12},"tenant":"acme","uid":"u-late"}', -292055575);
INSERT INTO log (id, op, kind, tenant, name, former, json, crc) VALUES (65536, 'CREATED', 'Cluster', 'acme', 'old', 0, '{"created":"2026-01-01T12:00:00Z","generation":1,"kind":"Cluster","name":"old","revision":1,"spec":{"value":1},"tenant":"acme","uid":"u-cluster"}', 1817059508);
INSERT INTO log (id, op, kind, tenant, name, former, json, crc) VALUES (65537, 'CREATED', 'Site', 'acme', 'old', 0, '{"created":"2026-01-01T12:00:00Z","generation":1,"kind":"Site","name":"old","revision":1,"spec":{"value":1},"tenant":"acme","uid":"u-old"}', 107901546);
INSERT INTO entry (number, stream, at, subject, uid, actor, cause, body, others, crc) VALUES (1, 'audit', 1767268800000000000, 'Site/acme/old', 'u-old', 'anna', 'request-1', '{"value":1}', '[]', 425060938);
INSERT INTO entry (number, stream, at, subject, uid, actor, cause, body, others, crc) VALUES (10, 'audit', 1767268905000000000, 'Site/acme/busy', 'u-busy', 'anna', 'request-5', '{"value":5}', '[]', 414887655);
INSERT INTO entry (number, stream, at, subject, uid, actor, cause, body, others, crc) VALUES (11, 'audit', 1767268906000000000, 'Site/acme/busy', 'u-busy', 'anna', 'request-6', '{"value":6}', '[]', -1271847824);
INSERT INTO entry (number, stream, at, subject, uid, actor, cause, body, others, crc) VALUES (12, 'audit', 1767268907000000000, 'Site/acme/busy', 'u-busy', 'anna', 'request-7', '{"value":7}', '[]', 1042287155);
INSERT INTO entry (number, stream, at, subject, uid, actor, cause, body, others, crc) VALUES (13, 'audit', 1767268908000000000, 'Site/acme/busy', 'u-busy', 'anna', 'request-8', '{"value":8}', '[]', 1844073895);
INSERT INTO entry (number, stream, at, subject, uid, actor, cause, body, others, crc) VALUES (14, 'audit', 1767268909000000000, 'Site/acme/busy', 'u-busy', 'anna', 'request-9', '{"value":9}', '[]', -1470803378);
INSERT INTO entry (number, stream, at, subject, uid, actor, cause, body, others, crc) VALUES (15, 'audit', 1767268910000000000, 'Site/acme/busy', 'u-busy', 'anna', 'request-10', '{"value":10}', '[]', -1648012162);
INSERT INTO entry (number, stream, at, subject, uid, actor, cause, body, others, crc) VALUES (16, 'audit', 1767268911000000000, 'Site/acme/busy', 'u-busy', 'anna', 'request-11', '{"value":11}', '[]', -136990067);
INSERT INTO entry (number, stream, at, subject, uid, actor, cause, body, others, crc) VALUES (17, 'audit', 1767268912000000000, 'Site/acme/busy', 'u-busy', 'anna', 'request-12', '{"value":12}', '[]', 1764655885);
INSERT INTO entry (number, stream, at, subject, uid, actor, cause, body, others, crc) VALUES (18, 'audit', 1767268913000000000, 'Site/acme/busy', 'u-busy', 'anna', 'request-13', '{"value":13}', '[]', -1790947142);
INSERT INTO entry (number, stream, at, subject, uid, actor, cause, body, others, crc) VALUES (19, 'audit', 1767268914000000000, 'Site/acme/busy', 'u-busy', 'anna', 'request-14', '{"value":14}', '[]', -362280870);
INSERT INTO entry (number, stream, at, subject, uid, actor, cause, body, others, crc) VALUES (2, 'ledger', 1767268801000000000, '', '', 'anna', 'request-2', '{"value":2}', '[]', -1066591814);
INSERT INTO entry (number, stream, at, subject, uid, actor, cause, body, others, crc) VALUES (20, 'audit', 1767268915000000000, 'Site/acme/busy', 'u-busy', 'anna', 'request-15', '{"value":15}', '[]', -1610589406);
INSERT INTO entry (number, stream, at, subject, uid, actor, cause, body, others, crc) VALUES (21, 'audit', 1767268916000000000, 'Site/acme/busy', 'u-busy', 'anna', 'request-16', '{"value":16}', '[]', 1760490870);
INSERT INTO entry (number, stream, at, subject, uid, actor, cause, body, others, crc) VALUES (22, 'audit', 1767268917000000000, 'Site/acme/busy', 'u-busy', 'anna', 'request-17', '{"value":17}', '[]', 1111146049);
INSERT INTO entry (number, stream, at, subject, uid, actor, cause, body, others, crc) VALUES (23, 'audit', 1767268918000000000, 'Site/acme/busy', 'u-busy', 'anna', 'request-18', '{"value":18}', '[]', -1885988781);
INSERT INTO entry (number, stream, at, subject, uid, actor, cause, body, others, crc) VALUES (24, 'audit', 1767268919000000000, 'Site/acme/busy', 'u-busy', 'anna', 'request-19', '{"value":19}', '[]', -2091992768);
INSERT INTO entry (number, stream, at, subject, uid, actor, cause, body, others, crc) VALUES (25, 'audit', 1767268920000000000, 'Site/acme/busy', 'u-busy', 'anna', 'request-20', '{"value":20}', '[]', 568219049);
INSERT INTO entry (number, stream, at, subject, uid, actor, cause, body, others, crc) VALUES (26, 'audit', 1767268921000000000, 'Site/acme/busy', 'u-busy', 'anna', 'request-21', '{"value":21}', '[]', 492452834);
INSERT INTO entry (number, stream, at, subject, uid, actor, cause, body, others, crc) VALUES (27, 'audit', 1767268922000000000, 'Site/acme/busy', 'u-busy', 'anna', 'request-22', '{"value":22}', '[]', -840249161);
INSERT INTO entry (number, stream, at, subject, uid, actor, cause, body, others, crc) VALUES (28, 'audit', 1767268923000000000, 'Site/acme/busy', 'u-busy', 'anna', 'request-23', '{"value":23}', '[]', -1507819816);
INSERT INTO entry (number, stream, at, subject, uid, actor, cause, body, others, crc) VALUES (29, 'audit', 1767268924000000000, 'Site/acme/busy', 'u-busy', 'anna', 'request-24', '{"value":24}', '[]', 1160755328);
INSERT INTO entry (number, stream, at, subject, uid, actor, cause, body, others, crc) VALUES (3, 'event', 1767268802000000000, 'Site/acme/changes', 'u-changes', 'anna', 'request-3', '{"value":3}', '[]', -1866174433);
INSERT INTO entry (number, stream, at, subject, uid, actor, cause, body, others, crc) VALUES (30, 'audit', 1767268925000000000, 'Site/acme/busy', 'u-busy', 'anna', 'request-25', '{"value":25}', '[]', 2067438780);
INSERT INTO entry (number, stream, at, subject, uid, actor, cause, body, others, crc) VALUES (31, 'audit', 1767268926000000000, 'Site/acme/busy', 'u-busy', 'anna', 'request-26', '{"value":26}', '[]', 2059237917);
INSERT INTO entry (number, stream, at, subject, uid, actor, cause, body, others, crc) VALUES (32, 'audit', 1767268927000000000, 'Site/acme/busy', 'u-busy', 'anna', 'request-27', '{"value":27}', '[]', -2105526902);
INSERT INTO entry (number, stream, at, subject, uid, actor, cause, body, others, crc) VALUES (33, 'audit', 1767268928000000000, 'Site/acme/busy', 'u-busy', 'anna', 'request-28', '{"value":28}', '[]', 609184580);
INSERT INTO entry (number, stream, at, subject, uid, actor, cause, body, others, crc) VALUES (34, 'audit', 1767268929000000000, 'Site/acme/busy', 'u-busy', 'anna', 'request-29', '{"value":29}', '[]', -1160238795);
INSERT INTO entry (number, stream, at, subject, uid, actor, cause, body, others, crc) VALUES (4, 'audit', 1767268850000000000, 'Site/acme/old', 'u-old', 'anna', 'request-9', '{"value":9}', '["sSite/acme/quote","uu-quote"]', 1846665202);
INSERT INTO entry (number, stream, at, subject, uid, actor, cause, body, others, crc) VALUES (5, 'audit', 1767268900000000000, 'Site/acme/busy', 'u-busy', 'anna', 'request-0', '{"value":0}', '[]', 428971830);
INSERT INTO entry (number, stream, at, subject, uid, actor, cause, body, others, crc) VALUES (6, 'audit', 1767268901000000000, 'Site/acme/busy', 'u-busy', 'anna', 'request-1', '{"value":1}', '[]', -162122090);
INSERT INTO entry (number, stream, at, subject, uid, actor, cause, body, others, crc) VALUES (7, 'audit', 1767268902000000000, 'Site/acme/busy', 'u-busy', 'anna', 'request-2', '{"value":2}', '[]', 1165059755);
INSERT INTO entry (number, stream, at, subject, uid, actor, cause, body, others, crc) VALUES (8, 'audit', 1767268903000000000, 'Site/acme/busy', 'u-busy', 'anna', 'request-3', '{"value":3}', '[]', -645241125);
INSERT INTO entry (number, stream, at, subject, uid, actor, cause, body, others, crc) VALUES (9, 'audit', 1767268904000000000, 'Site/acme/busy', 'u-busy', 'anna', 'request-4', '{"value":4}', '[]', 333931670);
INSERT INTO entry_run (run) VALUES (1);
INSERT INTO entry_words (run, first, words) VALUES (1, 489101391273394176, X'06C9A31FBE0000003AD44EE061000000');
INSERT INTO sealed (kind, tenant, name, value, crc) VALUES ('Secret', 'acme', 'key', X'0001FF27', 1309240811);
INSERT INTO sealed (kind, tenant, name, value, crc) VALUES ('Site', 'acme', 'sealed', X'2A', 805845362);
INSERT INTO catalogue (id, kind, tenant, name, revision, json, crc) VALUES (1, 'Book', 'acme', 'sea', 50, '{"created":"2026-01-01T12:00:00Z","generation":1,"kind":"Book","labels":{"shelf":"d"},"name":"sea","revision":50,"spec":{"about":"Sea and Sky, second edition"},"tenant":"acme","uid":"u-sea"}', 1274680369);
INSERT INTO catalogue (id, kind, tenant, name, revision, json, crc) VALUES (2, 'Book', 'acme', 'sun', 43, '{"created":"2026-01-01T12:00:00Z","generation":1,"kind":"Book","labels":{"old":"yes","shelf":"b"},"name":"sun","revision":43,"spec":{"about":"Sonne über dem Meer"},"tenant":"acme","uid":"u-sun"}', 1581500558);
INSERT INTO catalogue (id, kind, tenant, name, revision, json, crc) VALUES (4, 'Book', 'acme', 'b0', 45, '{"created":"2026-01-01T12:00:00Z","generation":1,"kind":"Book","labels":{"shelf":"c"},"name":"b0","revision":45,"spec":{"about":"volume 0"},"tenant":"acme","uid":"u-b0"}', 1025997971);
INSERT INTO catalogue (id, kind, tenant, name, revision, json, crc) VALUES (5, 'Book', 'acme', 'b1', 46, '{"created":"2026-01-01T12:00:00Z","generation":1,"kind":"Book","labels":{"shelf":"c"},"name":"b1","revision":46,"spec":{"about":"volume 1"},"tenant":"acme","uid":"u-b1"}', -136855157);
INSERT INTO catalogue (id, kind, tenant, name, revision, json, crc) VALUES (6, 'Book', 'acme', 'b2', 47, '{"created":"2026-01-01T12:00:00Z","generation":1,"kind":"Book","labels":{"shelf":"c"},"name":"b2","revision":47,"spec":{"about":"volume 2"},"tenant":"acme","uid":"u-b2"}', -331937423);
INSERT INTO catalogue (id, kind, tenant, name, revision, json, crc) VALUES (7, 'Book', 'acme', 'b3', 48, '{"created":"2026-01-01T12:00:00Z","generation":1,"kind":"Book","labels":{"shelf":"c"},"name":"b3","revision":48,"spec":{"about":"volume 3"},"tenant":"acme","uid":"u-b3"}', -1370100446);
INSERT INTO catalogue (id, kind, tenant, name, revision, json, crc) VALUES (8, 'Book', 'acme', 'b4', 49, '{"created":"2026-01-01T12:00:00Z","generation":1,"kind":"Book","labels":{"shelf":"c"},"name":"b4","revision":49,"spec":{"about":"volume 4"},"tenant":"acme","uid":"u-b4"}', 1399112142);
INSERT INTO catalogue_label (kind, key, value, tenant, name) VALUES ('Book', 'old', 'yes', 'acme', 'sun');
INSERT INTO catalogue_label (kind, key, value, tenant, name) VALUES ('Book', 'shelf', 'b', 'acme', 'sun');
INSERT INTO catalogue_label (kind, key, value, tenant, name) VALUES ('Book', 'shelf', 'c', 'acme', 'b0');
INSERT INTO catalogue_label (kind, key, value, tenant, name) VALUES ('Book', 'shelf', 'c', 'acme', 'b1');
INSERT INTO catalogue_label (kind, key, value, tenant, name) VALUES ('Book', 'shelf', 'c', 'acme', 'b2');
INSERT INTO catalogue_label (kind, key, value, tenant, name) VALUES ('Book', 'shelf', 'c', 'acme', 'b3');
INSERT INTO catalogue_label (kind, key, value, tenant, name) VALUES ('Book', 'shelf', 'c', 'acme', 'b4');
INSERT INTO catalogue_label (kind, key, value, tenant, name) VALUES ('Book', 'shelf', 'd', 'acme', 'sea');
DELETE FROM catalogue_words_data;
INSERT INTO catalogue_words_data (id, block) VALUES (1, X'070E29');
INSERT INTO catalogue_words_data (id, block) VALUES (10, X'00000000FF00000101090B0009010101010101010102010102020000010301010303010101040101040400000105010105050000010601010606000001070101070700000108010108080000010901010909000001');
INSERT INTO catalogue_words_data (id, block) VALUES (1099511627777, X'000000520230340806010106010262340806010102010163080601010401096B343236663666366208020201057368656C66080601010301097436313633366436350802030106766F6C756D650806010105040809080E0C0E');
INSERT INTO catalogue_words_data (id, block) VALUES (1236950581249, X'000000690430616E6401060101050101640106010104010765646974696F6E010601010801096B3432366636663662010202010373656101060101020304636F6E640106010107020468656C66010601010302026B7901060101060109743631363336643635010203040A080E0E0A0B0B09');
INSERT INTO catalogue_words_data (id, block) VALUES (137438953473, X'0000004F023061010601010402026E64010601010501096B343236663666366201020201037365610106010102020468656C66010601010302026B79010601010601097436313633366436350102030408090E0A0B09');
INSERT INTO catalogue_words_data (id, block) VALUES (274877906945, X'0000007C0230620206010106010364656D020601010901096B343236663666366202020201046D656572020601010A01036F6C64020601010301057368656C66020601010502046F6E6E6502060101070202756E0206010102010974363136333664363502020301047562657202060101080103796573020601010404080A0E0B0A0C0B090E0B');
INSERT INTO catalogue_words_data (id, block) VALUES (412316860417, X'0000004802306103060101040104676F6573030601010201096B343236663666366203020201057368656C66030601010302026B790306010105010974363136333664363503020304080B0E0C09');
INSERT INTO catalogue_words_data (id, block) VALUES (549755813889, X'000000520230300406010106010262300406010102010163040601010401096B343236663666366204020201057368656C66040601010301097436313633366436350402030106766F6C756D650406010105040809080E0C0E');
INSERT INTO catalogue_words_data (id, block) VALUES (687194767361, X'000000520230310506010106010262310506010102010163050601010401096B343236663666366205020201057368656C66050601010301097436313633366436350502030106766F6C756D650506010105040809080E0C0E');
INSERT INTO catalogue_words_data (id, block) VALUES (824633720833, X'000000520230320606010106010262320606010102010163060601010401096B343236663666366206020201057368656C66060601010301097436313633366436350602030106766F6C756D650606010105040809080E0C0E');
INSERT INTO catalogue_words_data (id, block) VALUES (9007336693694464, X'04000000000000010000000000000001000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000');
INSERT INTO catalogue_words_data (id, block) VALUES (9007611571601408, X'04000000000000010000000000000000000000000000000300000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000');
INSERT INTO catalogue_words_data (id, block) VALUES (962072674305, X'000000520230330706010106010262330706010102010163070601010401096B343236663666366207020201057368656C66070601010301097436313633366436350702030106766F6C756D650706010105040809080E0C0E');
DELETE FROM catalogue_words_idx;
INSERT INTO catalogue_words_idx (segid, term, pgno) VALUES (1, X'', 2);
INSERT INTO catalogue_words_idx (segid, term, pgno) VALUES (2, X'', 2);
INSERT INTO catalogue_words_idx (segid, term, pgno) VALUES (3, X'', 2);
INSERT INTO catalogue_words_idx (segid, term, pgno) VALUES (4, X'', 2);
INSERT INTO catalogue_words_idx (segid, term, pgno) VALUES (5, X'', 2);
INSERT INTO catalogue_words_idx (segid, term, pgno) VALUES (6, X'', 2);
INSERT INTO catalogue_words_idx (segid, term, pgno) VALUES (7, X'', 2);
INSERT INTO catalogue_words_idx (segid, term, pgno) VALUES (8, X'', 2);
INSERT INTO catalogue_words_idx (segid, term, pgno) VALUES (9, X'', 2);
DELETE FROM catalogue_words_docsize;
INSERT INTO catalogue_words_docsize (id, sz, origin) VALUES (1, X'0207', 9);
INSERT INTO catalogue_words_docsize (id, sz, origin) VALUES (2, X'0209', 2);
INSERT INTO catalogue_words_docsize (id, sz, origin) VALUES (4, X'0205', 4);
INSERT INTO catalogue_words_docsize (id, sz, origin) VALUES (5, X'0205', 5);
INSERT INTO catalogue_words_docsize (id, sz, origin) VALUES (6, X'0205', 6);
INSERT INTO catalogue_words_docsize (id, sz, origin) VALUES (7, X'0205', 7);
INSERT INTO catalogue_words_docsize (id, sz, origin) VALUES (8, X'0205', 8);
DELETE FROM catalogue_words_config;
INSERT INTO catalogue_words_config (k, v) VALUES ('version', 4);
UPDATE sqlite_sequence SET seq = 34 WHERE name = 'entry';
