package org.hansa.core.gate;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import org.hansa.core.api.About;
import org.hansa.core.api.Doc;
import org.hansa.core.api.Json;
import org.hansa.core.api.Kind;
import org.hansa.core.api.gate.Gate;

/**
 * A kind as it is stored: the spec of a resource of kind {@code Kind}, so that what its bundle
 * knows stays known without it.
 */
record Known(
    @About("Upper camel case, singular") String kind,
    @About("Lower case: the path segment") String plural,
    @About("Greater only with conversion both ways") int version,
    @About("The component that attends it") String owner,
    @About("One sentence") String about,
    @About("Who writes the spec") Kind.Writer writer,
    @About("What a table of them shows") List<Kind.Column> columns,
    @About("JSON Schema 2020-12 of the spec") JsonNode specSchema,
    @About("JSON Schema 2020-12 of the status") JsonNode statusSchema,
    @About("Where its resources are, if not in the snapshot") Optional<Kind.Data> data) {

  static final String KIND = "Kind";

  Known {
    columns = columns == null ? List.of() : List.copyOf(columns);
    data = data == null ? Optional.empty() : data;
  }

  static Known of(Kind kind) {
    return new Known(
        kind.name(),
        kind.plural(),
        kind.version(),
        kind.owner(),
        kind.about(),
        kind.writer(),
        kind.columns(),
        Schemas.of(kind.name() + " spec", kind.spec()),
        Schemas.of(kind.name() + " status", kind.status()),
        Optional.of(kind.data()).filter(d -> d != Kind.Data.MANAGED));
  }

  boolean isCatalogue() {
    return data.filter(d -> d == Kind.Data.CATALOGUE).isPresent();
  }

  Doc doc() {
    return Doc.of(this);
  }

  Gate.Descriptor descriptor(boolean attended) {
    return new Gate.Descriptor(
        kind,
        plural,
        owner,
        about,
        attended,
        columns,
        Json.text(specSchema),
        Json.text(statusSchema),
        data.orElse(Kind.Data.MANAGED));
  }
}
