package org.hansa.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hansa.core.api.Draft;
import org.hansa.core.api.Json;
import org.hansa.core.api.Problem;
import org.hansa.core.console.Documents;

/** Documents as a person names them: files, folders, and {@code -} for the input. */
final class Wanted {

  private static final Duration UPLOAD = Duration.ofMinutes(30);

  private final Remote remote;
  private final Terminal terminal;
  private final OwnFiles files = new OwnFiles();

  Wanted(Remote remote, Terminal terminal) {
    this.remote = remote;
    this.terminal = terminal;
  }

  /** In order; the files that they name are uploaded. */
  List<Documents.Document> read(List<String> names, String tenant) throws IOException {
    Documents documents = new Documents(files, this::upload);
    List<Documents.Document> all = new ArrayList<>();
    for (String name : names) {
      if (name.equals("-")) {
        all.addAll(documents.read(Documents.text(terminal.in()), Optional.empty(), tenant));
        continue;
      }
      for (String file : files.documents(name)) {
        try {
          all.addAll(documents.read(file, tenant));
        } catch (Problem e) {
          throw new Problem(e.reason(), file + ": " + e.getMessage(), e.cure(), e.details(), e);
        }
      }
    }
    return all;
  }

  private String upload(InputStream content) {
    Ask ask = Ask.bytes("POST", "/blobs", BodyPublishers.ofInputStream(() -> content));
    return remote.door().send(ask.within(UPLOAD)).json().path("digest").asText();
  }

  /** As they are sent. */
  static JsonNode tree(Draft draft) {
    ObjectNode tree =
        (ObjectNode)
            Json.tree(
                Map.of(
                    "kind", draft.ref().kind(),
                    "tenant", draft.ref().tenant(),
                    "name", draft.ref().name()));
    if (!draft.labels().isEmpty()) {
      tree.set("labels", Json.tree(draft.labels()));
    }
    return tree.set("spec", draft.spec().tree());
  }

  /** {@code {"put": [documents]}}. */
  static JsonNode puts(List<Draft> drafts) {
    return Json.tree(Map.of("put", drafts.stream().map(Wanted::tree).toList()));
  }
}
