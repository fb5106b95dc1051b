package org.hansa.application.designer;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hansa.core.api.format.Imported;
import org.hansa.core.api.format.Importer;
import org.hansa.core.console.Yaml;
import org.hansa.orchestration.api.Application;
import org.hansa.platform.api.Component;

/** A Compose file, read as the doors read it. */
record Sample(JsonNode document, Imported imported) {

  static final Map<String, String> VARIABLES =
      Map.of("DB_PASSWORD", "s3cret", "GF_SECURITY_ADMIN_PASSWORD", "g3heim", "HOME_DIR", "/home");

  static final List<String> ALL =
      List.of(
          "shop.yaml",
          "wordpress.yaml",
          "airflow.yaml",
          "traefik.yaml",
          "build.yaml",
          "stack.yaml",
          "gpu.yaml",
          "profiles.yaml",
          "monitoring.yaml",
          "shell.yaml",
          "kafka.yaml",
          "minimal.yaml",
          "iot.json");

  static Sample file(String name) {
    try (InputStream in = Sample.class.getResourceAsStream(name)) {
      return of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Sample of(String text) {
    return of(text, Optional.of("named"));
  }

  static Sample of(String text, Optional<String> name) {
    JsonNode document = Yaml.expanded(text).get(0);
    Importer.Wanted wanted = new Importer.Wanted("acme", name, VARIABLES);
    return new Sample(document, new ComposeImporter().read(document, wanted));
  }

  /** One service, as flow YAML of what it says. */
  static Sample service(String says) {
    return of("services: {web: {image: app:1, " + says + "}, db: {image: db:1, expose: [5432]}}");
  }

  Application.Spec spec() {
    return imported.draft().spec().as(Application.Spec.class);
  }

  Component component(String name) {
    return spec().components().stream()
        .filter(c -> c.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  Component web() {
    return component("web");
  }

  /** Paths of what was not understood at all. */
  List<String> untaken() {
    return imported.notes().stream().filter(n -> !n.inPart()).map(Imported.Note::path).toList();
  }

  List<String> inPart() {
    return imported.notes().stream()
        .filter(Imported.Note::inPart)
        .map(Imported.Note::path)
        .toList();
  }

  String why(String path) {
    return imported.notes().stream()
        .filter(n -> n.path().equals(path))
        .map(n -> n.why() + ". " + n.cure())
        .findFirst()
        .orElseThrow(() -> new AssertionError(path + " is in none of " + imported.notes()));
  }
}
