package org.hansa.core.driver.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.hansa.core.driver.DriverException;
import org.hansa.core.driver.DriverException.Reason;

/** What the server answered, whole. Unchangeable. */
public final class Answer {

  private final Raw raw;
  private final Asked asked;
  private volatile Optional<JsonNode> tree = Optional.empty();

  Answer(Raw raw, Asked asked) {
    this.raw = raw;
    this.asked = asked;
  }

  public int status() {
    return raw.status();
  }

  /** The first of this name, whatever its case. */
  public Optional<String> header(String name) {
    return raw.headers().firstValue(name);
  }

  public Map<String, List<String>> headers() {
    return raw.headers().map();
  }

  /** For {@link Request#ifMatch}. */
  public Optional<String> etag() {
    return header("ETag");
  }

  public byte[] bytes() {
    return raw.body().clone();
  }

  public InputStream stream() {
    return new ByteArrayInputStream(raw.body());
  }

  /**
   * The body as a record of the driver's own. Fields that it does not know are left; a component
   * that is no Optional must be there, and not null. Numbers are exact: {@code BigDecimal} keeps
   * each digit, a text is no number, a fraction no whole number.
   *
   * @throws DriverException INTERNAL with the JSON pointer of what does not fit
   */
  public <T extends Record> T json(Class<T> type) {
    return fit(tree(), "", type);
  }

  /**
   * The same of a part of the body.
   *
   * @param pointer by RFC 6901, such as {@code /server}
   * @throws DriverException INTERNAL if it is not there or does not fit
   */
  public <T extends Record> T json(String pointer, Class<T> type) {
    return fit(at(pointer), pointer, type);
  }

  /**
   * A list in the body.
   *
   * @param pointer of the list; empty if the body is the list
   * @param type records, or for instance {@code String}
   * @throws DriverException INTERNAL if it is not there, no list, or one of it does not fit
   */
  public <T> List<T> list(String pointer, Class<T> type) {
    List<T> all = new ArrayList<>();
    for (JsonNode one : array(pointer)) {
      all.add(fit(one, pointer + "/" + all.size(), type));
    }
    return List.copyOf(all);
  }

  JsonNode array(String pointer) {
    JsonNode list = at(pointer);
    if (!list.isArray()) {
      throw asked.failure(Reason.INTERNAL, "the answer has no list at '" + pointer + "'");
    }
    return list;
  }

  /** Missing if it is not there. */
  JsonNode find(String pointer) {
    try {
      return tree().at(pointer);
    } catch (IllegalArgumentException e) {
      throw asked.failure(Reason.INTERNAL, "'" + pointer + "' is no JSON pointer");
    }
  }

  private JsonNode at(String pointer) {
    JsonNode node = find(pointer);
    if (node.isMissingNode()) {
      throw asked.failure(Reason.INTERNAL, "the answer has nothing at '" + pointer + "'");
    }
    return node;
  }

  private JsonNode tree() {
    if (tree.isEmpty()) {
      tree = Optional.of(parsed());
    }
    return tree.get();
  }

  private JsonNode parsed() {
    String type = raw.type().toLowerCase(Locale.ROOT);
    // Many say of JSON that it is text, or nothing.
    if (!type.isEmpty()
        && !type.contains("json")
        && !type.startsWith("text/plain")
        && !type.startsWith("application/octet-stream")) {
      throw asked.noJson(raw);
    }
    try {
      return asked.json().tree(raw);
    } catch (Json.Misfit e) {
      throw asked.misfit(e, raw);
    }
  }

  private <T> T fit(JsonNode node, String at, Class<T> type) {
    try {
      return asked.json().fit(node, at, type);
    } catch (Json.Misfit e) {
      throw asked.misfit(e, raw);
    }
  }

  Raw raw() {
    return raw;
  }

  Asked asked() {
    return asked;
  }

  @Override
  public String toString() {
    return "Answer[" + asked.what() + ", " + raw.status() + "]";
  }
}
