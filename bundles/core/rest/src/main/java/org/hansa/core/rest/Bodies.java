package org.hansa.core.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import javax.servlet.http.HttpServletRequest;
import javax.ws.rs.core.MediaType;
import org.hansa.core.api.Doc;
import org.hansa.core.api.Draft;
import org.hansa.core.api.Json;
import org.hansa.core.api.Nearest;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Ref;
import org.hansa.core.api.ResourceJson;
import org.hansa.core.api.control.Change;

/** Bodies of requests: typed, bounded before they are read, JSON objects in UTF-8. */
final class Bodies {

  static final String MERGE_PATCH = "application/merge-patch+json";
  static final String JSON_PATCH = "application/json-patch+json";
  private static final Pattern TYPE =
      Pattern.compile(
          "application/((merge|json)-patch\\+)?json *(;.{0,100})?", Pattern.CASE_INSENSITIVE);
  private static final int MAX_CHANGES = 1000;
  private static final int MAX_REASON = 200;

  /** Bytes that are set aside for a body before it has come. */
  private static final int SHORT = 64 << 10;

  private Bodies() {}

  static ObjectNode object(HttpServletRequest request, InputStream body) throws IOException {
    return object(tree(request, body));
  }

  private static ObjectNode object(JsonNode tree) {
    if (tree instanceof ObjectNode object) {
      return object;
    }
    throw Problem.invalid("body", Json.text(tree), "a JSON object", "Write it as {...}.");
  }

  /** What a patch makes of a document: operations (RFC 6902), or a document laid over it. */
  static UnaryOperator<ObjectNode> patch(HttpServletRequest request, InputStream body)
      throws IOException {
    JsonNode tree = tree(request, body);
    if (request.getContentType().toLowerCase(Locale.ROOT).startsWith(JSON_PATCH)) {
      JsonPatch patch = JsonPatch.read(tree);
      return document -> object(patch.of(document));
    }
    ObjectNode over = object(tree);
    return document -> Doc.of(document).patch(over).tree();
  }

  private static JsonNode tree(HttpServletRequest request, InputStream body) throws IOException {
    String type = request.getContentType();
    if (type == null) {
      throw Trouble.wrongType("a body without a Content-Type");
    }
    if (!type.equals(MediaType.APPLICATION_JSON)) {
      typed(type);
    }
    long length = request.getContentLengthLong();
    if (length > Json.MAX_BYTES) {
      throw tooLong();
    }
    byte[] whole = length < 0 ? body.readNBytes(Json.MAX_BYTES + 1) : read(body, (int) length);
    if (!isUtf8(whole)) {
      throw new Problem(
          Problem.Reason.MALFORMED, "not valid JSON: it is not UTF-8", "Encode it in UTF-8.");
    }
    return Json.read(whole);
  }

  /** The reader guesses other encodings, and takes characters that are written longer than must. */
  private static boolean isUtf8(byte[] body) {
    int at = 0;
    while (at < body.length && body[at] > 0) {
      at++;
    }
    if (at == body.length) {
      return true;
    }
    if (body[at] == 0) {
      return false;
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(body))
          .chars()
          .noneMatch(c -> c == 0);
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  static Problem tooLong() {
    return new Problem(
        Problem.Reason.TOO_LARGE,
        "the body is longer than " + Json.MAX_BYTES + " bytes",
        "Split it, or upload large content as a blob.");
  }

  /** What is long takes memory only as it comes. */
  private static byte[] read(InputStream body, int length) throws IOException {
    if (length > SHORT) {
      return body.readNBytes(length);
    }
    byte[] whole = new byte[length];
    int came = body.readNBytes(whole, 0, length);
    return came == length ? whole : Arrays.copyOf(whole, came);
  }

  private static void typed(String type) {
    if (!TYPE.matcher(type).matches()) {
      // CXF lets some pass that are none, for instance 'json'.
      throw Trouble.wrongType("a body of this Content-Type");
    }
    encoding(type);
  }

  static void encoding(String type) {
    String charset = MediaType.valueOf(type).getParameters().getOrDefault("charset", "utf-8");
    if (!charset.toLowerCase(Locale.ROOT).equals("utf-8")) {
      throw Trouble.wrongType("a body in another encoding than UTF-8");
    }
  }

  /** A document whose kind, tenant and name may be left to the path, and may not differ from it. */
  static Draft draft(ObjectNode document, Ref ref) {
    same(document, "kind", ref.kind());
    same(document, "tenant", ref.tenant());
    same(document, "name", ref.name());
    return ResourceJson.draft(document, ref.tenant());
  }

  static void same(ObjectNode document, String field, String wanted) {
    JsonNode given = document.get(field);
    if (given == null || given.isNull()) {
      document.put(field, wanted);
    } else if (!given.isTextual() || !given.textValue().equals(wanted)) {
      throw Problem.invalid(
          "/" + field,
          given.isTextual() ? given.textValue() : Json.text(given),
          "'" + wanted + "', as the path says",
          "Correct one of them, or leave the field out.");
    }
  }

  /**
   * {@code {"all": true}}, and nothing beside it.
   *
   * @throws Problem INVALID if it says something else of all
   */
  static boolean isAll(ObjectNode body) {
    JsonNode all = body.get("all");
    if (all != null && (body.size() > 1 || !all.isBoolean() || !all.booleanValue())) {
      throw Problem.invalid(
          "/all",
          Json.text(all),
          "true, and no other field beside it",
          "Leave it out to plan changes.");
    }
    return all != null;
  }

  /** {@code {"put": [documents], "delete": ["Kind/tenant/name"]}}. */
  static List<Change> changes(ObjectNode body, String tenant) {
    Nearest.check("/", body, List.of("put", "delete"));
    List<Change> changes = new ArrayList<>();
    for (JsonNode document : list(body, "put")) {
      changes.add(Change.Put.of(ResourceJson.draft(document, tenant)));
    }
    for (JsonNode ref : list(body, "delete")) {
      if (!ref.isTextual()) {
        throw Problem.invalid(
            "/delete", Json.text(ref), "a list of references", "Write Kind/tenant/name.");
      }
      changes.add(Change.Delete.of(Ref.parse(ref.textValue())));
    }
    if (changes.isEmpty() || changes.size() > MAX_CHANGES) {
      throw Problem.invalid(
          "body",
          changes.size() + " changes",
          "1 to " + MAX_CHANGES,
          "Write documents under put, references under delete.");
    }
    return changes;
  }

  private static JsonNode list(ObjectNode body, String field) {
    JsonNode list = body.path(field);
    if (!list.isMissingNode() && !list.isArray()) {
      throw Problem.invalid("/" + field, Json.text(list), "a list", "Write it as [...].");
    }
    return list;
  }

  /** A body of texts; its values are secret and so appear in no message. */
  static Map<String, String> values(ObjectNode body) {
    Map<String, String> values = new TreeMap<>();
    Iterator<Map.Entry<String, JsonNode>> fields = body.properties().iterator();
    while (fields.hasNext()) {
      Map.Entry<String, JsonNode> field = fields.next();
      if (!field.getValue().isTextual()) {
        throw new Problem(
            Problem.Reason.INVALID,
            "the value of '" + field.getKey() + "' is not a text",
            "Send an object of texts; encode binary values in base64.");
      }
      values.put(field.getKey(), field.getValue().textValue());
    }
    return values;
  }

  static String reason(ObjectNode body) {
    Nearest.check("/", body, Set.of("reason"));
    String reason = body.path("reason").isTextual() ? body.get("reason").textValue().strip() : "";
    if (reason.isEmpty()
        || reason.getBytes(StandardCharsets.UTF_8).length > MAX_REASON
        || reason.chars().anyMatch(Character::isISOControl)) {
      throw Problem.invalid(
          "/reason", reason, "a line of 1 to " + MAX_REASON + " bytes", "Say why, in one line.");
    }
    return reason;
  }
}
