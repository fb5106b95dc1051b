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

  private final StringBuilder text;

  private ResourceText(int size) {
    text = new StringBuilder(size);
  }

  static String of(Resource r) {
    ResourceText written = new ResourceText(600 + r.spec().size() + r.status().size());
    written.resource(r);
    return written.text.toString();
  }

  /** Keys in order; what is empty is left out. */
  private void resource(Resource r) {
    text.append('{');
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
      key("observed").append('{');
      r.observed().forEach(this::observation);
      text.append('}');
    }
    if (r.owner().isPresent()) {
      key("owner").append('{');
      ref("ref", r.owner().get().ref());
      string("uid", r.owner().get().uid());
      text.append('}');
    }
    number("revision", r.revision());
    doc("spec", r.spec());
    doc("status", r.status());
    string("tenant", r.ref().tenant());
    string("uid", r.uid());
    text.append('}');
  }

  private void conditions(List<Condition> conditions) {
    key("conditions").append('[');
    for (Condition condition : conditions) {
      comma();
      text.append('{');
      string("message", condition.message());
      string("reason", condition.reason());
      time("since", Optional.ofNullable(condition.since()));
      string("state", condition.state().name());
      string("type", condition.type());
      text.append('}');
    }
    text.append(']');
  }

  private void labels(Map<String, String> labels) {
    if (!labels.isEmpty()) {
      key("labels").append('{');
      labels.forEach(this::quoted);
      text.append('}');
    }
  }

  private void observation(String controller, Observation o) {
    comma();
    Json.quote(text, controller);
    text.append(":{");
    time("again", o.again());
    number("attempts", o.attempts());
    string("digest", o.digest());
    if (o.endpoint().isPresent()) {
      ref("endpoint", o.endpoint().get());
    }
    string("facet", o.facet());
    if (o.failure().isPresent()) {
      Observation.Failure failure = o.failure().get();
      key("failure").append('{');
      string("message", failure.message());
      string("reason", failure.reason());
      key("retryable").append(failure.retryable());
      text.append('}');
    }
    string("outcome", o.outcome().name());
    key("present").append(o.present());
    time("since", o.since());
    doc("state", o.state());
    string("verb", o.verb());
    text.append('}');
  }

  /** An empty document is left out, as it is read again as one. */
  private void doc(String key, Doc doc) {
    if (!doc.isEmpty()) {
      key(key).append(doc);
    }
  }

  private void names(String key, SortedSet<String> names) {
    if (!names.isEmpty()) {
      key(key).append('[');
      for (String name : names) {
        comma();
        Json.quote(text, name);
      }
      text.append(']');
    }
  }

  private void time(String key, Optional<Instant> time) {
    if (time.isPresent()) {
      key(key).append('"').append(time.get()).append('"');
    }
  }

  private void number(String key, long number) {
    key(key).append(number);
  }

  /** A reference has nothing that must be escaped. */
  private void ref(String key, Ref ref) {
    key(key).append('"').append(ref.kind()).append('/').append(ref.tenant()).append('/');
    text.append(ref.name()).append('"');
  }

  private void string(String key, String value) {
    if (value != null) {
      key(key);
      Json.quote(text, value);
    }
  }

  private void quoted(String key, String value) {
    comma();
    Json.quote(text, key);
    text.append(':');
    Json.quote(text, value);
  }

  private StringBuilder key(String key) {
    comma();
    return text.append('"').append(key).append("\":");
  }

  private void comma() {
    char last = text.charAt(text.length() - 1);
    if (last != '{' && last != '[') {
      text.append(',');
    }
  }
}
