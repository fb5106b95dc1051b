package org.hansa.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.hansa.core.api.Json;
import org.hansa.core.api.Kind;
import org.hansa.core.api.Nearest;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.hansa.core.api.ResourceJson;
import org.hansa.core.api.gate.Gate;

/** An installation as its account sees it: kinds, references, resources. For one command. */
final class Remote {

  /** The most resources that one list shows. */
  static final int MOST = 10_000;

  private static final int PAGE = 500;
  private static final int AT_ONCE = 8;
  private static final Duration BOUND = Duration.ofSeconds(60);
  private static final Pattern REF = Pattern.compile("[^/]+/[^/]+/[^/]+");

  private final Door door;
  private Optional<JsonNode> known = Optional.empty();
  private Optional<JsonNode> caller = Optional.empty();

  Remote(Door door) {
    this.door = door;
  }

  Door door() {
    return door;
  }

  JsonNode get(String path) {
    return door.send(Ask.get(path)).json();
  }

  JsonNode get(String path, Map<String, String> query) {
    return get(Ask.path(path, query));
  }

  JsonNode post(String path, JsonNode body) {
    return door.send(Ask.of("POST", path, body)).json();
  }

  /** As it was answered: name, tenant and roles of who asks. */
  JsonNode me() {
    if (caller.isEmpty()) {
      caller = Optional.of(get("/me"));
    }
    return caller.get();
  }

  String tenant(Optional<String> said) {
    return said.orElseGet(() -> me().path("tenant").asText());
  }

  /** As they were answered. */
  JsonNode written() {
    if (known.isEmpty()) {
      known = Optional.of(get("/kinds"));
    }
    return known.get();
  }

  List<Gate.Descriptor> kinds() {
    return StreamSupport.stream(written().path("items").spliterator(), false)
        .map(Remote::descriptor)
        .toList();
  }

  /** What can be done with resources of a kind. */
  List<Gate.Deed> deeds(String kind) {
    List<Gate.Deed> deeds = new ArrayList<>();
    for (JsonNode each : written().path("items")) {
      if (each.path("kind").asText().equals(kind)) {
        for (JsonNode deed : each.path("deeds")) {
          deeds.add(
              new Gate.Deed(
                  kind,
                  deed.path("verb").asText(),
                  deed.path("about").asText(),
                  Json.text(deed.path("argumentsSchema"))));
        }
      }
    }
    return deeds;
  }

  private static Gate.Descriptor descriptor(JsonNode tree) {
    List<Kind.Column> columns = new ArrayList<>();
    for (JsonNode each : tree.path("columns")) {
      columns.add(Json.view(each, Kind.Column.class));
    }
    return new Gate.Descriptor(
        tree.path("kind").asText(),
        tree.path("plural").asText(),
        tree.path("owner").asText(),
        tree.path("about").asText(),
        tree.path("attended").asBoolean(),
        columns,
        Json.text(tree.path("specSchema")),
        Json.text(tree.path("statusSchema")));
  }

  /** A kind by its name, in any case, or by its plural. */
  Gate.Descriptor kind(String word) {
    List<Gate.Descriptor> all = kinds();
    return named(all, word)
        .orElseThrow(
            () ->
                new Problem(
                    Problem.Reason.NOT_FOUND,
                    "there is no kind '" + word + "'",
                    Nearest.to(word, all.stream().map(Gate.Descriptor::kind).toList())
                        .map(near -> "Maybe '" + near + "' was meant.")
                        .orElse("List them with kinds.")));
  }

  private static Optional<Gate.Descriptor> named(List<Gate.Descriptor> all, String word) {
    return all.stream()
        .filter(k -> k.kind().equalsIgnoreCase(word) || k.plural().equalsIgnoreCase(word))
        .findFirst();
  }

  /** {@code KIND NAME}, or {@code Kind/tenant/name} in one word. */
  Ref ref(String kind, Optional<String> name, Optional<String> tenant) {
    if (REF.matcher(kind).matches() && name.isEmpty()) {
      return Ref.parse(kind);
    }
    String said =
        name.orElseThrow(
            () ->
                new Problem(
                    Problem.Reason.INVALID,
                    "no name was given",
                    "Write KIND NAME or Kind/tenant/name."));
    return new Ref(kind(kind).kind(), tenant(tenant), said);
  }

  /** Where a resource is. */
  String path(Ref ref) {
    return "/" + kind(ref.kind()).plural() + "/" + ref.tenant() + "/" + ref.name();
  }

  JsonNode tree(Ref ref) {
    return get(path(ref));
  }

  Resource resource(Ref ref) {
    return resource(tree(ref));
  }

  Optional<Resource> find(Ref ref) {
    return door.find(Ask.get(path(ref))).map(answer -> resource(answer.json()));
  }

  /**
   * @throws Problem UNAVAILABLE if it is none: then the one that answers is of another release, or
   *     no Hansa
   */
  static Resource resource(JsonNode tree) {
    try {
      return ResourceJson.read(tree);
    } catch (Problem | NullPointerException e) {
      throw new Problem(
          Problem.Reason.UNAVAILABLE,
          "the answer is no resource that this client can read",
          "Use the client of that release; --json shows what was answered.",
          List.of(),
          e);
    }
  }

  /**
   * @param items as they were answered
   * @param more true if there are more
   */
  record Found(List<JsonNode> items, boolean more) {

    List<Resource> resources() {
      return items.stream().map(Remote::resource).toList();
    }
  }

  /** All of a kind that fit, page by page, up to so many. */
  Found list(Gate.Descriptor kind, Map<String, String> query, int most) {
    List<JsonNode> items = new ArrayList<>();
    Map<String, String> asked = new TreeMap<>(query);
    while (true) {
      asked.put("limit", Integer.toString(Math.min(PAGE, most - items.size())));
      JsonNode page = get("/" + kind.plural(), asked);
      page.path("items").forEach(items::add);
      String next = page.path("next").asText("");
      if (next.isEmpty() || items.size() >= most) {
        return new Found(items, !next.isEmpty());
      }
      if (next.equals(asked.put("cursor", next))) {
        throw door.broken(new IOException("a list does not get on"));
      }
    }
  }

  /** The first page of each kind, asked a few at a time; what may not be read is left out. */
  List<JsonNode> everywhere(Map<String, String> query) {
    List<Gate.Descriptor> all = kinds();
    List<JsonNode> items = new ArrayList<>();
    for (int from = 0; from < all.size(); from += AT_ONCE) {
      List<CompletableFuture<HttpResponse<byte[]>>> begun =
          all.subList(from, Math.min(all.size(), from + AT_ONCE)).stream()
              .map(kind -> door.begin(Ask.get(Ask.path("/" + kind.plural(), query))))
              .toList();
      begun.forEach(each -> page(each).forEach(items::add));
    }
    return items;
  }

  private JsonNode page(CompletableFuture<HttpResponse<byte[]>> begun) {
    try {
      return door.result(begun, BOUND).json().path("items");
    } catch (Problem e) {
      // Of the catalogue not everything can be asked; and not everyone may read everything.
      if (Stream.of(Problem.Reason.INVALID, Problem.Reason.FORBIDDEN)
          .anyMatch(e.reason()::equals)) {
        return Json.tree(List.of());
      }
      throw e;
    }
  }

  /** What it owns directly. */
  List<Resource> owned(Resource owner) {
    return everywhere(Map.of("fieldSelector", "/owner/uid=" + owner.uid(), "limit", "500")).stream()
        .map(Remote::resource)
        .toList();
  }
}
