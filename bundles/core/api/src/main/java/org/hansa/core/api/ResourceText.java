package org.hansa.core.api;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;

/**
 * The canonical text of a resource, put together from that of its documents: it is written at every
 * commit, so no tree is made of it. What it says is what {@link ResourceJson#write} says.
 */
final class ResourceText {

  /** Bytes of what is around the documents, mostly. */
  private static final int ABOUT = 400;

  private final Utf8 text;

  private ResourceText(int size) {
    text = new Utf8(size);
  }

  static String of(Resource r) {
    return written(r).toString();
  }

  static byte[] utf8(Resource r) {
    return written(r).toBytes();
  }

  private static Utf8 written(Resource r) {
    ResourceText written = new ResourceText(ABOUT + r.spec().size() + r.status().size());
    written.resource(r);
    return written.text;
  }

  /** Keys in order; what is empty is left out. */
  private void resource(Resource r) {
    text.add('{');
    if (!r.conditions().isEmpty()) {
      conditions(r.conditions());
    }
    time("created", Optional.of(r.created()));
    time("deleting", r.deleting());
    names("finalizers", r.finalizers());
    number("generation", r.generation());
    names("holds", r.holds());
    string("kind", r.ref().kind());
    labels(r.labels());
    string("name", r.ref().name());
    if (!r.observed().isEmpty()) {
      key("observed").add('{');
      r.observed().forEach(this::observation);
      text.add('}');
    }
    if (r.owner().isPresent()) {
      key("owner").add('{');
      ref("ref", r.owner().get().ref());
      string("uid", r.owner().get().uid());
      text.add('}');
    }
    number("revision", r.revision());
    doc("spec", r.spec());
    doc("status", r.status());
    string("tenant", r.ref().tenant());
    string("uid", r.uid());
    text.add('}');
  }

  private void conditions(List<Condition> conditions) {
    key("conditions").add('[');
    for (Condition condition : conditions) {
      comma();
      text.add('{');
      string("message", condition.message());
      string("reason", condition.reason());
      time("since", Optional.ofNullable(condition.since()));
      string("state", condition.state().name());
      string("type", condition.type());
      text.add('}');
    }
    text.add(']');
  }

  private void labels(Map<String, String> labels) {
    if (!labels.isEmpty()) {
      key("labels").add('{');
      labels.forEach(this::quoted);
      text.add('}');
    }
  }

  private void observation(String controller, Observation o) {
    comma();
    text.quoted(controller);
    text.add(":{");
    time("again", o.again());
    number("attempts", o.attempts());
    string("digest", o.digest());
    if (o.endpoint().isPresent()) {
      ref("endpoint", o.endpoint().get());
    }
    string("facet", o.facet());
    if (o.failure().isPresent()) {
      Observation.Failure failure = o.failure().get();
      key("failure").add('{');
      string("message", failure.message());
      string("reason", failure.reason());
      key("retryable").add(Boolean.toString(failure.retryable()));
      text.add('}');
    }
    string("outcome", o.outcome().name());
    if (o.percent().isPresent()) {
      number("percent", o.percent().get());
    }
    key("present").add(Boolean.toString(o.present()));
    time("since", o.since());
    doc("state", o.state());
    string("verb", o.verb());
    text.add('}');
  }

  /** An empty document is left out, as it is read again as one. */
  private void doc(String key, Doc doc) {
    if (!doc.isEmpty()) {
      key(key);
      doc.appendTo(text);
    }
  }

  private void names(String key, SortedSet<String> names) {
    if (!names.isEmpty()) {
      key(key).add('[');
      for (String name : names) {
        comma();
        text.quoted(name);
      }
      text.add(']');
    }
  }

  private void time(String key, Optional<Instant> time) {
    if (time.isPresent()) {
      key(key).add('"').add(time.get().toString()).add('"');
    }
  }

  private void number(String key, long number) {
    key(key).add(Long.toString(number));
  }

  /** A reference has nothing that must be escaped. */
  private void ref(String key, Ref ref) {
    key(key).add('"').add(ref.kind()).add('/').add(ref.tenant()).add('/');
    text.add(ref.name()).add('"');
  }

  private void string(String key, String value) {
    if (value != null) {
      key(key);
      text.quoted(value);
    }
  }

  private void quoted(String key, String value) {
    comma();
    text.quoted(key);
    text.add(':');
    text.quoted(value);
  }

  private Utf8 key(String key) {
    comma();
    return text.add('"').add(key).add("\":");
  }

  private void comma() {
    char last = text.last();
    if (last != '{' && last != '[') {
      text.add(',');
    }
  }
}
