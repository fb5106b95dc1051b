package org.hansa.itests.archive;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hansa.core.api.Json;

/**
 * What is sent to each path of a description: valid, and harmless. Where a dry run is served it is
 * one; else it changes nothing, or is undone at once, or is made for this one case.
 */
final class WalkCases {

  /** What a request is about: a tenant, and a name in it. */
  record Target(String tenant, String name) {}

  /** An operation of the description. */
  record Operation(String method, String template, JsonNode description) {

    String plural() {
      return template.split("/", -1).length > 3 ? template.split("/", -1)[3] : "";
    }

    /** As the table has it. */
    String line() {
      return method + " " + template;
    }
  }

  private static final String ABSENT = "no-such-one";
  private static final String NOWHERE = "no-such-tenant";
  private static final String APPLICATIONS = "applications";
  private static final String JSON = "application/json";
  private static final Pattern PARAMETER = Pattern.compile("\\{([a-z]+)}");
  private static final String API = "/api/v1";

  private final JsonNode document;
  private final WalkSamples samples;
  private final Rest admin;
  private final AtomicInteger count = new AtomicInteger();

  /**
   * @param document the description itself
   */
  WalkCases(JsonNode document, WalkSamples samples, Rest admin) {
    this.document = document;
    this.samples = samples;
    this.admin = admin;
  }

  List<Operation> operations() {
    List<Operation> all = new ArrayList<>();
    for (Map.Entry<String, JsonNode> path : document.path("paths").properties()) {
      for (Map.Entry<String, JsonNode> method : path.getValue().properties()) {
        if (!method.getKey().equals("parameters")) {
          all.add(
              new Operation(
                  method.getKey().toUpperCase(Locale.ROOT), path.getKey(), method.getValue()));
        }
      }
    }
    return all;
  }

  /** What really stands, or may really be made. */
  Target real(Operation operation) throws IOException {
    switch (operation.line()) {
      case "POST /api/v1/plans/{tenant}/{name}" -> {
        return new Target(WalkSamples.TENANT, fresh());
      }
      case "POST /api/v1/plans/{tenant}/{name}/apply" -> {
        String name = fresh();
        samples.keep(name);
        return new Target(WalkSamples.TENANT, name);
      }
      case "DELETE /api/v1/backups/{backup}" -> samples.backUp();
      default -> {}
    }
    if (isCreation(operation)) {
      String tenant = sample(operation).tenant();
      return new Target(tenant, operation.plural().equals("tenants") ? tenant + ".x" : fresh());
    }
    return sample(operation);
  }

  /**
   * What is not there: another name, and another tenant, unless it stands where all of its kind do.
   */
  List<Target> absent(Operation operation) {
    String tenant = sample(operation).tenant();
    Target name = new Target(tenant, ABSENT);
    return tenant.equals("system") ? List.of(name) : List.of(name, new Target(NOWHERE, ABSENT));
  }

  Target sample(Operation operation) {
    JsonNode one =
        samples.of(samples.isKind(operation.plural()) ? operation.plural() : APPLICATIONS);
    return new Target(WalkSamples.text(one, "tenant"), WalkSamples.text(one, "name"));
  }

  /** Where the sample is read that an operation is about. */
  String path(Operation operation) {
    Target sample = sample(operation);
    String plural = samples.isKind(operation.plural()) ? operation.plural() : APPLICATIONS;
    return API + "/" + plural + "/" + sample.tenant() + "/" + sample.name();
  }

  private String fresh() {
    return "walked-" + count.incrementAndGet();
  }

  boolean isCreation(Operation operation) {
    return operation.method().equals("POST")
        && samples.isKind(operation.plural())
        && operation.template().equals(API + "/" + operation.plural());
  }

  WalkDoor.Asked asked(Operation operation, Target at) throws IOException {
    Matcher parameter = PARAMETER.matcher(operation.template());
    String path =
        parameter.replaceAll(
            found ->
                switch (found.group(1)) {
                  case "tenant" -> at.tenant();
                  case "name" -> at.name();
                  default -> samples.value(found.group(1));
                });
    String query = query(operation, at);
    boolean sends = operation.description().has("requestBody");
    String type = type(operation.description().at("/requestBody/content"));
    return new WalkDoor.Asked(
        operation.method(),
        query.isEmpty() ? path : path + "?" + query,
        type,
        sends ? Optional.of(body(operation, at)) : Optional.empty());
  }

  /** The plainest of those that are read: so that a PATCH lays a document over. */
  private static String type(JsonNode content) {
    return List.of("application/merge-patch+json", "text/plain", JSON).stream()
        .filter(content::has)
        .findFirst()
        .orElseGet(
            () -> content.properties().stream().map(Map.Entry::getKey).findFirst().orElse(""));
  }

  private String query(Operation operation, Target at) {
    List<String> terms = new ArrayList<>();
    for (JsonNode each : operation.description().path("parameters")) {
      JsonNode parameter =
          each.has("$ref") ? document.at(each.path("$ref").asText().substring(1)) : each;
      String name = parameter.path("name").asText();
      boolean required = parameter.path("required").asBoolean();
      switch (parameter.path("in").asText() + " " + name) {
        case "query dryRun", "query plan" -> terms.add(name + "=true");
        case "query tenant" -> terms.add("tenant=" + at.tenant());
        case "query subject" -> terms.add("subject=Application/" + at.tenant() + "/" + at.name());
        case "query verb" -> terms.add("verb=read");
        case "query kind" -> terms.add("kind=Application");
        case "query name" -> terms.add("name=acme-rig");
        default -> {
          if (required && !parameter.path("in").asText().equals("path")) {
            throw new AssertionError(operation + ": WalkCases says nothing for " + name);
          }
        }
      }
    }
    return String.join("&", terms);
  }

  private byte[] body(Operation operation, Target at) throws IOException {
    String last = operation.template().substring(operation.template().lastIndexOf('/') + 1);
    return switch (operation.line().replace(API, "")) {
      case "POST /session" -> json(Map.of("name", "admin", "password", Distribution.PASSWORD));
      case "POST /plan", "POST /apply", "POST /plans/{tenant}/{name}" -> {
        Target shop = sample(operation);
        String name = at.name().startsWith("walked-") ? shop.name() : at.name();
        yield json(
            Rest.changes(List.of(samples.document(APPLICATIONS, at.tenant(), name)), List.of()));
      }
      case "POST /transactions" ->
          json(
              Map.of(
                  "changes",
                  List.of(Map.of("put", samples.document(APPLICATIONS, at.tenant(), at.name())))));
      case "POST /backups" -> json(Map.of("name", fresh()));
      case "POST /blobs" -> WalkSamples.CONTENT;
      case "PUT /extensions/system/{name}/archive" -> samples.bundle();
      case "POST /imports/{format}" ->
          "name: a\nservices: {b: {image: c}}\n".getBytes(StandardCharsets.UTF_8);
      case "POST /endpoints/{tenant}/{name}/verification",
          "POST /endpoints/{tenant}/{name}/operations/verify" ->
          json(Map.of("rules", List.of("driver-id")));
      default ->
          switch (last) {
            case "values" -> json(Map.of("token", "e".repeat(64)));
            case "hold", "release" -> json(Map.of("reason", "walk"));
            case "backup", "inspect", "rekey" -> json(Map.of());
            default -> document(operation, at);
          };
    };
  }

  private byte[] document(Operation operation, Target at) {
    String plain = API + "/" + operation.plural();
    boolean ofKind =
        samples.isKind(operation.plural())
            && List.of(plain, plain + "/{tenant}/{name}").contains(operation.template());
    if (!ofKind) {
      throw new AssertionError("WalkCases says nothing of what is sent to " + operation.line());
    }
    return operation.method().equals("PATCH")
        ? json(Map.of("labels", Map.of("walk", "dry")))
        : json(samples.document(operation.plural(), at.tenant(), at.name()));
  }

  private static byte[] json(Object tree) {
    return Json.text(Json.tree(tree)).getBytes(StandardCharsets.UTF_8);
  }

  /** Takes back what was done, and waits for what was begun. */
  void after(Operation operation, Target at, Walker walker, WalkDoor door) throws IOException {
    if (operation.template().endsWith("/hold")) {
      String path = asked(operation, at).path().replaceAll("/hold$", "/release");
      WalkDoor.Said said =
          door.ask(
              walker.token(),
              new WalkDoor.Asked("POST", path, JSON, Optional.of(json(Map.of("reason", "walk")))));
      if (!said.isAllowed()) {
        throw new AssertionError(walker + " holds and may not release: " + said.text());
      }
    }
    if (operation.template().contains("/operations/") && !operation.plural().equals("operations")) {
      samples.ended();
    }
    switch (operation.line()) {
      case "POST /api/v1/endpoints/{tenant}/{name}/verification" -> {
        String path = "/endpoints/" + at.tenant() + "/" + at.name() + "/verification";
        await().atMost(Distribution.SOON).until(() -> admin.get(path).ok().body().has("outcome"));
      }
      case "POST /api/v1/inspection" ->
          await()
              .atMost(Distribution.SOON)
              .until(() -> !admin.get("/inspection").ok().body().has("running"));
      default -> {}
    }
  }
}
