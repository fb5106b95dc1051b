-- The state of a release with schema 6: see postgres-6.txt for what that release answered.
CREATE TABLE meta (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL,
  again TEXT NOT NULL DEFAULT '');
CREATE TABLE log (
  id BIGINT PRIMARY KEY,
  op TEXT NOT NULL,
  kind TEXT NOT NULL,
  tenant TEXT NOT NULL,
  name TEXT NOT NULL,
  former BIGINT NOT NULL,
  json TEXT NOT NULL,
  crc INTEGER NOT NULL DEFAULT 0);
CREATE TABLE entry (
  number BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  stream TEXT NOT NULL,
  at BIGINT NOT NULL,
  subject TEXT NOT NULL,
  uid TEXT NOT NULL,
  actor TEXT NOT NULL,
  cause TEXT NOT NULL,
  body TEXT NOT NULL,
  others TEXT NOT NULL DEFAULT '[]',
  crc INTEGER NOT NULL DEFAULT 0);
CREATE INDEX entry_by_stream ON entry (stream, number, at);
CREATE TABLE entry_run (run BIGINT PRIMARY KEY);
CREATE TABLE entry_words (
  run BIGINT NOT NULL,
  first BIGINT NOT NULL,
  words BYTEA NOT NULL,
  PRIMARY KEY (run, first));
CREATE TABLE sealed (
  kind TEXT NOT NULL,
  tenant TEXT NOT NULL,
  name TEXT NOT NULL,
  value BYTEA NOT NULL,
  crc INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (kind, tenant, name));
CREATE TABLE blob (hex TEXT PRIMARY KEY, size BIGINT NOT NULL, at BIGINT NOT NULL);
CREATE TABLE blob_chunk (
  hex TEXT NOT NULL REFERENCES blob ON DELETE CASCADE,
  number INTEGER NOT NULL,
  bytes BYTEA NOT NULL,
  PRIMARY KEY (hex, number));
CREATE TABLE member (node TEXT PRIMARY KEY, until TIMESTAMPTZ NOT NULL);
CREATE TABLE lease (partition INTEGER PRIMARY KEY, node TEXT, epoch BIGINT NOT NULL);
CREATE TABLE catalogue (
  id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  kind TEXT COLLATE "C" NOT NULL,
  tenant TEXT COLLATE "C" NOT NULL,
  name TEXT COLLATE "C" NOT NULL,
  revision BIGINT NOT NULL,
  json TEXT NOT NULL,
  words TSVECTOR,
  crc INTEGER NOT NULL DEFAULT 0,
  UNIQUE (kind, tenant, name));
CREATE TABLE catalogue_label (
  kind TEXT COLLATE "C" NOT NULL,
  key TEXT COLLATE "C" NOT NULL,
  value TEXT COLLATE "C" NOT NULL,
  tenant TEXT COLLATE "C" NOT NULL,
  name TEXT COLLATE "C" NOT NULL,
  PRIMARY KEY (kind, key, value, tenant, name));
CREATE INDEX catalogue_by_words ON catalogue USING gin (words);
INSERT INTO meta (key, value, again) VALUES ('compacted', '30', '30');
INSERT INTO meta (key, value, again) VALUES ('indexed', '1', '1');
INSERT INTO meta (key, value, again) VALUES ('installation', '43760fd1-fc77-468a-ad7a-b5c0e507266c', '43760fd1-fc77-468a-ad7a-b5c0e507266c');
INSERT INTO meta (key, value, again) VALUES ('log', '127418571291', '127418571291');
INSERT INTO meta (key, value, again) VALUES ('revision', '51', '51');
INSERT INTO meta (key, value, again) VALUES ('schema', '6', '6');
INSERT INTO meta (key, value, again) VALUES ('sealed', '10705020765', '10705020765');
INSERT INTO meta (key, value, again) VALUES ('whole', '0', '0');
INSERT INTO log (id, op, kind, tenant, name, former, json, crc) VALUES ('131072', 'CREATED', 'Site', 'acme', 'quote', '0', E'{"created":"2026-01-01T12:00:00Z","generation":1,"kind":"Site","labels":{"note":"it''s ü中"},"name":"quote","revision":2,"spec":{"price":1.10,"text":"it''s \\"so\\" ü中\\n"},"tenant":"acme","uid":"u-quote"}', '-1407543980');
INSERT INTO log (id, op, kind, tenant, name, former, json, crc) VALUES ('1835009', 'UPDATED', 'Site', 'acme', 'twin0', '25', '{"created":"2026-01-01T12:00:00Z","generation":1,"kind":"Site","name":"twin0","revision":28,"spec":{"value":21},"tenant":"acme","uid":"u-twin0"}', '-1292274148');
INSERT INTO log (id, op, kind, tenant, name, former, json, crc) VALUES ('1900545', 'UPDATED', 'Site', 'acme', 'twin1', '26', '{"created":"2026-01-01T12:00:00Z","generation":1,"kind":"Site","name":"twin1","revision":29,"spec":{"value":22},"tenant":"acme","uid":"u-twin1"}', '2046822872');
INSERT INTO log (id, op, kind, tenant, name, former, json, crc) VALUES ('196608', 'CREATED', 'Secret', 'acme', 'key', '0', '{"created":"2026-01-01T12:00:00Z","generation":1,"kind":"Secret","name":"key","revision":3,"spec":{"value":1},"tenant":"acme","uid":"u-key"}', '-1854686315');
INSERT INTO log (id, op, kind, tenant, name, former, json, crc) VALUES ('1966080', 'UPDATED', 'Site', 'acme', 'busy', '29', '{"created":"2026-01-01T12:00:00Z","generation":1,"kind":"Site","name":"busy","revision":30,"spec":{"value":23},"tenant":"acme","uid":"u-busy"}', '115179316');
INSERT INTO log (id, op, kind, tenant, name, former, json, crc) VALUES ('1966081', 'UPDATED', 'Site', 'acme', 'twin2', '27', '{"created":"2026-01-01T12:00:00Z","generation":1,"kind":"Site","name":"twin2","revision":30,"spec":{"value":23},"tenant":"acme","uid":"u-twin2"}', '-960671177');
INSERT INTO log (id, op, kind, tenant, name, former, json, crc) VALUES ('2031616', 'UPDATED', 'Site', 'acme', 'busy', '30', '{"created":"2026-01-01T12:00:00Z","generation":1,"kind":"Site","name":"busy","revision":31,"spec":{"value":24},"tenant":"acme","uid":"u-busy"}', '1326823128');
INSERT INTO log (id, op, kind, tenant, name, former, json, crc) VALUES ('2031617', 'UPDATED', 'Site', 'acme', 'twin0', '28', '{"created":"2026-01-01T12:00:00Z","generation":1,"kind":"Site","name":"twin0","revision":31,"spec":{"value":24},"tenant":"acme","uid":"u-twin0"}', '-1957285397');
INSERT INTO log (id, op, kind, tenant, name, former, json, crc) VALUES ('2097152', 'UPDATED', 'Site', 'acme', 'busy', '31', '{"created":"2026-01-01T12:00:00Z","generation":1,"kind":"Site","name":"busy","revision":32,"spec":{"value":25},"tenant":"acme","uid":"u-busy"}', '-2118502768');
INSERT INTO log (id, op, kind, tenant, name, former, json, crc) VALUES ('2097153', 'UPDATED', 'Site', 'acme', 'twin1', '29', '{"created":"2026-01-01T12:00:00Z","generation":1,"kind":"Site","name":"twin1","revision":32,"spec":{"value":25},"tenant":"acme","uid":"u-twin1"}', '648663703');
INSERT INTO log (id, op, kind, tenant, name, former, json, crc) VALUES ('2162688', 'UPDATED', 'Site', 'acme', 'busy', '32', '{"created":"2026-01-01T12:00:00Z","generation":1,"kind":"Site","name":"busy","revision":33,"spec":{"value":26},"tenant":"acme","uid":"u-busy"}', '1756776630');
INSERT INTO log (id, op, kind, tenant, name, former, json, crc) VALUES ('2162689', 'UPDATED', 'Site', 'acme', 'twin2', '30', '{"created":"2026-01-01T12:00:00Z","generation":1,"kind":"Site","name":"twin2","revision":33,"spec":{"value":26},"tenant":"acme","uid":"u-twin2"}', '-1157483532');
INSERT INTO log (id, op, kind, tenant, name, former, json, crc) VALUES ('2228224', 'UPDATED', 'Site', 'acme', 'busy', '33', '{"created":"2026-01-01T12:00:00Z","generation":1,"kind":"Site","name":"busy","revision":34,"spec":{"value":27},"tenant":"acme","uid":"u-busy"}', '1551827728');
INSERT INTO log (id, op, kind, tenant, name, former, json, crc) VALUES ('2228225', 'UPDATED', 'Site', 'acme', 'twin0', '31', '{"created":"2026-01-01T12:00:00Z","generation":1,"kind":"Site","name":"twin0","revision":34,"spec":{"value":27},"tenant":"acme","uid":"u-twin0"}', '471047506');
INSERT INTO log (id, op, kind, tenant, name, former, json, crc) VALUES ('2293760', 'UPDATED', 'Site', 'acme', 'busy', '34', '{"created":"2026-01-01T12:00:00Z","generation":1,"kind":"Site","name":"busy","revision":35,"spec":{"value":28},"tenant":"acme","uid":"u-busy"}', '-332984473');
INSERT INTO log (id, op, kind, tenant, name, former, json, crc) VALUES ('2293761', 'UPDATED', 'Site', 'acme', 'twin1', '32', '{"created":"2026-01-01T12:00:00Z","generation":1,"kind":"Site","name":"twin1","revision":35,"spec":{"value":28},"tenant":"acme","uid":"u-twin1"}', '1329654350');
INSERT INTO log (id, op, kind, tenant, name, former, json, crc) VALUES ('2359296', 'UPDATED', 'Site', 'acme', 'busy', '35', '{"created":"2026-01-01T12:00:00Z","generation":1,"kind":"Site","name":"busy","revision":36,"spec":{"value":29},"tenant":"acme","uid":"u-busy"}', '1279718335');
INSERT INTO log (id, op, kind, tenant, name, former, json, crc) VALUES ('2359297', 'UPDATED', 'Site', 'acme', 'twin2', '33', '{"created":"2026-01-01T12:00:00Z","generation":1,"kind":"Site","name":"twin2","revision":36,"spec":{"value":29},"tenant":"acme","uid":"u-twin2"}', '1331327538');
INSERT INTO log (id, op, kind, tenant, name, former, json, crc) VALUES ('2424832', 'CREATED', 'Site', 'acme', 'leaves', '0', '{"created":"2026-01-01T12:00:00Z","generation":1,"kind":"Site","name":"leaves","revision":37,"spec":{"value":7},"tenant":"acme","uid":"u-leaves"}', '-997157820');
INSERT INTO log (id, op, kind, tenant, name, former, json, crc) VALUES ('2424833', 'CREATED', 'Site', 'acme', 'changes', '0', '{"created":"2026-01-01T12:00:00Z","generation":1,"kind":"Site","name":"changes","revision":37,"spec":{"value":8},"tenant":"acme","uid":"u-changes"}', '-1845716868');
INSERT INTO log (id, op, kind, tenant, name, former, json, crc) VALUES ('2490368', 'DELETED', 'Site', 'acme', 'leaves', '37', '{"created":"2026-01-01T12:00:00Z","generation":1,"kind":"Site","name":"leaves","revision":37,"spec":{"value":7},"tenant":"acme","uid":"u-leaves"}', '-1941616998');
INSERT INTO log (id, op, kind, tenant, name, former, json, crc) VALUES ('2490369', 'DELETED', 'Site', 'acme', 'twin2', '36', '{"created":"2026-01-01T12:00:00Z","generation":1,"kind":"Site","name":"twin2","revision":36,"spec":{"value":29},"tenant":"acme","uid":"u-twin2"}', '952910380');
INSERT INTO log (id, op, kind, tenant, name, former, json, crc) VALUES ('2555904', 'DELETED', 'Site', 'acme', 'changes', '37', '{"created":"2026-01-01T12:00:00Z","generation":1,"kind":"Site","name":"changes","revision":37,"spec":{"value":8},"tenant":"acme","uid":"u-changes"}', '2108059788');
INSERT INTO log (id, op, kind, tenant, name, former, json, crc) VALUES ('2555905', 'CREATED', 'Site', 'acme', 'changes', '0', '{"created":"2026-01-01T12:00:00Z","generation":1,"kind":"Site","name":"changes","revision":39,"spec":{"value":9},"tenant":"acme","uid":"u-two"}', '-790087408');
INSERT INTO log (id, op, kind, tenant, name, former, json, crc) VALUES ('2621440', 'CREATED', 'Site', 'acme', 'brief', '0', '{"created":"2026-01-01T12:00:00Z","generation":1,"kind":"Site","name":"brief","revision":40,"spec":{"value":10},"tenant":"acme","uid":"u-brief"}', '146767630');
INSERT INTO log (id, op, kind, tenant, name, former, json, crc) VALUES ('2686976', 'DELETED', 'Site', 'acme', 'brief', '40', '{"created":"2026-01-01T12:00:00Z","generation":1,"kind":"Site","name":"brief","revision":40,"spec":{"value":10},"tenant":"acme","uid":"u-brief"}', '-65977091');
INSERT INTO log (id, op, kind, tenant, name, former, json, crc) VALUES ('2752512', 'CREATED', 'Site', 'acme', 'leaves', '0', '{"created":"2026-01-01T12:00:00Z","generation":1,"kind":"Site","name":"leaves","revision":42,"spec":{"value":11},"tenant":"acme","uid":"u-again"}', '-1406943997');
INSERT INTO log (id, op, kind, tenant, name, former, json, crc) VALUES ('3342336', 'CREATED', 'Site', 'acme', 'late', '0', '{"created":"2026-01-01T12:00:00Z","generation":1,"kind":"Site","name":"late","revision":51,"spec":{"value":12},"tenant":"acme","uid":"u-late"}', '-292055575');
INSERT INTO log (id, op, kind, tenant, name, former, json, crc) VALUES ('65536', 'CREATED', 'Cluster', 'acme', 'old', '0', '{"created":"2026-01-01T12:00:00Z","generation":1,"kind":"Cluster","name":"old","revision":1,"spec":{"value":1},"tenant":"acme","uid":"u-cluster"}', '1817059508');
INSERT INTO log (id, op, kind, tenant, name, former, json, crc) VALUES ('65537', 'CREATED', 'Site', 'acme', 'old', '0', '{"created":"2026-01-01T12:00:00Z","generation":1,"kind":"Site","name":"old","revision":1,"spec":{"value":1},"tenant":"acme","uid":"u-old"}', '107901546');
INSERT INTO entry (number, stream, at, subject, uid, actor, cause, body, others, crc) OVERRIDING SYSTEM VALUE VALUES ('1', 'audit', '1767268800000000000', 'Site/acme/old', 'u-old', 'anna', 'request-1', '{"value":1}', '[]', '425060938');
INSERT INTO entry (number, stream, at, subject, uid, actor, cause, body, others, crc) OVERRIDING SYSTEM VALUE VALUES ('10', 'audit', '1767268905000000000', 'Site/acme/busy', 'u-busy', 'anna', 'request-5', '{"value":5}', '[]', '414887655');
INSERT INTO entry (number, stream, at, subject, uid, actor, cause, body, others, crc) OVERRIDING SYSTEM VALUE VALUES ('11', 'audit', '1767268906000000000', 'Site/acme/busy', 'u-busy', 'anna', 'request-6', '{"value":6}', '[]', '-1271847824');
INSERT INTO entry (number, stream, at, subject, uid, actor, cause, body, others, crc) OVERRIDING SYSTEM VALUE VALUES ('12', 'audit', '1767268907000000000', 'Site/acme/busy', 'u-busy', 'anna', 'request-7', '{"value":7}', '[]', '1042287155');
INSERT INTO entry (number, stream, at, subject, uid, actor, cause, body, others, crc) OVERRIDING SYSTEM VALUE VALUES ('13', 'audit', '1767268908000000000', 'Site/acme/busy', 'u-busy', 'anna', 'request-8', '{"value":8}', '[]', '1844073895');
INSERT INTO entry (number, stream, at, subject, uid, actor, cause, body, others, crc) OVERRIDING SYSTEM VALUE VALUES ('14', 'audit', '1767268909000000000', 'Site/acme/busy', 'u-busy', 'anna', 'request-9', '{"value":9}', '[]', '-1470803378');
INSERT INTO entry (number, stream, at, subject, uid, actor, cause, body, others, crc) OVERRIDING SYSTEM VALUE VALUES ('15', 'audit', '1767268910000000000', 'Site/acme/busy', 'u-busy', 'anna', 'request-10', '{"value":10}', '[]', '-1648012162');
INSERT INTO entry (number, stream, at, subject, uid, actor, cause, body, others, crc) OVERRIDING SYSTEM VALUE VALUES ('16', 'audit', '1767268911000000000', 'Site/acme/busy', 'u-busy', 'anna', 'request-11', '{"value":11}', '[]', '-136990067');
INSERT INTO entry (number, stream, at, subject, uid, actor, cause, body, others, crc) OVERRIDING SYSTEM VALUE VALUES ('17', 'audit', '1767268912000000000', 'Site/acme/busy', 'u-busy', 'anna', 'request-12', '{"value":12}', '[]', '1764655885');
INSERT INTO entry (number, stream, at, subject, uid, actor, cause, body, others, crc) OVERRIDING SYSTEM VALUE VALUES ('18', 'audit', '1767268913000000000', 'Site/acme/busy', 'u-busy', 'anna', 'request-13', '{"value":13}', '[]', '-1790947142');
INSERT INTO entry (number, stream, at, subject, uid, actor, cause, body, others, crc) OVERRIDING SYSTEM VALUE VALUES ('19', 'audit', '1767268914000000000', 'Site/acme/busy', 'u-busy', 'anna', 'request-14', '{"value":14}', '[]', '-362280870');
INSERT INTO entry (number, stream, at, subject, uid, actor, cause, body, others, crc) OVERRIDING SYSTEM VALUE VALUES ('2', 'ledger', '1767268801000000000', '', '', 'anna', 'request-2', '{"value":2}', '[]', '-1066591814');
INSERT INTO entry (number, stream, at, subject, uid, actor, cause, body, others, crc) OVERRIDING SYSTEM VALUE VALUES ('20', 'audit', '1767268915000000000', 'Site/acme/busy', 'u-busy', 'anna', 'request-15', '{"value":15}', '[]', '-1610589406');
INSERT INTO entry (number, stream, at, subject, uid, actor, cause, body, others, crc) OVERRIDING SYSTEM VALUE VALUES ('21', 'audit', '1767268916000000000', 'Site/acme/busy', 'u-busy', 'anna', 'request-16', '{"value":16}', '[]', '1760490870');
INSERT INTO entry (number, stream, at, subject, uid, actor, cause, body, others, crc) OVERRIDING SYSTEM VALUE VALUES ('22', 'audit', '1767268917000000000', 'Site/acme/busy', 'u-busy', 'anna', 'request-17', '{"value":17}', '[]', '1111146049');
INSERT INTO entry (number, stream, at, subject, uid, actor, cause, body, others, crc) OVERRIDING SYSTEM VALUE VALUES ('23', 'audit', '1767268918000000000', 'Site/acme/busy', 'u-busy', 'anna', 'request-18', '{"value":18}', '[]', '-1885988781');
INSERT INTO entry (number, stream, at, subject, uid, actor, cause, body, others, crc) OVERRIDING SYSTEM VALUE VALUES ('24', 'audit', '1767268919000000000', 'Site/acme/busy', 'u-busy', 'anna', 'request-19', '{"value":19}', '[]', '-2091992768');
INSERT INTO entry (number, stream, at, subject, uid, actor, cause, body, others, crc) OVERRIDING SYSTEM VALUE VALUES ('25', 'audit', '1767268920000000000', 'Site/acme/busy', 'u-busy', 'anna', 'request-20', '{"value":20}', '[]', '568219049');
INSERT INTO entry (number, stream, at, subject, uid, actor, cause, body, others, crc) OVERRIDING SYSTEM VALUE VALUES ('26', 'audit', '1767268921000000000', 'Site/acme/busy', 'u-busy', 'anna', 'request-21', '{"value":21}', '[]', '492452834');
INSERT INTO entry (number, stream, at, subject, uid, actor, cause, body, others, crc) OVERRIDING SYSTEM VALUE VALUES ('27', 'audit', '1767268922000000000', 'Site/acme/busy', 'u-busy', 'anna', 'request-22', '{"value":22}', '[]', '-840249161');
INSERT INTO entry (number, stream, at, subject, uid, actor, cause, body, others, crc) OVERRIDING SYSTEM VALUE VALUES ('28', 'audit', '1767268923000000000', 'Site/acme/busy', 'u-busy', 'anna', 'request-23', '{"value":23}', '[]', '-1507819816');
INSERT INTO entry (number, stream, at, subject, uid, actor, cause, body, others, crc) OVERRIDING SYSTEM VALUE VALUES ('29', 'audit', '1767268924000000000', 'Site/acme/busy', 'u-busy', 'anna', 'request-24', '{"value":24}', '[]', '1160755328');
INSERT INTO entry (number, stream, at, subject, uid, actor, cause, body, others, crc) OVERRIDING SYSTEM VALUE VALUES ('3', 'event', '1767268802000000000', 'Site/acme/changes', 'u-changes', 'anna', 'request-3', '{"value":3}', '[]', '-1866174433');
INSERT INTO entry (number, stream, at, subject, uid, actor, cause, body, others, crc) OVERRIDING SYSTEM VALUE VALUES ('30', 'audit', '1767268925000000000', 'Site/acme/busy', 'u-busy', 'anna', 'request-25', '{"value":25}', '[]', '2067438780');
INSERT INTO entry (number, stream, at, subject, uid, actor, cause, body, others, crc) OVERRIDING SYSTEM VALUE VALUES ('31', 'audit', '1767268926000000000', 'Site/acme/busy', 'u-busy', 'anna', 'request-26', '{"value":26}', '[]', '2059237917');
INSERT INTO entry (number, stream, at, subject, uid, actor, cause, body, others, crc) OVERRIDING SYSTEM VALUE VALUES ('32', 'audit', '1767268927000000000', 'Site/acme/busy', 'u-busy', 'anna', 'request-27', '{"value":27}', '[]', '-2105526902');
INSERT INTO entry (number, stream, at, subject, uid, actor, cause, body, others, crc) OVERRIDING SYSTEM VALUE VALUES ('33', 'audit', '1767268928000000000', 'Site/acme/busy', 'u-busy', 'anna', 'request-28', '{"value":28}', '[]', '609184580');
INSERT INTO entry (number, stream, at, subject, uid, actor, cause, body, others, crc) OVERRIDING SYSTEM VALUE VALUES ('34', 'audit', '1767268929000000000', 'Site/acme/busy', 'u-busy', 'anna', 'request-29', '{"value":29}', '[]', '-1160238795');
INSERT INTO entry (number, stream, at, subject, uid, actor, cause, body, others, crc) OVERRIDING SYSTEM VALUE VALUES ('4', 'audit', '1767268850000000000', 'Site/acme/old', 'u-old', 'anna', 'request-9', '{"value":9}', '["sSite/acme/quote","uu-quote"]', '1846665202');
INSERT INTO entry (number, stream, at, subject, uid, actor, cause, body, others, crc) OVERRIDING SYSTEM VALUE VALUES ('5', 'audit', '1767268900000000000', 'Site/acme/busy', 'u-busy', 'anna', 'request-0', '{"value":0}', '[]', '428971830');
INSERT INTO entry (number, stream, at, subject, uid, actor, cause, body, others, crc) OVERRIDING SYSTEM VALUE VALUES ('6', 'audit', '1767268901000000000', 'Site/acme/busy', 'u-busy', 'anna', 'request-1', '{"value":1}', '[]', '-162122090');
INSERT INTO entry (number, stream, at, subject, uid, actor, cause, body, others, crc) OVERRIDING SYSTEM VALUE VALUES ('7', 'audit', '1767268902000000000', 'Site/acme/busy', 'u-busy', 'anna', 'request-2', '{"value":2}', '[]', '1165059755');
INSERT INTO entry (number, stream, at, subject, uid, actor, cause, body, others, crc) OVERRIDING SYSTEM VALUE VALUES ('8', 'audit', '1767268903000000000', 'Site/acme/busy', 'u-busy', 'anna', 'request-3', '{"value":3}', '[]', '-645241125');
INSERT INTO entry (number, stream, at, subject, uid, actor, cause, body, others, crc) OVERRIDING SYSTEM VALUE VALUES ('9', 'audit', '1767268904000000000', 'Site/acme/busy', 'u-busy', 'anna', 'request-4', '{"value":4}', '[]', '333931670');
INSERT INTO entry_run (run) VALUES ('1');
INSERT INTO entry_words (run, first, words) VALUES ('1', '489101391273394176', E'\\x06c9a31fbe0000003ad44ee061000000');
INSERT INTO sealed (kind, tenant, name, value, crc) VALUES ('Secret', 'acme', 'key', E'\\x0001ff27', '1309240811');
INSERT INTO sealed (kind, tenant, name, value, crc) VALUES ('Site', 'acme', 'sealed', E'\\x2a', '805845362');
INSERT INTO blob (hex, size, at) VALUES ('5570a3cf02207f1d352d2cfea385be4bc0b2b9414f606baa6f55db60b232f221', '6', '1795775882088');
INSERT INTO blob_chunk (hex, number, bytes) VALUES ('5570a3cf02207f1d352d2cfea385be4bc0b2b9414f606baa6f55db60b232f221', '0', E'\\x6120626c6f62');
INSERT INTO lease (partition, node, epoch) VALUES ('0', NULL, '1');
INSERT INTO lease (partition, node, epoch) VALUES ('1', NULL, '1');
INSERT INTO lease (partition, node, epoch) VALUES ('10', NULL, '1');
INSERT INTO lease (partition, node, epoch) VALUES ('11', NULL, '1');
INSERT INTO lease (partition, node, epoch) VALUES ('12', NULL, '1');
INSERT INTO lease (partition, node, epoch) VALUES ('13', NULL, '1');
INSERT INTO lease (partition, node, epoch) VALUES ('14', NULL, '1');
INSERT INTO lease (partition, node, epoch) VALUES ('15', NULL, '1');
INSERT INTO lease (partition, node, epoch) VALUES ('16', NULL, '1');
INSERT INTO lease (partition, node, epoch) VALUES ('17', NULL, '1');
INSERT INTO lease (partition, node, epoch) VALUES ('18', NULL, '1');
INSERT INTO lease (partition, node, epoch) VALUES ('19', NULL, '1');
INSERT INTO lease (partition, node, epoch) VALUES ('2', NULL, '1');
INSERT INTO lease (partition, node, epoch) VALUES ('20', NULL, '1');
INSERT INTO lease (partition, node, epoch) VALUES ('21', NULL, '1');
INSERT INTO lease (partition, node, epoch) VALUES ('22', NULL, '1');
INSERT INTO lease (partition, node, epoch) VALUES ('23', NULL, '1');
INSERT INTO lease (partition, node, epoch) VALUES ('24', NULL, '1');
INSERT INTO lease (partition, node, epoch) VALUES ('25', NULL, '1');
INSERT INTO lease (partition, node, epoch) VALUES ('26', NULL, '1');
INSERT INTO lease (partition, node, epoch) VALUES ('27', NULL, '1');
INSERT INTO lease (partition, node, epoch) VALUES ('28', NULL, '1');
INSERT INTO lease (partition, node, epoch) VALUES ('29', NULL, '1');
INSERT INTO lease (partition, node, epoch) VALUES ('3', NULL, '1');
INSERT INTO lease (partition, node, epoch) VALUES ('30', NULL, '1');
INSERT INTO lease (partition, node, epoch) VALUES ('31', NULL, '1');
INSERT INTO lease (partition, node, epoch) VALUES ('32', NULL, '2');
INSERT INTO lease (partition, node, epoch) VALUES ('33', NULL, '2');
INSERT INTO lease (partition, node, epoch) VALUES ('34', NULL, '2');
INSERT INTO lease (partition, node, epoch) VALUES ('35', NULL, '2');
INSERT INTO lease (partition, node, epoch) VALUES ('36', NULL, '2');
INSERT INTO lease (partition, node, epoch) VALUES ('37', NULL, '2');
INSERT INTO lease (partition, node, epoch) VALUES ('38', NULL, '2');
INSERT INTO lease (partition, node, epoch) VALUES ('39', NULL, '2');
INSERT INTO lease (partition, node, epoch) VALUES ('4', NULL, '1');
INSERT INTO lease (partition, node, epoch) VALUES ('40', NULL, '2');
INSERT INTO lease (partition, node, epoch) VALUES ('41', NULL, '2');
INSERT INTO lease (partition, node, epoch) VALUES ('42', NULL, '2');
INSERT INTO lease (partition, node, epoch) VALUES ('43', NULL, '2');
INSERT INTO lease (partition, node, epoch) VALUES ('44', NULL, '2');
INSERT INTO lease (partition, node, epoch) VALUES ('45', NULL, '2');
INSERT INTO lease (partition, node, epoch) VALUES ('46', NULL, '2');
INSERT INTO lease (partition, node, epoch) VALUES ('47', NULL, '2');
INSERT INTO lease (partition, node, epoch) VALUES ('48', NULL, '2');
INSERT INTO lease (partition, node, epoch) VALUES ('49', NULL, '2');
INSERT INTO lease (partition, node, epoch) VALUES ('5', NULL, '1');
INSERT INTO lease (partition, node, epoch) VALUES ('50', NULL, '2');
INSERT INTO lease (partition, node, epoch) VALUES ('51', NULL, '2');
INSERT INTO lease (partition, node, epoch) VALUES ('52', NULL, '2');
INSERT INTO lease (partition, node, epoch) VALUES ('53', NULL, '2');
INSERT INTO lease (partition, node, epoch) VALUES ('54', NULL, '2');
INSERT INTO lease (partition, node, epoch) VALUES ('55', NULL, '2');
INSERT INTO lease (partition, node, epoch) VALUES ('56', NULL, '2');
INSERT INTO lease (partition, node, epoch) VALUES ('57', NULL, '2');
INSERT INTO lease (partition, node, epoch) VALUES ('58', NULL, '2');
INSERT INTO lease (partition, node, epoch) VALUES ('59', NULL, '2');
INSERT INTO lease (partition, node, epoch) VALUES ('6', NULL, '1');
INSERT INTO lease (partition, node, epoch) VALUES ('60', NULL, '2');
INSERT INTO lease (partition, node, epoch) VALUES ('61', NULL, '2');
INSERT INTO lease (partition, node, epoch) VALUES ('62', NULL, '2');
INSERT INTO lease (partition, node, epoch) VALUES ('63', NULL, '2');
INSERT INTO lease (partition, node, epoch) VALUES ('7', NULL, '1');
INSERT INTO lease (partition, node, epoch) VALUES ('8', NULL, '1');
INSERT INTO lease (partition, node, epoch) VALUES ('9', NULL, '1');
INSERT INTO catalogue (id, kind, tenant, name, revision, json, words, crc) OVERRIDING SYSTEM VALUE VALUES ('1', 'Book', 'acme', 'sea', '50', '{"created":"2026-01-01T12:00:00Z","generation":1,"kind":"Book","labels":{"shelf":"d"},"name":"sea","revision":50,"spec":{"about":"Sea and Sky, second edition"},"tenant":"acme","uid":"u-sea"}', '''and'' ''d'' ''edition'' ''sea'' ''second'' ''shelf'' ''sky''', '1274680369');
INSERT INTO catalogue (id, kind, tenant, name, revision, json, words, crc) OVERRIDING SYSTEM VALUE VALUES ('2', 'Book', 'acme', 'sun', '43', '{"created":"2026-01-01T12:00:00Z","generation":1,"kind":"Book","labels":{"old":"yes","shelf":"b"},"name":"sun","revision":43,"spec":{"about":"Sonne über dem Meer"},"tenant":"acme","uid":"u-sun"}', '''b'' ''dem'' ''meer'' ''old'' ''shelf'' ''sonne'' ''sun'' ''uber'' ''yes''', '1581500558');
INSERT INTO catalogue (id, kind, tenant, name, revision, json, words, crc) OVERRIDING SYSTEM VALUE VALUES ('4', 'Book', 'acme', 'b0', '45', '{"created":"2026-01-01T12:00:00Z","generation":1,"kind":"Book","labels":{"shelf":"c"},"name":"b0","revision":45,"spec":{"about":"volume 0"},"tenant":"acme","uid":"u-b0"}', '''0'' ''b0'' ''c'' ''shelf'' ''volume''', '1025997971');
INSERT INTO catalogue (id, kind, tenant, name, revision, json, words, crc) OVERRIDING SYSTEM VALUE VALUES ('5', 'Book', 'acme', 'b1', '46', '{"created":"2026-01-01T12:00:00Z","generation":1,"kind":"Book","labels":{"shelf":"c"},"name":"b1","revision":46,"spec":{"about":"volume 1"},"tenant":"acme","uid":"u-b1"}', '''1'' ''b1'' ''c'' ''shelf'' ''volume''', '-136855157');
INSERT INTO catalogue (id, kind, tenant, name, revision, json, words, crc) OVERRIDING SYSTEM VALUE VALUES ('6', 'Book', 'acme', 'b2', '47', '{"created":"2026-01-01T12:00:00Z","generation":1,"kind":"Book","labels":{"shelf":"c"},"name":"b2","revision":47,"spec":{"about":"volume 2"},"tenant":"acme","uid":"u-b2"}', '''2'' ''b2'' ''c'' ''shelf'' ''volume''', '-331937423');
INSERT INTO catalogue (id, kind, tenant, name, revision, json, words, crc) OVERRIDING SYSTEM VALUE VALUES ('7', 'Book', 'acme', 'b3', '48', '{"created":"2026-01-01T12:00:00Z","generation":1,"kind":"Book","labels":{"shelf":"c"},"name":"b3","revision":48,"spec":{"about":"volume 3"},"tenant":"acme","uid":"u-b3"}', '''3'' ''b3'' ''c'' ''shelf'' ''volume''', '-1370100446');
INSERT INTO catalogue (id, kind, tenant, name, revision, json, words, crc) OVERRIDING SYSTEM VALUE VALUES ('8', 'Book', 'acme', 'b4', '49', '{"created":"2026-01-01T12:00:00Z","generation":1,"kind":"Book","labels":{"shelf":"c"},"name":"b4","revision":49,"spec":{"about":"volume 4"},"tenant":"acme","uid":"u-b4"}', '''4'' ''b4'' ''c'' ''shelf'' ''volume''', '1399112142');
INSERT INTO catalogue_label (kind, key, value, tenant, name) VALUES ('Book', 'old', 'yes', 'acme', 'sun');
INSERT INTO catalogue_label (kind, key, value, tenant, name) VALUES ('Book', 'shelf', 'b', 'acme', 'sun');
INSERT INTO catalogue_label (kind, key, value, tenant, name) VALUES ('Book', 'shelf', 'c', 'acme', 'b0');
INSERT INTO catalogue_label (kind, key, value, tenant, name) VALUES ('Book', 'shelf', 'c', 'acme', 'b1');
INSERT INTO catalogue_label (kind, key, value, tenant, name) VALUES ('Book', 'shelf', 'c', 'acme', 'b2');
INSERT INTO catalogue_label (kind, key, value, tenant, name) VALUES ('Book', 'shelf', 'c', 'acme', 'b3');
INSERT INTO catalogue_label (kind, key, value, tenant, name) VALUES ('Book', 'shelf', 'c', 'acme', 'b4');
INSERT INTO catalogue_label (kind, key, value, tenant, name) VALUES ('Book', 'shelf', 'd', 'acme', 'sea');
SELECT setval(pg_get_serial_sequence('entry', 'number'), (SELECT max(number) FROM entry));
SELECT setval(pg_get_serial_sequence('catalogue', 'id'), (SELECT max(id) FROM catalogue));
