package org.hansa.core.store;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hansa.core.api.Doc;
import org.hansa.core.api.Draft;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.hansa.core.api.store.Entry;
import org.hansa.core.api.store.Transaction;

/** Small values for the tests. */
final class Samples {

  static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  /** Small enough that tests reach them. */
  static final Limits SMALL = new Limits(20, 64, Duration.ofMillis(200), 1000, 100_000);

  private Samples() {}

  static Ref ref(String name) {
    return new Ref("Site", "acme", name);
  }

  static Doc doc(long value) {
    return Doc.of(JsonNodeFactory.instance.objectNode().put("value", value));
  }

  static Resource resource(Ref ref, long value) {
    return Resource.fresh(Draft.of(ref, doc(value)), "uid-" + ref, NOON, Optional.empty());
  }

  static long value(Resource resource) {
    return resource.spec().at("/value").orElseThrow().longValue();
  }

  static Transaction put(Resource... puts) {
    return new Transaction(List.of(puts), List.of(), List.of(), Map.of());
  }

  static Transaction put(String name, long value) {
    return put(resource(ref(name), value));
  }

  static Transaction remove(String name) {
    return new Transaction(List.of(), List.of(ref(name)), List.of(), Map.of());
  }

  static Transaction say(Entry... entries) {
    return new Transaction(List.of(), List.of(), List.of(entries), Map.of());
  }

  static Entry entry(String stream, Ref subject, Instant at, long value) {
    return new Entry(
        stream, at, Optional.of(subject), "uid-" + subject, "anna", "request-1", doc(value));
  }
}
