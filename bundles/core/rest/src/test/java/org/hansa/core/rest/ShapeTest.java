package org.hansa.core.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hansa.core.api.Doc;
import org.hansa.core.api.Json;
import org.junit.jupiter.api.Test;

class ShapeTest {

  record Answer(
      String name,
      int size,
      List<String> parts,
      Map<String, String> addresses,
      Optional<String> why,
      Doc more) {}

  /** An answer with nothing in it is written without what is empty, and keeps to its shape. */
  @Test
  void whatMayBeEmptyIsNotRequired() {
    ObjectNode written =
        (ObjectNode) Json.tree(new Answer("", 0, List.of(), Map.of(), Optional.empty(), Doc.EMPTY));
    ObjectNode shape = Shape.of(Answer.class);
    assertThat(shape.get("required")).hasSize(2);
    shape.get("required").forEach(field -> assertThat(written.has(field.asText())).isTrue());
    assertThat(Set.of("name", "size"))
        .allSatisfy(field -> assertThat(shape.get("required").toString()).contains(field));
  }
}
